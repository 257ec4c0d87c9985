"""What a check is: it looks at a campaign about to be sent and says what it finds, in whole sentences."""

from collections.abc import Callable, Iterator

from msgspec import Struct

from shopmail.campaigns.audience import Member
from shopmail.campaigns.composing import Outgoing
from shopmail.settings import Settings


class Finding(Struct, frozen=True):
    """One thing found. ``stops``: the campaign can't be sent like this."""

    code: str
    stops: bool
    sentence: str


class Candidate(Struct, frozen=True):
    """A campaign as the checks see it: compiled, with its audience. ``fallbacks``: people who get one."""

    outgoing: Outgoing
    settings: Settings
    audience: list[Member]
    fallbacks: int
    alone: int
    """People whose mail doesn't fit into a request of many."""

    @property
    def mailable(self) -> int:
        """How many would get the mail."""
        return sum(member.why_not is None for member in self.audience)


Check = Callable[[Candidate], Iterator[Finding]]
