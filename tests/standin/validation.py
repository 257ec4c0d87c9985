"""Whether a ``mail/send`` request is as SendGrid takes it: its specification and its error pages."""

import binascii
from collections.abc import Iterator
from itertools import islice
from typing import Any

from tests.standin import checks, envelopes
from tests.standin.account import Account
from tests.standin.answers import Problem, Refused
from tests.standin.checks import Check, Problems

_MOST_PROBLEMS = 20
_MOST_CATEGORIES = 10
_MOST_REPLY_TO = 1000
_MOST_GROUPS_SHOWN = 25

_SETTINGS: dict[str, dict[str, dict[str, Check]]] = {
    "mail_settings": {
        "bypass_list_management": {"enable": checks.boolean},
        "bypass_spam_management": {"enable": checks.boolean},
        "bypass_bounce_management": {"enable": checks.boolean},
        "bypass_unsubscribe_management": {"enable": checks.boolean},
        "footer": {"enable": checks.boolean, "text": checks.text, "html": checks.text},
        "sandbox_mode": {"enable": checks.boolean},
    },
    "tracking_settings": {
        "click_tracking": {"enable": checks.boolean, "enable_text": checks.boolean},
        "open_tracking": {"enable": checks.boolean, "substitution_tag": checks.text},
        "subscription_tracking": {
            "enable": checks.boolean,
            "text": checks.text,
            "html": checks.text,
            "substitution_tag": checks.text,
        },
        "ganalytics": {
            "enable": checks.boolean,
            "utm_source": checks.text,
            "utm_medium": checks.text,
            "utm_term": checks.text,
            "utm_content": checks.text,
            "utm_campaign": checks.text,
        },
    },
}


def validate(body: Any, account: Account) -> None:
    """Raises ``Refused`` (400) with the first problems found; a body that passes has every promised type."""
    if not isinstance(body, dict):
        raise Refused(400, Problem("Bad Request"))
    found = list(islice(_problems(body, account), _MOST_PROBLEMS))
    if found:
        raise Refused(400, *found)


def is_sandboxed(body: dict[str, Any]) -> bool:
    """Whether a valid request only wants to be checked."""
    return bool(body.get("mail_settings", {}).get("sandbox_mode", {}).get("enable"))


def senders(body: dict[str, Any]) -> Iterator[str]:
    """Every From of a valid request."""
    yield body["from"]["email"]
    for envelope in body["personalizations"]:
        if "from" in envelope:
            yield envelope["from"]["email"]


def _problems(body: dict[str, Any], account: Account) -> Problems:
    yield from checks.unknown(body, _KNOWN, "")
    yield from envelopes.problems(body, account)
    if "from" not in body:
        yield Problem("The from object must be provided for every email send.", "from")
    yield from _subject(body)
    if "content" not in body:
        yield Problem("Unless a valid template_id is provided, the content parameter is required.", "content")
    for name, check in _CHECKS.items():
        if name in body:
            yield from check(body[name], name)
    if "reply_to" in body and "reply_to_list" in body:
        yield Problem("Use either reply_to or reply_to_list, not both.", "reply_to_list")
    yield from _depending_on_account(body, account)
    for section in _SETTINGS:
        if section in body:
            yield from _settings(body[section], section)


def _subject(body: dict[str, Any]) -> Problems:
    people = body.get("personalizations")
    everyone = (
        isinstance(people, list) and people and all(isinstance(p, dict) and "subject" in p for p in people)
    )
    if "subject" not in body and not everyone:
        yield Problem(
            "The subject is required. You can get around this requirement if you use a template with a "
            "subject defined or if every personalization has a subject defined.",
            "subject",
        )


def _depending_on_account(body: dict[str, Any], account: Account) -> Problems:
    if "send_at" in body:
        yield from envelopes.send_at(body["send_at"], "send_at", account)
    if "batch_id" in body and not account.schedule.knows(body["batch_id"], account.clock.now()):
        yield Problem("The batch_id is invalid.", "batch_id")
    if "asm" in body:
        yield from _asm(body["asm"], account)
    for name in ("template_id", "ip_pool_name"):
        if name in body:
            yield Problem(f"The {name} is not known to this account.", name)


def _content(value: Any, at: str) -> Problems:
    if not isinstance(value, list) or not value:
        yield Problem("There must be at least one content block.", at)
        return
    order: list[int] = []
    for number, part in enumerate(value):
        here = f"{at}.{number}"
        if not isinstance(part, dict):
            yield Problem("A content block must be an object.", here)
            continue
        yield from checks.unknown(part, frozenset({"type", "value"}), here)
        yield from _mime_type(part.get("type"), f"{here}.type")
        if not isinstance(part.get("value"), str) or not part["value"]:
            yield Problem(
                "The content value must be a string at least one character in length.", f"{here}.value"
            )
        order.append({"text/plain": 0, "text/html": 1}.get(str(part.get("type")), 2))
    if order != sorted(order):
        yield Problem("The text/plain content must come first, then text/html, then any other.", at)
    if order.count(0) > 1 or order.count(1) > 1:
        yield Problem("text/plain and text/html may only be provided once.", at)


def _mime_type(value: Any, at: str) -> Problems:
    yield from checks.one_line(value, at)
    if isinstance(value, str) and ";" in value:
        yield Problem("The content type must not contain a semicolon.", at)


def _reply_to_list(value: Any, at: str) -> Problems:
    if not isinstance(value, list) or not 1 <= len(value) <= _MOST_REPLY_TO:
        yield Problem(f"The value must be an array of 1 to {_MOST_REPLY_TO} addresses.", at)
        return
    seen: set[str] = set()
    for number, person in enumerate(value):
        yield from checks.sender(person, f"{at}.{number}")
        email = str(person.get("email")).lower() if isinstance(person, dict) else ""
        if email in seen:
            yield Problem("Each email address should be unique.", f"{at}.{number}.email")
        seen.add(email)


def _attachments(value: Any, at: str) -> Problems:
    if not isinstance(value, list):
        yield Problem("The attachments must be an array.", at)
        return
    for number, attachment in enumerate(value):
        here = f"{at}.{number}"
        if not isinstance(attachment, dict):
            yield Problem("An attachment must be an object.", here)
            continue
        yield from checks.unknown(attachment, _ATTACHMENT, here)
        yield from _base64(attachment.get("content"), f"{here}.content")
        yield from checks.one_line(attachment.get("filename"), f"{here}.filename")
        if "type" in attachment:
            yield from _mime_type(attachment["type"], f"{here}.type")
        if attachment.get("disposition", "attachment") not in ("attachment", "inline"):
            yield Problem("The disposition must be inline or attachment.", f"{here}.disposition")
        if "content_id" in attachment:
            yield from checks.one_line(attachment["content_id"], f"{here}.content_id")


def _base64(value: Any, at: str) -> Problems:
    try:
        fine = isinstance(value, str) and bool(binascii.a2b_base64(value, strict_mode=True))
    except (binascii.Error, ValueError):
        fine = False
    if not fine:
        yield Problem("The attachment content must be base64 encoded.", at)


def _categories(value: Any, at: str) -> Problems:
    if not isinstance(value, list):
        yield Problem("The categories must be an array of strings.", at)
        return
    if len(value) > _MOST_CATEGORIES:
        yield Problem(f"No more than {_MOST_CATEGORIES} categories, you have provided {len(value)}.", at)
    for number, category in enumerate(value):
        if not isinstance(category, str) or not category.isascii() or not 1 <= len(category) <= 255:
            yield Problem("A category is 1 to 255 ASCII characters.", f"{at}.{number}")
        if category in value[:number]:
            yield Problem("A category may not be given more than once.", f"{at}.{number}")


def _asm(value: Any, account: Account) -> Problems:
    if not isinstance(value, dict):
        yield Problem("The asm must be an object.", "asm")
        return
    yield from checks.unknown(value, frozenset({"group_id", "groups_to_display"}), "asm")
    yield from _group(value.get("group_id"), "asm.group_id", account)
    shown = value.get("groups_to_display", [])
    if not isinstance(shown, list) or len(shown) > _MOST_GROUPS_SHOWN:
        yield Problem(f"The value must be an array of at most {_MOST_GROUPS_SHOWN}.", "asm.groups_to_display")
        return
    for number, group_id in enumerate(shown):
        yield from _group(group_id, f"asm.groups_to_display.{number}", account)


def _group(group_id: Any, at: str, account: Account) -> Problems:
    yield from checks.integer(group_id, at)
    if type(group_id) is int:
        group = account.suppressions.groups.get(group_id)
        if group is None or account.clock.now() - group.made_at < account.limits.group_ready_after:
            yield Problem("The unsubscribe group does not exist.", at)


def _settings(value: Any, section: str) -> Problems:
    if not isinstance(value, dict):
        yield Problem(f"The {section} must be an object.", section)
        return
    known = _SETTINGS[section]
    yield from checks.unknown(value, frozenset(known), section)
    for name in known.keys() & value.keys():
        setting = value[name]
        if not isinstance(setting, dict):
            yield Problem("A setting must be an object.", f"{section}.{name}")
            continue
        yield from checks.unknown(setting, frozenset(known[name]), f"{section}.{name}")
        for part in known[name].keys() & setting.keys():
            yield from known[name][part](setting[part], f"{section}.{name}.{part}")
    if "bypass_list_management" in value and any(name in value for name in known if name in _SINGLE_BYPASSES):
        yield Problem("Can't be combined with any other bypass setting.", f"{section}.bypass_list_management")


_SINGLE_BYPASSES = frozenset(
    {"bypass_spam_management", "bypass_bounce_management", "bypass_unsubscribe_management"}
)
_ATTACHMENT = frozenset({"content", "type", "filename", "disposition", "content_id"})
_CHECKS: dict[str, Check] = {
    "from": checks.sender,
    "reply_to": checks.sender,
    "reply_to_list": _reply_to_list,
    "subject": checks.one_line,
    "content": _content,
    "attachments": _attachments,
    "headers": checks.headers,
    "categories": _categories,
    "custom_args": checks.custom_args,
}
_KNOWN = frozenset({
    *_CHECKS, *_SETTINGS, "personalizations", "template_id", "ip_pool_name", "send_at", "batch_id", "asm",
})  # fmt: skip
