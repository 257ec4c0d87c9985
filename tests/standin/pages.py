"""What is not SendGrid's: the control door, the page for a person at play, and the links out of a mail."""

from html import escape
from typing import Any
from urllib.parse import parse_qsl

import msgspec

from tests.standin import answers
from tests.standin.account import Account
from tests.standin.acts import perform
from tests.standin.answers import Answer
from tests.standin.mailing import Mail

_MOST_SHOWN = 200


def answer(account: Account, method: str, path: str, body: bytes | None) -> Answer:
    """The answer to everything outside ``/v3/``."""
    first, _, rest = path.lstrip("/").partition("/")
    if first == "_standin" and method == "POST":
        return _control(account, rest, body or b"{}")
    if first == "leave":
        return _leaving(account, *rest.partition("/")[::2])
    if first == "mail" and method == "GET":
        return _mail(account, rest)
    if path == "/" and method == "GET":
        return _overview(account)
    return answers.refusal(404, answers.not_found())


def _control(account: Account, act: str, body: bytes) -> Answer:
    """JSON in and out, whatever its type is called; a form, and back to the page, for people."""
    form = not body.startswith(b"{")
    try:
        details = _from_form(act, body) if form else msgspec.json.decode(body)
        result = perform(account, act, details)
    except (LookupError, TypeError, ValueError) as mistake:
        return answers.as_json(400, f"{type(mistake).__name__}: {mistake}")
    if form:
        return Answer(303, headers={"Location": "/"})
    return answers.as_json(200, [mail.seen() for mail in result] if act == "mails" else result)


def _from_form(act: str, body: bytes) -> dict[str, Any]:
    """What was typed, with what a form can't say: a form only knows text."""
    return {**dict(parse_qsl(body.decode())), **_FORM_DETAILS.get(act, {})}


def _leaving(account: Account, kind: str, mail_id: str) -> Answer:
    """Visiting the link of a mail leaves at once, by GET as by the one-click POST of RFC 8058."""
    with account.lock:
        mail = _find(account, mail_id)
        if mail is None or kind not in ("group_unsubscribe", "global_unsubscribe", "preferences"):
            return answers.as_page(404, "<!doctype html><p>There is no such link.</p>")
        now = account.clock.now()
        if kind == "preferences":
            return answers.as_page(200, _preferences(mail))
        group_id = mail.group_id if kind == "group_unsubscribe" else None
        account.suppressions.leave(group_id or 0, mail.to, now)
        return answers.as_page(200, f"<!doctype html><p>{escape(mail.to)} has been unsubscribed.</p>")


def _preferences(mail: Mail) -> str:
    links = [
        f'<li><a href="{escape(mail.link(kind))}">{label}</a></li>'
        for kind, label in (
            ("group_unsubscribe", "Leave this group"),
            ("global_unsubscribe", "Leave everything"),
        )
    ]
    return f"<!doctype html><ul>{''.join(links)}</ul>"


def _find(account: Account, mail_id: str) -> Mail | None:
    return next((mail for mail in account.mails if mail.id == mail_id), None)


def _mail(account: Account, mail_id: str) -> Answer:
    with account.lock:
        mail = _find(account, mail_id)
        if mail is None:
            return answers.as_page(404, "<!doctype html><p>There is no such mail.</p>")
        return answers.as_page(200, mail.html or f"<!doctype html><pre>{escape(mail.text)}</pre>")


def _overview(account: Account) -> Answer:
    with account.lock:
        account.catch_up()
        newest = account.mails[: -_MOST_SHOWN - 1 : -1]
        rows = "".join(map(_row, newest))
        forms = "".join(_form(act, label) for act, label in _FORMS.items())
        return answers.as_page(
            200, _PAGE.format(count=len(account.mails), rows=rows, forms=forms, url=account.url)
        )


def _row(mail: Mail) -> str:
    return (
        f'<tr><td>{escape(mail.to)}<td>{mail.state} {escape(mail.reason)}<td><a href="/mail/{mail.id}">'
        f'{escape(mail.subject)}</a><td><a href="{mail.unsubscribe_url}">leave</a></tr>\n'
    )


def _form(act: str, label: str) -> str:
    return (
        f'<form method="post" action="/_standin/{act}">{label}: '
        '<input name="email" placeholder="ann@example.com" required> <button>Go</button></form>\n'
    )


_FORMS = {
    "will_bounce": "Mail to this address will bounce",
    "complain": "This person presses the spam button",
    "unsubscribe_globally": "This person unsubscribes from everything",
}
_FORM_DETAILS: dict[str, dict[str, Any]] = {
    "will_bounce": {"reason": "550 5.1.1 The email account does not exist.", "status": "5.1.1"},
    "complain": {"created": None},
    "unsubscribe_globally": {"created": None},
    "advance": {"seconds": 3600},
}
_PAGE = """<!doctype html><meta charset="utf-8"><title>SendGrid stand-in</title>
<h1>SendGrid stand-in</h1>
{forms}<form method="post" action="/_standin/advance"><input type="hidden" name="seconds" value="3600">
<button>Put its clock forward by an hour</button></form>
<p>Or from a terminal: <code>curl {url}/_standin/advance -d '{{"seconds": 1800}}'</code></p>
<p>{count} mails; the newest first:</p>
<table border="1" cellpadding="4"><tr><th>To<th>State<th>Subject<th>Their link</tr>
{rows}</table>
"""
