"""A new campaign: from the list, by key, and for a segment."""

import threading

from PySide6.QtCore import Qt

from tests.ui.campaigns.hands import DRAFT, Hands


def test_a_new_campaign_is_a_draft_at_once_and_begins_with_its_mail(hands: Hands) -> None:
    hands.go("campaigns")
    hands.press("New campaign")
    assert hands.book.here == "mail"
    assert hands.keeper.written.name.startswith("Campaign of ")
    assert not hands.book.to.some.isChecked()
    assert hands.draft.head.state == "Draft. 2 of 5 are done.", "To and From"
    hands.go("campaigns")
    assert len(hands.names()) == 4
    hands.key(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    hands.go("campaign", "new?segment=2")
    assert hands.keeper.written.segment_id == 2
    assert hands.book.to.some.isChecked()
    assert 0 < hands.book.to.mailable < 473


def test_a_draft_that_was_opened_meanwhile_stays_on_screen(hands: Hands) -> None:
    go_on = threading.Event()
    hands.application.background.run("writing", lambda: go_on.wait(20), lambda _waited: None)
    hands.window.go("campaign", "new")
    hands.window.go("campaign", str(DRAFT))
    go_on.set()
    hands.settle()
    assert hands.keeper.campaign_id == DRAFT
