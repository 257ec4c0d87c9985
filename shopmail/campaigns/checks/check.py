"""What a check is: it looks at a campaign about to be sent and says what it finds, in whole sentences."""

from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum

from msgspec import Struct

from shopmail.campaigns.audience import Member
from shopmail.campaigns.checks.past import Past
from shopmail.campaigns.rendering import CompiledMail
from shopmail.delivery.message import Address
from shopmail.settings import Settings
from shopmail.wording import language


def decimal(value: float) -> str:
    """``value`` with one decimal, as the language in use writes it: ``3.4``, ``3,4``."""
    return f"{value:.1f}".replace(".", "." if language() == "en" else ",")


class Finding(Struct, frozen=True, omit_defaults=True):
    """One thing found. ``stops``: the campaign can't be sent like this."""

    code: str
    stops: bool
    sentence: str
    remedy: str = ""
    """The key of its remedy, where that is another one than that of its code."""


class Remedy(Struct, frozen=True):
    """Where a finding is put right: ``words`` are a marked sentence for a button.

    ``place`` is a part of the campaign (``to``, ``from``, ``subject``, ``mail``) or a section of the
    settings (``settings/sender``).
    """

    words: str
    place: str


class Candidate(Struct, frozen=True):
    """A campaign as the checks see it. What could not be had is None, and ``…_problem`` says why."""

    settings: Settings
    sender: Address
    reply_to: Address | None
    own_html: bool
    subject_problem: str
    """What is wrong with the subject; empty when it is right."""
    has_subject: bool
    unfilled: tuple[str, ...]
    """What of a starting point still stands in the blocks as it was."""
    mail: CompiledMail | None
    """Without a mistake of its own; where only the subject has one, it is compiled with another."""
    mail_problem: str
    text: str
    """What the mail says in plain text to somebody of whom nothing is known."""
    picture_bytes: int
    pictures_problem: str
    audience: list[Member] | None
    audience_problem: str
    past: Past | None
    """What these people got before; None without an audience."""
    fallbacks: int = 0
    """People who get a fallback."""
    alone: int = 0
    """People whose mail doesn't fit into a request of many."""
    titles: Mapping[str, str] = {}
    """What the fields are called, in the language in use."""
    has_key: bool | None = None
    """Whether the mails can go to SendGrid; None: nobody asked."""

    @property
    def mailable(self) -> int:
        """How many would get the mail."""
        return sum(member.why_not is None for member in self.audience or ())


class Needs(StrEnum):
    """What a check can't look without."""

    MAIL = "mail"
    OWN_HTML = "own-html"
    BLOCKS = "blocks"
    AUDIENCE = "audience"
    KEY = "key"

    def are_there(self, candidate: Candidate) -> bool:
        """Whether the candidate has it."""
        return {
            Needs.MAIL: candidate.mail is not None,
            Needs.OWN_HTML: candidate.mail is not None and candidate.own_html,
            Needs.BLOCKS: candidate.mail is not None and not candidate.own_html,
            Needs.AUDIENCE: candidate.audience is not None,
            Needs.KEY: candidate.has_key is not None,
        }[self]


class Check(Struct, frozen=True):
    """One matter. ``title`` is a marked sentence; ``well`` says what is so when nothing is found."""

    key: str
    title: str
    look: Callable[[Candidate], Iterator[Finding]]
    well: Callable[[Candidate], str]
    needs: tuple[Needs, ...] = ()
    remedies: Mapping[str, Remedy] = {}
    """By the code of a finding, or what it names itself; a finding without one can only be known."""

    def fits(self, candidate: Candidate) -> bool:
        """Whether everything is there that this check looks at."""
        return all(need.are_there(candidate) for need in self.needs)
