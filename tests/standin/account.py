"""The one account that the stand-in serves: its keys, senders, limits, lists, mails, and who will bounce."""

import secrets
from threading import RLock

from msgspec import Struct

from tests import canary
from tests.standin.clock import StandInClock
from tests.standin.faults import Faults
from tests.standin.journal import Journal
from tests.standin.mailing import Mail, Posting, mails_of
from tests.standin.scheduling import Schedule
from tests.standin.suppressions import Entry, Suppressions

ALL_SCOPES = frozenset(
    f"{area}.{right}"
    for area, rights in {
        "mail": "send",
        "mail.batch": "create read",
        "user.scheduled_sends": "create read update delete",
        "user.account": "read",
        "user.credits": "read",
        "asm.groups": "create read update delete",
        "asm.groups.suppressions": "create read delete",
        "asm.suppressions.global": "create read delete",
        "suppression.bounces": "read delete",
        "suppression.blocks": "read delete",
        "suppression.invalid_emails": "read delete",
        "suppression.spam_reports": "read delete",
        "suppression.unsubscribes": "read",
        "verified_senders": "read",
        "whitelabel": "read",
    }.items()
    for right in rights.split()
)
"""Every scope that an endpoint of the stand-in asks for."""


class Limits(Struct):
    """What the account may do. Change it at any time."""

    credits: int = 1_000_000
    """Mails left on the plan; each accepted recipient costs one."""
    rate: int = 600
    """Calls a minute to one endpoint other than ``mail/send``."""
    held_batches: int = 10
    """Batches paused or cancelled at a time; ``DELETE``, or the end of the batch id, frees a place."""
    body_bytes: int = 30_000_000
    """A larger request body gets 413."""
    refuse_late_cancel: bool = False
    """Whether a pause or cancel within ten minutes of ``send_at`` gets 400. Else it gets 201 and
    changes nothing for those mails, the reading that punishes a caller who trusts it."""
    group_ready_after: int = 0
    """Seconds after which a new group can be named in ``asm`` (SendGrid advises to wait 60)."""


class Outcome(Struct, frozen=True):
    """How a mailbox will answer. ``state``: ``bounced``, ``blocked`` or ``dropped`` (invalid address)."""

    state: str
    reason: str
    status: str = ""


_LIST_OF = {"bounced": "bounces", "blocked": "blocks", "dropped": "invalid_emails"}


class Account:
    """All state of the stand-in. Hold ``lock`` while using it; every call brings it up to date first."""

    def __init__(
        self, clock: StandInClock, senders: tuple[str, ...], domains: tuple[str, ...], limits: Limits
    ) -> None:
        self.lock = RLock()
        self.clock = clock
        self.senders = [sender.lower() for sender in senders]
        self.unverified: list[str] = []
        self.domains = [domain.lower() for domain in domains]
        self.limits = limits
        self.url = ""
        self.keys: dict[str, frozenset[str]] = {}
        self.suppressions = Suppressions()
        self.schedule = Schedule()
        self.faults = Faults()
        self.journal = Journal()
        self.mails: list[Mail] = []
        self.credits_used = 0
        self.outcomes: dict[str, Outcome] = {}
        self.refused: set[str] = set()
        self._postings = 0

    def new_key(self, scopes: frozenset[str] = ALL_SCOPES) -> str:
        """An API key of SendGrid's shape: 69 characters."""
        key = f"SG.{secrets.token_urlsafe(16)}.{secrets.token_urlsafe(32)}"
        self.keys[key] = scopes
        canary.note(key)
        return key

    def verified(self, email: str) -> bool:
        """Whether mail may come from that address: a verified sender, or on an authenticated domain."""
        return email.lower() in self.senders or email.lower().rpartition("@")[2] in self.domains

    def accept(self, raw: bytes) -> str:
        """Take the body of a valid request into the post; its ``X-Message-Id``."""
        now = self.clock.now()
        posting = Posting(raw, secrets.token_urlsafe(16), self._postings, now, self.url)
        self._postings += 1
        mails = mails_of(posting)
        self.credits_used += len(mails)
        self.mails.extend(mails)
        self.schedule.add(mails)
        self.catch_up()
        return posting.message_id

    def catch_up(self) -> None:
        """Let leave what is due by now."""
        now = self.clock.now()
        for moment, wave in self.schedule.leaving(now):
            for mail in wave.mails:
                self._deliver(mail, moment)
        self.schedule.forget_expired(now)

    def _deliver(self, mail: Mail, moment: int) -> None:
        dropped_for = self.suppressions.dropped_for(mail.to, mail.group_id, mail.posting.bypasses)
        outcome = self.outcomes.get(mail.to.lower())
        if dropped_for:
            mail.state, mail.reason = "dropped", dropped_for
        elif outcome is None:
            mail.state = "delivered"
        else:
            mail.state, mail.reason = outcome.state, outcome.reason
            entry = Entry(mail.to, moment, outcome.reason, outcome.status)
            self.suppressions.add(_LIST_OF[outcome.state], entry)
