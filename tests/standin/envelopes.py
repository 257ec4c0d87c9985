"""Whether the personalizations of a ``mail/send`` request are as SendGrid takes them."""

from typing import Any

from tests.standin import checks
from tests.standin.account import Account
from tests.standin.answers import Problem
from tests.standin.checks import Problems

MOST = 1000
"""Personalizations, and recipients (to + cc + bcc), in one request."""

SUBSTITUTIONS = 150
"""Keys in one personalization."""

SUBSTITUTION_BYTES = 10_000
"""Keys and values of one personalization, the stricter of SendGrid's two figures."""

FURTHEST = 72 * 3600
"""How many seconds ahead ``send_at`` may lie."""

_PLACES = ("to", "cc", "bcc")
_KNOWN = frozenset(
    {
        *_PLACES,
        "from",
        "subject",
        "headers",
        "substitutions",
        "dynamic_template_data",
        "custom_args",
        "send_at",
    }
)


def problems(body: dict[str, Any], account: Account) -> Problems:
    """What is wrong with ``personalizations``, in order."""
    envelopes = body.get("personalizations")
    if not isinstance(envelopes, list) or not envelopes:
        yield Problem("You must have at least one personalization.", "personalizations")
        return
    if len(envelopes) > MOST:
        yield Problem(
            f"No more than {MOST} personalizations, you have provided {len(envelopes)}.", "personalizations"
        )
        return
    seen: set[str] = set()
    for number, envelope in enumerate(envelopes):
        at = f"personalizations.{number}"
        if isinstance(envelope, dict):
            yield from _recipients(envelope, at, seen, account.refused)
            yield from _rest(envelope, at, body, account)
        else:
            yield Problem("A personalization must be an object.", at)
    if len(seen) > MOST:
        yield Problem(f"No more than {MOST} recipients (to + cc + bcc) in one request.", "personalizations")


def send_at(value: Any, at: str, account: Account) -> Problems:
    """A whole second at most 72 hours ahead; a past one means at once."""
    if type(value) is int and value > account.clock.now() + FURTHEST:
        return (Problem("Scheduling more than 72 hours in advance is forbidden.", at),)
    return checks.integer(value, at)


def _recipients(envelope: dict[str, Any], at: str, seen: set[str], refused: set[str]) -> Problems:
    if "to" not in envelope:
        yield Problem("The to array is required for all personalization objects.", f"{at}.to")
    for place in _PLACES:
        if place in envelope:
            yield from _people(envelope[place], f"{at}.{place}", seen, refused)


def _people(people: Any, at: str, seen: set[str], refused: set[str]) -> Problems:
    if not isinstance(people, list) or not people:
        yield Problem("The value must be an array with at least one address.", at)
        return
    for number, person in enumerate(people):
        yield from checks.recipient(person, f"{at}.{number}")
        yield from _repeated(person, at, seen, refused)


def _repeated(person: Any, at: str, seen: set[str], refused: set[str]) -> Problems:
    email = person.get("email") if isinstance(person, dict) else None
    if not isinstance(email, str):
        return
    key = email.lower()
    if key in seen:
        yield Problem(
            "Each email address should be unique in the personalizations. "
            f"We found the first duplicate instance of [{email}] in the {at} field.",
            at,
        )
    if key in refused:
        yield Problem("Does not contain a valid address.", at)
    seen.add(key)


def _rest(envelope: dict[str, Any], at: str, body: dict[str, Any], account: Account) -> Problems:
    yield from checks.unknown(envelope, _KNOWN, at)
    if "from" in envelope:
        yield from checks.sender(envelope["from"], f"{at}.from")
    if "subject" in envelope:
        yield from checks.one_line(envelope["subject"], f"{at}.subject")
    if "headers" in envelope:
        yield from checks.headers(envelope["headers"], f"{at}.headers")
    if "send_at" in envelope:
        yield from send_at(envelope["send_at"], f"{at}.send_at", account)
    if "dynamic_template_data" in envelope:
        yield Problem("Needs a template_id that begins with d-.", f"{at}.dynamic_template_data")
    if "substitutions" in envelope:
        yield from _substitutions(envelope["substitutions"], f"{at}.substitutions")
    if "custom_args" in envelope:
        yield from _custom_args(envelope["custom_args"], f"{at}.custom_args", body)


def _substitutions(pairs: Any, at: str) -> Problems:
    wrong = checks.string_map(pairs, at)
    if wrong:
        return wrong
    if len(pairs) > SUBSTITUTIONS:
        return (Problem(f"No more than {SUBSTITUTIONS} substitutions in a personalization.", at),)
    if checks.bytes_in(pairs) > SUBSTITUTION_BYTES:
        return (Problem(f"The substitutions may not exceed {SUBSTITUTION_BYTES} bytes.", at),)
    return ()


def _custom_args(own: Any, at: str, body: dict[str, Any]) -> Problems:
    """A personalization's are merged with the request's, and beat them."""
    shared = body.get("custom_args")
    if shared and not checks.string_map(own, at) and not checks.string_map(shared, ""):
        return checks.custom_args({**shared, **own}, at)
    return checks.custom_args(own, at)
