"""The tab Check: what was found, where it is put right, and that nothing that stops can be passed over."""

from random import Random

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from shopmail.campaigns import saving
from shopmail.campaigns.checks.catalog import CHECKS, stopping
from shopmail.model import CampaignState, Contact
from shopmail.ui.background import Job
from shopmail.ui.settings.page import SettingsPage
from tests.ui.campaigns.hands import DRAFT, Hands


def states(hands: Hands) -> dict[str, str]:
    """Title of each row in sight -> its state, from above."""
    found = {}
    for row in hands.book.check.rows.rows:
        if row.isVisibleTo(hands.draft):
            title, _colon, _rest = row.accessibleName().partition(":")
            found[title] = row.state
    return found


def test_every_check_is_a_row_and_what_is_well_can_be_sent(hands: Hands) -> None:
    hands.go("campaign", f"{DRAFT}/check")
    rows = states(hands)
    assert len(rows) == len(CHECKS) - 1, "there is no own HTML"
    assert list(rows.values()) == sorted(rows.values(), key=["bad", "warn", "good"].index)
    assert hands.draft.head.state == "Ready to send to 473 people. 2 things to look at."
    assert hands.draft.send.text() == "Send to 473 people"
    assert hands.draft.send.isEnabled()
    assert hands.draft.primary is None, "Enter never sends"
    hands.draft.head.setFocus()
    hands.key(Qt.Key.Key_Return)
    assert not hands.has_sheet()
    hands.press("Send to 473 people")
    assert hands.has_sheet()
    hands.close_sheet()
    assert hands.opened().state is CampaignState.DRAFT


def test_what_stops_leads_to_where_it_is_put_right(hands: Hands) -> None:
    hands.shop.change_settings({"shop.company_number": "", "sender.email": ""})
    hands.go("campaign", f"{DRAFT}/to")
    hands.keeper.change(subject="{{ nothing }}")
    hands.book.open("check")
    hands.settle()
    rows = states(hands)
    assert [title for title, state in rows.items() if state == "bad"] == [
        "Sender",
        "Subject",
        "Address and company number",
    ]
    assert hands.draft.head.state == "3 things keep it from being sent."
    assert not hands.draft.send.isVisible()
    assert hands.book.tabs.face(4).count == "3"
    hands.press("To the subject")
    assert hands.book.here == "subject"
    hands.book.open("check")
    hands.settle()
    hands.press("Next: from whom")
    assert hands.book.here == "from"
    hands.book.open("check")
    hands.settle()
    hands.press("Shop details")
    page = hands.window.page
    assert isinstance(page, SettingsPage)
    assert page.open == "shop"


def test_what_was_checked_holds_only_until_the_next_change(hands: Hands) -> None:
    """However the draft becomes one that stops, the button does not lead to the last sheet."""
    hands.go("campaign", f"{DRAFT}/check")
    assert hands.draft.send.isEnabled()
    hands.keeper.change(subject="")
    assert hands.book.check.found is None
    assert not hands.draft.send.isEnabled()
    hands.draft.send.click()
    hands.draft.open_send()
    assert not hands.has_sheet()
    # Kept, it is looked at again by itself.
    hands.keeper.flush()
    hands.settle()
    assert hands.book.check.stops == 1
    assert stopping(hands.shop, DRAFT)
    hands.draft.open_send()
    assert not hands.has_sheet()


GOOD = {"subject": "Roses", "sender": "", "segment_id": None}
BROKEN: list[dict[str, object]] = [
    {"subject": " "},
    {"subject": "{{ nothing }}"},
    {"sender": "nobody"},
    {"reply_to": "nobody"},
    {"blocks": ()},
    {"html": "<a href='#'>Roses</a>"},
    {"preview_text": "{{ city }}"},
]


def test_nothing_that_stops_is_passed_over_in_any_order_of_acts(hands: Hands) -> None:
    """Writing, mending, checking and pressing as it comes: the last sheet opens for what can be sent only."""
    hands.go("campaign", f"{DRAFT}/check")
    whole = {"html": None, "blocks": hands.keeper.written.blocks, "reply_to": "", "preview_text": ""} | GOOD
    dice = Random(7)
    opened = refused = 0
    for _step in range(50):
        match dice.choice(
            ("break", "mend", "as it should be", "check", "elsewhere", "wait", "press", "press")
        ):
            case "break":
                hands.keeper.change(**dice.choice(BROKEN))
            case "mend":
                hands.keeper.change(**whole)
            case "as it should be":
                hands.keeper.change(**whole)
                hands.book.open("check")
                hands.book.check.look()
                hands.settle()
            case "check":
                hands.book.open("check")
            case "elsewhere":
                hands.book.open(dice.choice(("to", "from", "subject")))
            case "wait":
                hands.settle()
            case "press":
                hands.draft.send.click()
                hands.draft.open_send()
                if hands.has_sheet():
                    opened += 1
                    hands.settle()
                    assert stopping(hands.shop, DRAFT) == []
                    hands.close_sheet()
                else:
                    refused += 1
    assert opened
    assert refused


def test_somebody_else_breaks_the_draft_while_the_checks_stand_in_sight(hands: Hands) -> None:
    hands.go("campaign", f"{DRAFT}/check")
    written = hands.keeper.written
    saving.keep(hands.shop, DRAFT, type(written)(name="Broken", blocks=written.blocks))
    hands.draft.refresh()
    hands.settle()
    assert hands.book.check.stops == 1
    assert not hands.draft.send.isVisible()


def test_what_comes_from_elsewhere_is_looked_at_by_itself(hands: Hands) -> None:
    hands.go("campaign", f"{DRAFT}/check")
    written = hands.keeper.written
    saving.keep(hands.shop, DRAFT, type(written)(name="Broken", blocks=written.blocks))
    hands.keeper.adopt(hands.opened(), hands.keeper.mark)
    assert hands.book.check.found is None
    assert not hands.draft.send.isEnabled()
    hands.settle()
    assert hands.book.check.stops == 1


def test_nobody_left_to_mail_stops_it_while_the_page_is_open(hands: Hands) -> None:
    hands.go("campaign", f"{DRAFT}/check")
    with hands.shop.transaction() as session:
        for person in session.query(Contact):
            person.quarantined = True
    hands.draft.refresh()
    hands.settle()
    assert states(hands)["People"] == "bad"
    hands.draft.open_send()
    assert not hands.has_sheet()


def test_checking_can_be_stopped_and_begun_again(hands: Hands) -> None:
    hands.go("campaign", f"{DRAFT}/to")
    tab = hands.book.check
    hands.book.open("check")
    jobs: list[Job] = [job for job in [tab.job] if job]
    tab.waiting.stopped.emit()
    hands.settle()
    assert len(jobs) == 1
    if tab.found is None:
        assert tab.stopped.isVisible()
        assert not hands.draft.send.isEnabled()
        hands.press("Check again")
    assert tab.is_done()


def test_a_test_mail_can_be_asked_for_from_every_tab(hands: Hands) -> None:
    hands.go("campaign", f"{DRAFT}/to")
    QTest.mouseClick(hands.draft.test, Qt.MouseButton.LeftButton)
    hands.settle()
    assert hands.has_sheet()


def test_nothing_is_checked_once_the_tab_is_out_of_sight(hands: Hands) -> None:
    hands.go("campaign", f"{DRAFT}/to")
    hands.keeper.change(preview_text="Not kept yet")
    hands.book.open("check")
    hands.book.open("to")
    check = hands.book.check
    with hands.qtbot.waitSignal(hands.keeper.saved):
        hands.keeper.flush()
    assert check.job is None
