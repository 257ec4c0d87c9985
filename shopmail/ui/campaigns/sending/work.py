"""Handing over, taking back, finding out: acts of one campaign that outlive the page that shows them."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Literal, TypeVar

from PySide6.QtCore import QObject, Signal

from shopmail.errors import ShopmailError, Stopped
from shopmail.ui import background, numbers
from shopmail.ui.background import Job, Progress
from shopmail.ui.campaigns.sending.when import When
from shopmail.ui.desk import Desk
from shopmail.wording import _, n_

if TYPE_CHECKING:
    from shopmail.delivery.provider import Provider
    from shopmail.sending.fence import Departure
    from shopmail.sending.planning import SendPlan
    from shopmail.sending.recalling import Recalled
    from shopmail.sending.settling import Settled
    from shopmail.storage.shop import Shop

T = TypeVar("T")
Kind = Literal["sending", "recalling", "settling", "again"]
Run = Callable[[Progress, background.Stopped], T]
_KEPT = "sending.work"


class UnderWay:
    """One act of a campaign: how far it is in people; ``total`` is 0 until that is known."""

    def __init__(self, kind: Kind) -> None:
        self.kind: Kind = kind
        self.done = self.total = 0
        self.stops = False
        """It was asked to stop, and comes to its end."""


class Work(QObject):
    """All that is under way, by campaign. There is one for a window; get it with ``work_of``.

    An act that is under way is not begun a second time, however often it is asked for.
    """

    changed = Signal(int)
    """Something of this campaign is under way, further, or at its end."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._acts: dict[int, UnderWay] = {}
        self._jobs: dict[int, Job] = {}
        self._problems: dict[int, ShopmailError] = {}

    def under_way(self, campaign_id: int) -> UnderWay | None:
        """What is being done with this campaign now."""
        return self._acts.get(campaign_id)

    def problem(self, campaign_id: int) -> ShopmailError | None:
        """What the last act on this campaign was refused for."""
        return self._problems.get(campaign_id)

    def forget_problem(self, campaign_id: int) -> None:
        """The owner has read it."""
        self._problems.pop(campaign_id, None)

    def send(self, plan: "SendPlan", when: When) -> None:
        """Send the draft as it was agreed to."""
        if plan.campaign_id not in self._acts:
            work = partial(_send, self._desk.shop, plan, when)
            self._begin(plan.campaign_id, "sending", work, self._sent)

    def resume(self, campaign_id: int) -> None:
        """Hand over to those who are still waiting; a draft is never sent by this."""
        if campaign_id not in self._acts:
            self._begin(campaign_id, "sending", partial(_resume, self._desk.shop, campaign_id), self._sent)

    def pause(self, campaign_id: int) -> None:
        """Stop handing over after the requests that are under way."""
        act, job = self._acts.get(campaign_id), self._jobs.get(campaign_id)
        if act and job and act.kind in ("sending", "again"):
            act.stops = True
            job.stop()
            self.changed.emit(campaign_id)

    def recall(self, campaign_id: int) -> None:
        """Take the campaign back; a hand-over that is under way is stopped first."""
        act = self._acts.get(campaign_id)
        if act and act.kind == "recalling":
            return
        self.pause(campaign_id)
        work = partial(_recall, self._desk.shop, campaign_id)
        self._begin(campaign_id, "recalling", work, self._recalled)

    def settle(self, campaign_id: int) -> None:
        """Find out about lost answers as far as that can be done."""
        if campaign_id not in self._acts:
            self._begin(
                campaign_id, "settling", partial(_settle, self._desk.shop, campaign_id), self._settled
            )

    def send_again(self, campaign_id: int, recipient_ids: frozenset[str]) -> None:
        """At the owner's wish: mail these people of whom nobody can tell once more."""
        if campaign_id not in self._acts:
            work = partial(_send_again, self._desk.shop, campaign_id, recipient_ids)
            self._begin(campaign_id, "again", work, self._sent_again)

    def _begin(self, campaign_id: int, kind: Kind, work: Run[T], done: Callable[[T], str]) -> None:
        act = UnderWay(kind)
        self._problems.pop(campaign_id, None)
        self._acts[campaign_id] = act

        def came(result: T) -> None:
            self._end(campaign_id, act)
            self._desk.say(done(result))

        def failed(problem: Exception) -> None:
            # What a hand-over met that is being recalled by now is no news any more.
            is_current = self._acts.get(campaign_id) is act
            if is_current and isinstance(problem, ShopmailError) and not isinstance(problem, Stopped):
                self._problems[campaign_id] = problem
            self._end(campaign_id, act)
            if not isinstance(problem, ShopmailError):
                self._desk.background.unforeseen(problem)

        def further(so_far: int, of: int) -> None:
            act.done, act.total = so_far, of
            self.changed.emit(campaign_id)

        self._jobs[campaign_id] = self._desk.background.run_long("sending", work, came, further, failed)
        self.changed.emit(campaign_id)

    def _end(self, campaign_id: int, act: UnderWay) -> None:
        # A recall may have taken the place of the hand-over that it stopped.
        if self._acts.get(campaign_id) is act:
            del self._acts[campaign_id], self._jobs[campaign_id]
        self.changed.emit(campaign_id)
        self._desk.changed()

    @staticmethod
    def _sent(done: "tuple[int, bool]") -> str:
        people, rehearsed = done
        if rehearsed:
            return _("Rehearsed: {people} in the outbox.", people=numbers.people(people))
        return _("Handed over to SendGrid: {people}.", people=numbers.people(people))

    @staticmethod
    def _recalled(done: "Recalled") -> str:
        if not done.too_late:
            return n_(
                "Taken back: {number} person will not get it.",
                "Taken back: {number} people will not get it.",
                done.recalled,
                number=numbers.number(done.recalled),
            )
        return _(
            "Will not get it: {recalled}. Too late for: {late}.",
            recalled=numbers.people(done.recalled),
            late=numbers.people(done.too_late),
        )

    @staticmethod
    def _settled(done: "Settled") -> str:
        if done.requeued and not done.unknown:
            return _(
                "Found out: SendGrid had not sent the mails. They are handed over once more;"
                " nobody gets one twice."
            )
        return n_(
            "Of {number} person it still can't be told.",
            "Of {number} people it still can't be told.",
            done.unknown,
            number=numbers.number(done.unknown),
        )

    @staticmethod
    def _sent_again(people: int) -> str:
        return n_(
            "{number} person is mailed again.",
            "{number} people are mailed again.",
            people,
            number=numbers.number(people),
        )


def work_of(desk: Desk) -> Work:
    """The window's one ``Work``: it outlives the pages."""
    found = desk.kept.get(_KEPT)
    if not isinstance(found, Work):
        found = desk.kept[_KEPT] = Work(desk)
    return found


def _send(
    shop: "Shop", plan: "SendPlan", when: When, progress: Progress, stopped: background.Stopped
) -> tuple[int, bool]:
    from shopmail.sending.planning import as_agreed
    from shopmail.sending.post_office import post_office
    from shopmail.sending.starting import send

    provider = post_office(shop)
    send(
        shop,
        provider,
        plan.campaign_id,
        partial(_departure, shop, when),
        agreed=as_agreed(shop, provider, plan),
        progress=progress,
        stopped=stopped,
    )
    return _handed_over(shop, plan.campaign_id, provider)


def _resume(
    shop: "Shop", campaign_id: int, progress: Progress, stopped: background.Stopped
) -> tuple[int, bool]:
    from shopmail.sending.one_office import office_for
    from shopmail.sending.starting import send

    provider = office_for(shop, campaign_id)
    send(shop, provider, campaign_id, _never_a_draft, progress=progress, stopped=stopped)
    return _handed_over(shop, campaign_id, provider)


def _recall(shop: "Shop", campaign_id: int, _progress: Progress, _stopped: background.Stopped) -> "Recalled":
    from shopmail.sending.one_office import office_for
    from shopmail.sending.recalling import recall

    return recall(shop, office_for(shop, campaign_id), campaign_id)


def _settle(shop: "Shop", campaign_id: int, _progress: Progress, _stopped: background.Stopped) -> "Settled":
    from shopmail.sending.one_office import office_for, refuse_other
    from shopmail.sending.starting import settle

    provider = office_for(shop, campaign_id)
    with shop.reading() as session:
        refuse_other(session, provider, campaign_id)
    return settle(shop, provider)


def _send_again(
    shop: "Shop",
    campaign_id: int,
    recipient_ids: frozenset[str],
    progress: Progress,
    stopped: background.Stopped,
) -> int:
    from shopmail.sending.deciding import send_again
    from shopmail.sending.one_office import office_for
    from shopmail.sending.starting import send

    provider = office_for(shop, campaign_id)
    people = send_again(shop, provider, campaign_id, recipient_ids)
    if people:
        send(shop, provider, campaign_id, _never_a_draft, progress=progress, stopped=stopped)
    return people


def _departure(shop: "Shop", when: When, now: int) -> "Departure":
    from shopmail.sending.fence import DEFAULT_MINUTES, Departure, at_time, in_minutes

    if when.kind == "now":
        return Departure(0)
    if when.kind == "soon":
        return in_minutes(DEFAULT_MINUTES, now)
    return at_time(when.text, shop.settings(), now)


def _never_a_draft(_now: int) -> "Departure":
    """Asked for a draft only, which nobody has agreed to by going on."""
    from shopmail.errors import CampaignRefused

    raise CampaignRefused(
        _("The campaign was not sent"),
        _("It is still a draft, and going on does not send a draft."),
        _("Open the draft and send it from there."),
    )


def _handed_over(shop: "Shop", campaign_id: int, provider: "Provider") -> tuple[int, bool]:
    from shopmail.sending.people import Place, stand

    with shop.reading() as session:
        places = stand(session, campaign_id, provider.now()).places
    return places[Place.AT_POST] + places[Place.GONE], provider.name == "rehearsal"
