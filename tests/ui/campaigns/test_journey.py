"""From a file of people to a mail in their boxes, all of it in the window, and the same taken back."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from shopmail.campaigns.previewing import people
from shopmail.model import Contact
from shopmail.ui.campaigns.mail.editors import WordsEditor
from shopmail.ui.campaigns.mail.field_text import FieldText
from shopmail.ui.campaigns.mail.tab import MailTab
from shopmail.ui.campaigns.sending import test_sheet
from shopmail.ui.campaigns.sending.page import SendingPage
from shopmail.ui.campaigns.sending.sheet import SendSheet
from shopmail.ui.segments.builder.page import SegmentPage
from shopmail.ui.segments.builder.row_line import RowLine
from shopmail.ui.widgets.name_sheet import NameSheet
from tests.sending.ready import live_mails
from tests.standin import StandIn
from tests.ui.campaigns.hands import Hands, a_popup_opens
from tests.ui.conftest import Open
from tests.ui.importing.reaching import at_done

pytestmark = a_popup_opens

PATIENCE = 20_000
ROWS = """E-mail;Jméno;Město;Stav;Potvrzeno dne
zofie@example.com;Žofie;Písek;potvrzeno;2. 3. 2026
bez@example.com;;Písek;potvrzeno;2. 3. 2026
petr@example.com;Petr;Tábor;potvrzeno;2. 3. 2026
eva@example.com;Eva;Písek;odhlášena;
ceka@example.com;Čeněk;Písek;čeká;
"""
MEANT = ["bez@example.com", "zofie@example.com"]
"""Who lives in Písek and agreed; Petr lives elsewhere, Eva left, Čeněk has not answered."""
LATER = 7_200


@pytest.fixture
def post(monkeypatch: pytest.MonkeyPatch) -> Iterator[StandIn]:
    with StandIn() as running:
        monkeypatch.setenv("SHOPMAIL_SENDGRID_HOST", running.url)
        monkeypatch.setenv("SENDGRID_API_KEY", running.key)
        yield running


@pytest.fixture
def hands(open_window: Open, tmp_path: Path, qtbot: QtBot) -> Hands:
    """Of an owner whose shop is set up, and who has nobody in it yet."""
    found = Hands(open_window(tmp_path / "shop.shopmail"), qtbot)
    found.shop.change_settings(
        {
            "shop.name": "Květiny U Mostu",
            "shop.address": "Mostní 12, Písek",
            "shop.company_number": "12345678",
            "sender.email": "shop@example.com",
            "sender.name": "Květiny U Mostu",
        }
    )
    return found


def test_written_looked_at_tried_sent_and_taken_back(hands: Hands, post: StandIn, tmp_path: Path) -> None:
    bring_people_in(hands, tmp_path)
    write_to_a_segment(hands)
    look_at_it_as_two(hands)
    try_it(hands, post)
    page = send_it(hands)
    assert live_mails(post) == sorted([*MEANT, "shop@example.com"])
    hands.press("Recall all 2")
    hands.press("Recall 2 mails")
    wait(hands, lambda: page.head.state.startswith("Recalled."))
    post.clock.advance(LATER)
    assert live_mails(post) == ["shop@example.com"], "only the test to oneself"


def test_written_and_sent(hands: Hands, post: StandIn, tmp_path: Path) -> None:
    bring_people_in(hands, tmp_path)
    write_to_a_segment(hands)
    send_it(hands)
    post.clock.advance(LATER)
    assert live_mails(post) == MEANT
    (mail,) = post.mails_to("zofie@example.com")
    assert mail.subject == "Autumn for Žofie"
    assert "Hello Žofie" in mail.html


def bring_people_in(hands: Hands, folder: Path) -> None:
    file = folder / "novinky.csv"
    file.write_text(ROWS, encoding="cp1250")
    at_done(hands.application, hands.qtbot, file)


def write_to_a_segment(hands: Hands) -> None:
    hands.go("segment", "new")
    page = hands.window.page
    assert isinstance(page, SegmentPage)
    page.body.sentence.condition.click()
    (row,) = (line for line in page.body.sentence.lines() if isinstance(line, RowLine))
    row.rule.choose("city")
    row.rule.chosen.emit("city")
    hands.settle()
    (row,) = (line for line in page.body.sentence.lines() if isinstance(line, RowLine))
    assert row.editor is not None
    typed(row.editor.findChildren(QLineEdit)[0], "Písek")
    wait(hands, lambda: page.campaign.text() == "New campaign to 2 people")
    page.campaign.click()
    naming = hands.window.sheet
    assert isinstance(naming, NameSheet)
    typed(naming.name, "Z Písku")
    QTest.keyClick(naming.name, Qt.Key.Key_Return)
    wait(hands, lambda: hands.window.page is not page and hands.window.sheet is None)
    wait(hands, lambda: hands.draft.book is not None)
    tab = mail_of(hands)
    tab.starting.cards["empty"].click()
    tab.blocks.adding["text"].click()
    hands.settle()
    text = tab.findChildren(WordsEditor)[0].text
    QTest.keyClicks(text, "Hello ")
    insert_name(text, "you")
    QTest.keyClicks(text, ", the dahlias are out.")
    hands.book.open("subject")
    hands.settle()
    subject = hands.book.made["subject"].findChildren(FieldText)[0]
    QTest.keyClicks(subject, "Autumn for ")
    insert_name(subject, "you")
    hands.settle()


def look_at_it_as_two(hands: Hands) -> None:
    hands.book.open("mail")
    pane = mail_of(hands).pane
    assert pane is not None

    def words() -> str:
        wait(hands, lambda: not pane.is_behind and not pane.device.view.is_busy)
        engine = pane.device.view.engine
        assert engine is not None
        said: list[str] = []
        engine.page.toPlainText(said.append)
        wait(hands, lambda: bool(said))
        return said[0]

    seen: dict[str, str] = {}
    with hands.shop.reading() as session:
        found = people(session, session.scalars(select(Contact.id).where(Contact.email.in_(MEANT))))
    for person in found.values():
        pane.look_as(person)
        hands.settle()
        seen[person.email] = words()
    assert "Hello Žofie, the dahlias are out." in seen["zofie@example.com"]
    assert "Hello you, the dahlias are out." in seen["bez@example.com"]


def try_it(hands: Hands, post: StandIn) -> None:
    hands.press("Send test to myself")
    sheet = hands.window.sheet
    assert isinstance(sheet, test_sheet.TestSheet)
    sheet.send.click()
    wait(hands, lambda: bool(post.mails))
    hands.settle()
    hands.press("Done")
    assert [mail.to for mail in post.mails] == ["shop@example.com"]


def send_it(hands: Hands) -> SendingPage:
    hands.book.open("check")
    wait(hands, lambda: hands.draft.send.isEnabled() and hands.draft.send.text() == "Send to 2 people")
    hands.draft.send.click()
    wait(hands, lambda: isinstance(hands.window.sheet, SendSheet))
    sheet = hands.window.sheet
    assert isinstance(sheet, SendSheet)
    wait(hands, sheet.send.isEnabled)
    sheet.send.click()
    wait(hands, lambda: isinstance(hands.window.page, SendingPage))
    page = hands.window.page
    assert isinstance(page, SendingPage)
    wait(hands, lambda: "you can still take it back" in page.head.state)
    return page


def mail_of(hands: Hands) -> MailTab:
    tab = hands.book.tab
    assert isinstance(tab, MailTab)
    return tab


def insert_name(text: FieldText, fallback: str) -> None:
    """By the popup that asks for what stands there where nobody knows the name."""
    popup = text.insert_field()
    popup.field.choose("first_name")
    popup.fallback.setText(fallback)
    popup.go.click()


def typed(line: QLineEdit, words: str) -> None:
    # As an input method does it: QTest knows no keys for letters like “í”.
    line.setFocus()
    line.insert(words)


def wait(hands: Hands, until: Callable[[], bool]) -> None:
    hands.qtbot.waitUntil(until, timeout=PATIENCE)
