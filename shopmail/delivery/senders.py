"""In whose name the account may send: its verified single senders, and its authenticated domains."""

from collections.abc import Iterator

from msgspec import Struct

from shopmail.delivery.answers import decoded
from shopmail.delivery.api import Api

RIGHT = "Sender Authentication"
"""What SendGrid's key editor calls the right to ask."""

_SENDERS_A_PAGE = 100
_DOMAINS_A_PAGE = 50


class Sender(Struct, frozen=True):
    """A single sender, as SendGrid's ``GET /v3/verified_senders`` lists it."""

    id: int
    from_email: str
    verified: bool
    from_name: str | None = None
    reply_to: str | None = None


class Domain(Struct, frozen=True):
    """An authenticated domain: with ``valid``, SPF and DKIM are in order, and any address of it may send."""

    domain: str
    valid: bool


class Senders(Struct, frozen=True):
    """All of both."""

    single: tuple[Sender, ...]
    domains: tuple[Domain, ...]

    def may_send_as(self, email: str) -> bool:
        """Whether mails may go out in the name of ``email``: the address itself, or its domain."""
        wanted = email.casefold()
        if any(sender.verified and sender.from_email.casefold() == wanted for sender in self.single):
            return True
        domain = wanted.rpartition("@")[2]
        return any(row.valid and row.domain.casefold() == domain for row in self.domains)


class _Page(Struct, frozen=True):
    results: list[Sender]


def all_senders(api: Api) -> Senders:
    """Everything the account lists. Raises ``RightMissing`` where the key may not ask."""
    return Senders(tuple(_single(api)), tuple(_domains(api)))


def _single(api: Api) -> Iterator[Sender]:
    query = {"limit": _SENDERS_A_PAGE}
    while True:
        page = decoded(api.read("verified_senders", RIGHT, query), _Page).results
        yield from page
        if len(page) < _SENDERS_A_PAGE or page[-1].id == query.get("lastSeenID"):
            return
        query = {**query, "lastSeenID": page[-1].id}


def _domains(api: Api) -> Iterator[Domain]:
    offset, before = 0, list[Domain]()
    while True:
        query = {"limit": _DOMAINS_A_PAGE, "offset": offset}
        page = decoded(api.read("whitelabel/domains", RIGHT, query), list[Domain])
        if page != before:  # else the offset is not heeded: this would go on for ever
            yield from page
        if len(page) < _DOMAINS_A_PAGE or page == before:
            return
        offset, before = offset + _DOMAINS_A_PAGE, page
