"""The rehearsal: nobody is mailed, and every mail can be looked at."""

from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from shopmail.campaigns import pictures
from shopmail.errors import FileRefused
from shopmail.sending.post_office import outbox_of
from shopmail.ui.campaigns.outbox import reading
from shopmail.ui.campaigns.outbox.page import OutboxPage
from tests.standin import StandIn
from tests.ui.campaigns.sending.conftest import Enter
from tests.ui.campaigns.sending.room import Room, click
from tests.ui.settling import settle


def rehearsed(room: Room) -> None:
    """The campaign, handed to the outbox by the sheet."""
    sheet = room.open_sheet()
    assert "SendGrid is not set up yet" in room.words()
    assert room.can_press("Rehearse with 3 people")
    click(sheet.send)
    room.wait_until_idle()


def the_outbox(room: Room) -> OutboxPage:
    """Opened from the page of the sending; the plain text is shown, which starts no engine."""
    room.press("Open the outbox")
    page = room.window.page
    assert isinstance(page, OutboxPage)
    mail, text = page.mail.toggle.findChildren(QPushButton)
    assert mail.text() == "Mail"
    text.click()
    settle(room.application)
    return page


def test_a_rehearsal_from_the_sheet_to_the_mail(enter: Enter) -> None:
    room = enter()
    rehearsed(room)
    assert "The mails lie in the outbox; nobody gets them." in room.page.head.state
    assert "In the outbox, waiting" in room.words()
    assert room.page.people.chips["at-post"].accessibleName() == "In the outbox, waiting 3"
    page = the_outbox(room)
    assert page.head.state == "3 mails. Nobody gets them."
    assert len(page.model.records) == 3
    assert "Autumn for Žofie" in room.words()
    assert "From Květiny <shop@example.com>" in room.words()
    assert "the roses of Písek" in page.mail.text.toPlainText()
    page.search.setFocus()
    QTest.keyClicks(page.search, "p2@")
    room.wait(lambda: len(page.model.records) == 1)
    settle(room.application)
    assert "To p2@example.org" in room.words()
    page.table.selectRow(0)
    page.table.copy_wanted.emit()
    settle(room.application)
    assert QGuiApplication.clipboard().text().startswith("p2@example.org\tAutumn for Žofie 2\t")
    QTest.keyClicks(page.search, "x")
    room.wait_for("No mail fits")
    QTest.keyClick(page.search, Qt.Key.Key_Escape)
    room.wait(lambda: len(page.model.records) == 3)
    page.table.setCurrentIndex(page.model.index(2, 0))
    settle(room.application)
    assert f"To {page.model.records[2].to}" in room.words()
    assert page.back()


def test_recalled_mails_are_gone_from_the_outbox(enter: Enter) -> None:
    room = enter()
    rehearsed(room)
    room.work.recall(room.campaign_id)
    room.wait_until_idle()
    assert room.counts() == {"recalled": 3}
    room.window.go("outbox", "")
    settle(room.application)
    assert "No rehearsed mails" in room.words()


def test_a_mail_that_is_gone_is_told(enter: Enter) -> None:
    room = enter()
    rehearsed(room)
    page = the_outbox(room)
    for file in outbox_of(room.shop).glob("*.eml"):
        file.unlink()
    page.table.setCurrentIndex(page.model.index(2, 0))
    settle(room.application)
    toast = room.window.toast
    assert toast is not None
    assert "It may have been recalled." in toast.words
    assert "No rehearsed mails" in room.words()


def test_pictures_are_shown_from_the_mail_or_from_the_shop_file(enter: Enter, tmp_path: Path) -> None:
    room = enter()
    Image.new("RGB", (40, 40), "red").save(tmp_path / "red.png")
    kept = pictures.keep(room.shop, tmp_path / "red.png")
    folder = outbox_of(room.shop)
    folder.mkdir(parents=True)
    html = f'<img src="cid:{kept.cid}"><img src="cid:inside"><img src="cid:nowhere">'
    (folder / "r.b.0.eml").write_bytes(
        b"From: s@example.com\r\nTo: p@example.org\r\nSubject: Pictures\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related; boundary="x"\r\n\r\n--x\r\nContent-Type: text/html\r\n\r\n'
        + html.encode()
        + b"\r\n--x\r\nContent-Type: image/gif\r\nContent-ID: <inside>\r\n"
        b"Content-Transfer-Encoding: base64\r\n\r\nR0lGODlhAQABAAAAACw=\r\n--x--\r\n"
    )
    found = reading.opened(room.shop, folder / "r.b.0.eml")
    assert found.html.count("data:image/") == 2
    assert "data:image/gif;base64,R0lGODlhAQABAAAAACw=" in found.html
    assert 'src="cid:nowhere"' in found.html
    assert found.text == ""
    with pytest.raises(FileRefused):
        reading.opened(room.shop, folder / "gone.b.0.eml")


def test_a_strange_file_among_them_does_no_harm(enter: Enter) -> None:
    room = enter()
    folder = outbox_of(room.shop)
    folder.mkdir(parents=True)
    (folder / "strange.eml").write_bytes(b"\xff\xfe no mail at all")
    (folder / "notes.txt").write_text("not one of ours")
    found = reading.Box(room.shop).listing("")
    assert [(one.to, one.subject) for one in found.mails] == [("", "")]
    assert reading.opened(room.shop, folder / "strange.eml").html == ""


def test_a_rehearsal_is_taken_back_from_the_outbox_although_there_is_a_key_by_now(
    enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = enter()
    rehearsed(room)
    with StandIn() as post:
        monkeypatch.setenv("SHOPMAIL_SENDGRID_HOST", post.url)
        monkeypatch.setenv("SENDGRID_API_KEY", post.key)
        room.press("Recall all 3")
        room.press("Recall 3 mails")
        room.wait_until_idle()
        assert room.counts() == {"recalled": 3}
        assert not post.requests
