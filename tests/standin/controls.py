"""What a test may do to the stand-in, said once for both ways of saying it: in this process and over HTTP."""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from typing import Any

import msgspec

from tests.standin.account import ALL_SCOPES
from tests.standin.faults import Fault
from tests.standin.journal import Request


class Controls(ABC):
    """Addresses are told apart without regard to case; moments are Unix seconds of the stand-in's clock."""

    def __init__(self) -> None:
        self.clock = ClockControl(self)

    @abstractmethod
    def do(self, act: str, **details: Any) -> Any:
        """Have an act of ``acts.py`` performed; everything below is this with a name."""

    def will_bounce(
        self, email: str, reason: str = "550 5.1.1 The email account does not exist.", status: str = "5.1.1"
    ) -> None:
        """From now on mail to that address bounces, and enters the bounces list at the moment it leaves."""
        self.do("will_bounce", email=email, reason=reason, status=status)

    def will_block(
        self, email: str, reason: str = "421 4.7.0 Try again later.", status: str = "4.7.0"
    ) -> None:
        """From now on mail to that address is blocked: a row in the list, but no suppression."""
        self.do("will_block", email=email, reason=reason, status=status)

    def invalid(self, email: str, reason: str = "Mail domain mentioned in email address is unknown") -> None:
        """From now on mail to that address is dropped as invalid."""
        self.do("invalid", email=email, reason=reason)

    def will_deliver(self, email: str) -> None:
        """The mailbox works again; rows in the lists stay."""
        self.do("will_deliver", email=email)

    def refuse(self, email: str) -> None:
        """From now on a request that holds that address gets 400 at its ``personalizations.N.to``."""
        self.do("refuse", email=email)

    def complain(self, email: str, created: int | None = None) -> None:
        """The person presses the spam button (now, unless ``created`` says when)."""
        self.do("complain", email=email, created=created)

    def unsubscribe_globally(self, email: str, created: int | None = None) -> None:
        """The person leaves everything."""
        self.do("unsubscribe_globally", email=email, created=created)

    def leave_group(self, email: str, group_id: int, created: int | None = None) -> None:
        """The person leaves one group; of a group that is gone: everything."""
        self.do("leave_group", email=email, group_id=group_id, created=created)

    def add(
        self,
        name: str,
        email: str,
        created: int | None = None,
        reason: str = "",
        status: str = "",
        ip: str = "127.0.0.1",
    ) -> None:
        """Enter anybody, mailed or not, into ``bounces``, ``blocks``, ``invalid_emails``, ``spam_reports`` or
        ``unsubscribes``."""
        self.do("add", name=name, email=email, created=created, reason=reason, status=status, ip=ip)

    def rows(self, name: str) -> list[dict[str, Any]]:
        """A whole list of those, as its endpoint shows the rows."""
        found: list[dict[str, Any]] = self.do("rows", name=name)
        return found

    def new_group(self, name: str, description: str = "Made for a test", is_default: bool = False) -> int:
        """A new unsubscribe group; its id."""
        number: int = self.do("new_group", name=name, description=description, is_default=is_default)
        return number

    def new_key(self, scopes: Iterable[str] = ALL_SCOPES) -> str:
        """Another API key, with these rights only."""
        key: str = self.do("new_key", scopes=sorted(scopes))
        return key

    def forget_key(self, key: str) -> None:
        """The key is revoked."""
        self.do("forget_key", key=key)

    def enter_sender(self, email: str) -> None:
        """The account lists that address as one whose owner has not answered SendGrid's mail yet."""
        self.do("enter_sender", email=email)

    def verify_sender(self, email: str) -> None:
        """Mail may come from that address from now on."""
        self.do("verify_sender", email=email)

    def set_limit(self, name: str, value: int) -> None:
        """Change one of ``account.Limits``."""
        self.do("set_limit", name=name, value=value)

    def fail(self, path_prefix: str, fault: Fault, times: int = 1, after: int = 0, method: str = "") -> None:
        """Play ``fault`` (see ``faults.py``) for ``times`` calls to paths that begin so, once ``after`` of
        them have passed untouched; with ``method`` only for that one."""
        plain = msgspec.to_builtins(fault)
        self.do("fail", path_prefix=path_prefix, fault=plain, times=times, after=after, method=method)

    def clear_faults(self) -> None:
        """Nothing goes wrong any more."""
        self.do("clear_faults")

    def counts(self) -> dict[str, int]:
        """How many mails are in each state."""
        found: dict[str, int] = self.do("counts")
        return found

    @property
    def requests(self) -> list[Request]:
        """The journal: every call that came, in order."""
        return msgspec.convert(self.do("requests"), list[Request])


class ClockControl:
    """The stand-in's clock, from outside."""

    def __init__(self, controls: Controls) -> None:
        self._controls = controls

    def now(self) -> int:
        """Unix seconds."""
        moment: int = self._controls.do("now")
        return moment

    def advance(self, seconds: float) -> int:
        """Put it forward; what is due by then leaves. What time it is then."""
        moment: int = self._controls.do("advance", seconds=seconds)
        return moment
