"""What a test may do to the stand-in, done: the other side of ``controls.py``."""

from collections.abc import Callable
from typing import Any

import msgspec

from tests.standin.account import Account, Outcome
from tests.standin.faults import Fault, Plan
from tests.standin.journal import Request
from tests.standin.mailing import STATES, Mail
from tests.standin.suppressions import LISTS, Entry


def perform(account: Account, act: str, details: dict[str, Any]) -> Any:
    """Do the act of that name. Raises ``LookupError`` or ``TypeError`` for one that there is not."""
    with account.lock:
        account.catch_up()
        return ACTS[act](account, **details)


def now(account: Account) -> int:
    return account.clock.now()


def advance(account: Account, seconds: float) -> int:
    moment = account.clock.advance(seconds)
    account.catch_up()
    return moment


def will_bounce(account: Account, email: str, reason: str, status: str) -> None:
    account.outcomes[email.lower()] = Outcome("bounced", reason, status)


def will_block(account: Account, email: str, reason: str, status: str) -> None:
    account.outcomes[email.lower()] = Outcome("blocked", reason, status)


def invalid(account: Account, email: str, reason: str) -> None:
    account.outcomes[email.lower()] = Outcome("dropped", reason)


def will_deliver(account: Account, email: str) -> None:
    account.outcomes.pop(email.lower(), None)


def refuse(account: Account, email: str) -> None:
    account.refused.add(email.lower())


def complain(account: Account, email: str, created: int | None) -> None:
    add(account, "spam_reports", email, created, "", "", "127.0.0.1")


def unsubscribe_globally(account: Account, email: str, created: int | None) -> None:
    add(account, "unsubscribes", email, created, "", "", "")


def leave_group(account: Account, email: str, group_id: int, created: int | None) -> None:
    account.suppressions.leave(group_id, email, account.clock.now() if created is None else created)


def add(
    account: Account, name: str, email: str, created: int | None, reason: str, status: str, ip: str
) -> None:
    moment = account.clock.now() if created is None else created
    account.suppressions.add(name, Entry(email, moment, reason, status, ip))


def rows(account: Account, name: str) -> list[dict[str, object]]:
    if name not in LISTS:
        raise LookupError(f"no list {name!r}, only {', '.join(LISTS)}")
    return [entry.row(name) for entry in account.suppressions.lists[name].values()]


def new_group(account: Account, name: str, description: str, is_default: bool) -> int:
    return account.suppressions.new_group(name, description, is_default, account.clock.now()).number


def new_key(account: Account, scopes: list[str]) -> str:
    return account.new_key(frozenset(scopes))


def forget_key(account: Account, key: str) -> None:
    del account.keys[key]


def enter_sender(account: Account, email: str) -> None:
    account.unverified.append(email.lower())


def verify_sender(account: Account, email: str) -> None:
    account.senders.append(email.lower())


def set_limit(account: Account, name: str, value: int) -> None:
    if name not in account.limits.__struct_fields__:
        raise LookupError(f"no limit {name!r}, only {', '.join(account.limits.__struct_fields__)}")
    setattr(account.limits, name, value)


def fail(account: Account, path_prefix: str, fault: Any, times: int, after: int, method: str) -> None:
    account.faults.add(Plan(path_prefix, msgspec.convert(fault, Fault), times, after, method))


def clear_faults(account: Account) -> None:
    account.faults.clear()


def counts(account: Account) -> dict[str, int]:
    found = dict.fromkeys(STATES, 0)
    for mail in account.mails:
        found[mail.state] += 1
    return found


def mails(account: Account, to: str | None) -> list[Mail]:
    wanted = None if to is None else to.lower()
    return [mail for mail in account.mails if wanted is None or mail.to.lower() == wanted]


def requests(account: Account) -> list[Request]:
    return [entry.seen() for entry in account.journal.entries]


ACTS: dict[str, Callable[..., Any]] = {
    act.__name__: act
    for act in (
        now, advance, will_bounce, will_block, invalid, will_deliver, refuse, complain, unsubscribe_globally,
        leave_group, add, rows, new_group, new_key, forget_key, enter_sender, verify_sender, set_limit, fail,
        clear_faults, counts, mails, requests,
    )
}  # fmt: skip
