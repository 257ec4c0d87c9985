"""A draft keeps itself: every state of it in its turn, nothing newer covered by something older."""

from shopmail.campaigns import saving
from shopmail.errors import ShopmailError
from shopmail.model import Campaign, CampaignState
from shopmail.ui.campaigns.keeper import AFTER, Keeper
from tests.ui.campaigns.hands import DRAFT, Hands
from tests.ui.settling import pause


def a_keeper(hands: Hands) -> Keeper:
    """A keeper of the sample shop's draft, without a page around it."""
    assert hands.window.page is not None
    return Keeper(hands.window.page.desk, hands.opened())


def test_what_is_written_is_kept_a_moment_after_the_last_change(hands: Hands) -> None:
    keeper, moments, changes = a_keeper(hands), list[int](), list[str]()
    keeper.saved.connect(moments.append)
    keeper.changed.connect(lambda: changes.append(keeper.written.subject))
    for subject in ("R", "Ro", "Ros"):
        keeper.change(subject=subject)
    assert changes == ["R", "Ro", "Ros"]
    assert not keeper.is_kept
    hands.settle()
    assert hands.opened().written.subject != "Ros", "the owner is still writing"
    pause(AFTER)
    hands.settle()
    assert hands.opened().written == keeper.written
    assert len(moments) == 1
    assert keeper.is_kept


def test_a_change_that_changes_nothing_is_none(hands: Hands) -> None:
    keeper, changes = a_keeper(hands), list[str]()
    keeper.changed.connect(lambda: changes.append(keeper.written.subject))
    keeper.change(subject=keeper.written.subject)
    assert changes == []
    assert keeper.is_kept


def test_whoever_waits_for_the_draft_to_be_kept_is_called_when_it_is(hands: Hands) -> None:
    keeper, called = a_keeper(hands), list[str]()
    keeper.flush(lambda: called.append("nothing to keep"))
    assert called == ["nothing to keep"]
    keeper.change(subject="A")
    keeper.flush(lambda: called.append(hands.opened().written.subject))
    keeper.change(subject="B")
    keeper.flush(lambda: called.append(hands.opened().written.subject))
    assert called == ["nothing to keep"], "not on this thread"
    hands.settle()
    assert called[-1] == "B"
    assert len(called) == 3


def test_what_is_refused_stays_on_screen_and_is_tried_again(hands: Hands) -> None:
    keeper, problems, called = a_keeper(hands), list[ShopmailError](), list[str]()
    keeper.failed.connect(problems.append)
    saving.delete(hands.shop, DRAFT)
    keeper.change(subject="Kept in the end")
    keeper.flush(lambda: called.append("kept"))
    hands.settle()
    assert [problem.title for problem in problems] == ["There is no such campaign"]
    assert called == []
    assert not keeper.is_kept
    assert keeper.written.subject == "Kept in the end"
    keeper.flush()
    hands.settle()
    assert len(problems) == 2, "each try is told of"


def test_what_is_sent_meanwhile_is_never_written_over(hands: Hands) -> None:
    keeper, problems = a_keeper(hands), list[ShopmailError]()
    keeper.failed.connect(problems.append)
    before = hands.opened().written
    with hands.shop.transaction() as session:
        session.get_one(Campaign, DRAFT).state = CampaignState.SENDING
    keeper.change(subject="Too late")
    keeper.flush()
    hands.settle()
    assert problems
    assert hands.opened().written == before


def test_news_from_elsewhere_never_covers_what_is_written_here(hands: Hands) -> None:
    keeper = a_keeper(hands)
    mark, old = keeper.mark, hands.opened()
    keeper.change(subject="Mine")
    keeper.adopt(old, mark)
    assert keeper.written.subject == "Mine", "it was written after the file was read"
    assert keeper.mark is None
    keeper.adopt(old, keeper.mark)
    assert keeper.written.subject == "Mine", "it is not kept yet"
    keeper.flush()
    hands.settle()
    keeper.adopt(old, mark)
    assert keeper.written.subject == "Mine", "what was read is older"
    saving.keep(hands.shop, DRAFT, old.written)
    keeper.adopt(hands.opened(), keeper.mark)
    assert keeper.written == old.written
    assert keeper.is_kept


def test_at_the_end_the_last_letter_is_kept_too(hands: Hands) -> None:
    keeper = a_keeper(hands)
    keeper.change(subject="The last letter")
    keeper.end()
    hands.application.background.close()
    assert hands.opened().written.subject == "The last letter"
