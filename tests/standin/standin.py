"""The stand-in in this process: a server in a thread, and everything it knows at hand."""

from threading import Thread
from types import TracebackType
from typing import Any

from tests.standin.account import Account, Limits
from tests.standin.acts import perform
from tests.standin.clock import StandInClock
from tests.standin.controls import Controls
from tests.standin.mailing import Mail
from tests.standin.server import PostServer

_POLL = 0.005
"""Seconds between two looks whether to stop."""


class StandIn(Controls):
    """SendGrid on 127.0.0.1, for as long as the ``with`` block lasts.

    ``port`` 0 takes a free one. ``start`` is the clock's first second (default: now); with ``ticking=False``
    only ``clock.advance`` moves it. A mistake of the stand-in itself is answered with 500 and raised at
    the end.
    """

    def __init__(
        self,
        *,
        port: int = 0,
        start: int | None = None,
        ticking: bool = True,
        senders: tuple[str, ...] = ("shop@example.com",),
        domains: tuple[str, ...] = ("example.com",),
        limits: Limits | None = None,
    ) -> None:
        super().__init__()
        self.account = Account(StandInClock(start, ticking), senders, domains, limits or Limits())
        self.key = self.account.new_key()
        self._server = PostServer(self.account, port)
        self.url = self.account.url
        self._thread = Thread(target=self._server.serve_forever, args=(_POLL,), name="stand-in")

    def __enter__(self) -> "StandIn":
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.stop()
        self._thread.join()
        if kind is None and self._server.mistakes:
            raise self._server.mistakes[0]

    def do(self, act: str, **details: Any) -> Any:
        return perform(self.account, act, details)

    @property
    def limits(self) -> Limits:
        """What the account may do; change it in place."""
        return self.account.limits

    @property
    def mails(self) -> list[Mail]:
        """Every mail that was accepted, in order; each is put together when it is read."""
        found: list[Mail] = self.do("mails", to=None)
        return found

    def mails_to(self, email: str) -> list[Mail]:
        """The mails to one address, the oldest first."""
        found: list[Mail] = self.do("mails", to=email)
        return found
