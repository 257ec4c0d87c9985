"""The page of a draft: whom it is for, from whom, its subject, and the way through its tabs."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from shopmail.campaigns import saving
from shopmail.model import Campaign, CampaignState
from shopmail.segments import saving as segments
from shopmail.ui.campaigns.draft.subject import SHOWN, SubjectTab, advice
from shopmail.ui.campaigns.keeper import AFTER
from shopmail.ui.campaigns.page import CampaignsPage
from shopmail.ui.campaigns.sending.who_gets_it import WhoGetsIt
from tests.ui.campaigns.hands import DRAFT, Hands
from tests.ui.settling import pause


def faces(hands: Hands) -> list[tuple[str, str, str]]:
    """(words, icon, count) of the tabs."""
    tabs = hands.book.tabs
    return [(face.words, face.icon, face.count) for face in map(tabs.face, range(tabs.count()))]


def test_the_tabs_tell_what_is_done_and_the_button_leads_to_what_is_not(hands: Hands) -> None:
    hands.go("campaign", f"{DRAFT}/to")
    assert faces(hands) == [
        ("To", "circle-check", "473 people"),
        ("From", "circle-check", ""),
        ("Subject", "circle-check", ""),
        ("Mail", "circle-check", ""),
        ("Check", "clock", ""),
    ]
    assert hands.draft.head.state == "Draft. 4 of 5 are done."
    assert hands.draft.go_on.text() == "Next: check"
    hands.keeper.change(subject="")
    assert hands.draft.head.state == "Draft, being saved … 3 of 5 are done."
    assert hands.draft.go_on.text() == "Next: subject"
    hands.press("Next: subject")
    assert hands.book.here == "subject"
    pause(AFTER)
    hands.settle()
    assert hands.draft.head.state.startswith("Draft, saved at ")
    QTest.keyClick(hands.book.tabs, Qt.Key.Key_Left)
    hands.settle()
    assert hands.book.here == "from"
    hands.draft.head.setFocus()
    hands.key(Qt.Key.Key_Return)
    assert hands.book.here == "subject", "Enter goes on"


def test_whom_it_is_for(hands: Hands) -> None:
    hands.go("campaign", f"{DRAFT}/to")
    tab = hands.book.to
    assert tab.everyone.isChecked()
    assert tab.count() == "473 people"
    assert "Will be sent" in hands.words()
    QTest.mouseClick(tab.some, Qt.MouseButton.LeftButton)
    hands.settle()
    assert hands.keeper.written.segment_id == int(tab.segment.key)
    pisek = next(key for key, name in tab.names.items() if name == "Písek")
    tab.segment.choose(pisek)
    tab.segment.chosen.emit(pisek)
    hands.settle()
    assert hands.keeper.written.segment_id == int(pisek)
    assert tab.counted is not None
    assert tab.counted.matches == 180
    assert tab.mailable + sum(people for _code, people in tab.counted.left_out) == 180
    assert "Písek" in tab.counted.words
    pause(AFTER)
    hands.settle()
    assert hands.opened().written.segment_id == int(pisek)
    segments.delete(hands.shop, int(pisek))
    hands.draft.refresh()
    hands.settle()
    assert not tab.is_done(), "a segment that is gone is never everybody"
    assert tab.mailable == 0
    assert "Nobody gets the mail" in hands.words()
    assert tab.segment.currentText() == "Písek (deleted)"
    QTest.mouseClick(tab.everyone, Qt.MouseButton.LeftButton)
    hands.settle()
    assert tab.count() == "473 people"


def test_the_names_behind_each_line_are_opened(hands: Hands) -> None:
    hands.go("campaign", f"{DRAFT}/to")
    hands.book.to.names_wanted("left", "Left")
    hands.settle()
    assert hands.window.sheet is not None
    assert hands.window.sheet.accessibleName() == "Left"


def test_a_segment_of_one_long_word_is_cut_where_it_can_be_seen(hands: Hands, qtbot: QtBot) -> None:
    name = "Nejobhospodařovávatelnější"
    who = WhoGetsIt(name, 3, (("left", 1),), 2)
    qtbot.addWidget(who)
    who.show()
    title = who.lines[0].findChildren(QLabel)[0]
    assert title.text().endswith("…")
    assert title.fontMetrics().horizontalAdvance(title.text()) <= title.width()
    assert who.lines[0].accessibleName().startswith(name)


def test_from_whom_it_comes(hands: Hands) -> None:
    hands.go("campaign", f"{DRAFT}/from")
    tab = hands.book.from_whom
    assert tab.shops.isChecked()
    assert tab.is_done()
    QTest.mouseClick(tab.own, Qt.MouseButton.LeftButton)
    QTest.keyClicks(tab.email, "vazby")
    QTest.keyClicks(tab.name, "Vazby")
    tab.reply_to.setFocus()
    hands.settle()
    assert hands.keeper.written.sender == "Vazby <vazby>", "kept as it is written"
    assert tab.email_field.error
    assert not tab.is_done()
    tab.email.setFocus()
    QTest.keyClicks(tab.email, "@example.com")
    hands.settle()
    assert hands.keeper.written.sender == "Vazby <vazby@example.com>"
    assert tab.is_done()
    assert not tab.email_field.error
    QTest.keyClicks(tab.reply_to, "nobody")
    tab.name.setFocus()
    hands.settle()
    assert tab.reply_field.error
    tab.reply_to.clear()
    QTest.keyClicks(tab.reply_to, "shop@example.com")
    hands.settle()
    assert tab.is_done()
    assert hands.keeper.written.reply_to == "shop@example.com"
    QTest.mouseClick(tab.shops, Qt.MouseButton.LeftButton)
    hands.settle()
    assert hands.keeper.written.sender == ""
    # Chosen, but left without a word: it is the shop's.
    tab.email.clear()
    tab.name.clear()
    QTest.mouseClick(tab.own, Qt.MouseButton.LeftButton)
    hands.book.open("to")
    hands.book.open("from")
    assert tab.shops.isChecked()


def test_another_name_is_enough_for_another_sender(hands: Hands) -> None:
    hands.go("campaign", f"{DRAFT}/from")
    tab, shops = hands.book.from_whom, hands.shop.settings().sender.email
    QTest.mouseClick(tab.own, Qt.MouseButton.LeftButton)
    QTest.keyClicks(tab.name, "Vazby")
    hands.settle()
    assert hands.keeper.written.sender == f"Vazby <{shops}>"
    assert tab.is_done()
    hands.book.open("to")
    hands.book.open("from")
    assert tab.own.isChecked()
    assert tab.name.text() == "Vazby"


def test_a_sender_of_a_mailbox_service_is_warned_of(hands: Hands) -> None:
    hands.go("campaign", f"{DRAFT}/from")
    tab = hands.book.from_whom
    QTest.mouseClick(tab.own, Qt.MouseButton.LeftButton)
    QTest.keyClicks(tab.email, "kvetiny@seznam.cz")
    hands.settle()
    assert "Mails in the name of seznam.cz will not arrive" in hands.words()
    QTest.keyClicks(tab.email, ".example.com")
    hands.settle()
    assert "Mails in the name of seznam.cz will not arrive" not in hands.words()


def test_the_subject_and_how_a_phone_shows_it(hands: Hands) -> None:
    hands.go("campaign", f"{DRAFT}/subject")
    tab = hands.book.tab
    assert isinstance(tab, SubjectTab)
    assert tab.subject.fields, "the fields are known"
    tab.subject.set_source("")
    tab.subject.setFocus()
    QTest.keyClicks(tab.subject, "Roses, ")
    assert hands.keeper.written.subject.strip() == "Roses,"
    QTest.keyClicks(tab.preview, "They are here")
    assert hands.keeper.written.preview_text == "They are here"
    hands.keeper.change(subject='Roses, {{ first_name | default: "dear you" }}')
    assert tab.subject.source() == hands.keeper.written.subject, "what comes from elsewhere is shown"
    assert {"Květiny U Mostu", "Roses, dear you", "They are here"} <= set(hands.words())
    assert advice(1).startswith("1 character;")
    assert "all of it" in advice(SHOWN)
    assert "the first" in advice(SHOWN + 1)
    assert advice(0).startswith("Say what")


def test_the_name_is_changed_in_place(hands: Hands) -> None:
    hands.go("campaign", f"{DRAFT}/to")
    line = hands.draft.name
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, "Wreaths")
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert line.text() == "Dušičkové věnce"
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, "  Wreaths ")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert hands.book.here == "to", "Enter ends the name and goes nowhere"
    assert hands.keeper.written.name == "Wreaths"
    line.setFocus()
    line.clear()
    hands.book.tabs.setFocus()
    assert line.text() == "Wreaths", "a campaign needs a name"


def test_what_is_not_kept_is_said_and_tried_again(hands: Hands) -> None:
    hands.go("campaign", f"{DRAFT}/to")
    gone = saving.delete(hands.shop, DRAFT)
    hands.keeper.change(preview_text="Kept")
    hands.keeper.flush()
    hands.settle()
    assert "There is no such campaign" in hands.words()
    assert hands.draft.head.state == "Draft, not saved."
    saving.restore(hands.shop, gone)
    hands.press("Try again")
    assert hands.opened().written.preview_text == "Kept"
    assert "There is no such campaign" not in hands.words()


def test_what_another_program_writes_is_shown(hands: Hands) -> None:
    hands.go("campaign", f"{DRAFT}/to")
    other = hands.opened().written
    with hands.shop.transaction() as session:
        session.get_one(Campaign, DRAFT).preview_text = "From the command line"
    hands.draft.refresh()
    hands.settle()
    assert hands.keeper.written.preview_text == "From the command line"
    saving.keep(hands.shop, DRAFT, other)
    with hands.shop.transaction() as session:
        session.get_one(Campaign, DRAFT).state = CampaignState.SENDING
    hands.draft.refresh()
    hands.settle()
    assert hands.window.page is not None
    assert hands.window.page.TITLE == "Sending"


def test_a_campaign_that_is_gone_leads_to_the_list(hands: Hands) -> None:
    hands.go("campaign", "99/to")
    assert isinstance(hands.window.page, CampaignsPage)
    assert hands.said == "No campaign has the number 99."


def test_leaving_the_page_keeps_what_was_written(hands: Hands) -> None:
    hands.go("campaign", f"{DRAFT}/to")
    hands.keeper.change(preview_text="Just now")
    hands.go("start")
    assert hands.opened().written.preview_text == "Just now"
    hands.go("campaign", f"{DRAFT}/to")
    hands.keeper.change(preview_text="And at the end")
    hands.draft.leave()
    hands.settle()
    assert hands.opened().written.preview_text == "And at the end"


def test_a_name_that_is_just_being_written_is_kept_too(hands: Hands) -> None:
    hands.go("campaign", f"{DRAFT}/to")
    for leave in (hands.window.close, hands.draft.leave):
        hands.draft.name.setFocus()
        hands.draft.name.selectAll()
        QTest.keyClicks(hands.draft.name, f"Named before {leave.__name__}")
        leave()
        hands.settle()
        assert hands.opened().written.name == f"Named before {leave.__name__}"
        hands.window.show()


def test_another_language_shows_the_same_draft_again(hands: Hands) -> None:
    hands.go("campaign", f"{DRAFT}/from")
    hands.shop.change_settings({"shop.language": "cs"})
    hands.draft.desk.changed()
    hands.settle()
    hands.settle()
    assert hands.keeper.campaign_id == DRAFT
    assert hands.book.here == "from"
