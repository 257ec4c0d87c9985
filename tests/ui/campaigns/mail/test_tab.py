"""The tab Mail as a whole: what an empty mail begins with, own HTML, the preview, what others change."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from shopmail.campaigns import saving
from shopmail.campaigns.blocks.written import Heading
from shopmail.campaigns.saving import Written
from shopmail.ui.campaigns.mail.tab import MailTab
from tests.ui.campaigns.hands import Hands, a_popup_opens
from tests.ui.campaigns.mail.conftest import OpenMail
from tests.ui.importing.dropping import drop

pytestmark = a_popup_opens


@pytest.fixture
def empty(open_tab: OpenMail) -> MailTab:
    return open_tab(Written(name="Empty", subject="x"))


def test_an_empty_mail_begins_with_a_choice(empty: MailTab, hands: Hands) -> None:
    tab = empty
    assert list(tab.starting.cards) == ["html", "empty", "news", "offer", "plain-letter"]
    assert tab.starting.isVisible()
    assert not tab.is_done()
    assert tab.first() is tab.starting.cards["news"]
    tab.starting.cards["news"].click()
    assert tab.blocks.isVisible()
    news = tab.keeper.written.blocks
    assert len(news) > 3
    assert not tab.is_done(), "it is the owner's mail once none of its suggestions stands in it"
    tab.undo()
    assert tab.starting.isVisible()
    assert not tab.is_done()
    tab.redo()
    assert tab.keeper.written.blocks == news
    begin_anew(tab)
    assert tab.starting.isVisible()
    QTest.keyClick(tab, Qt.Key.Key_Escape)
    assert tab.blocks.isVisible()
    begin_anew(tab)
    tab.starting.cards["plain-letter"].click()
    assert tab.keeper.written.blocks != news
    tab.undo()
    assert tab.keeper.written.blocks == news


def test_beginning_with_nothing(empty: MailTab, hands: Hands) -> None:
    empty.starting.cards["empty"].click()
    assert empty.blocks.isVisible()
    assert empty.blocks.adding["heading"].hasFocus()
    assert not empty.is_done()
    with hands.qtbot.waitSignal(empty.changed):
        empty.blocks.adding["heading"].click()
    assert empty.is_done()
    assert empty.keeper.written.blocks == (Heading(""),)


def test_own_html_and_back(empty: MailTab, hands: Hands, tmp_path: Path) -> None:
    tab = empty
    tab.starting.cards["html"].click()
    assert tab.own_html.source.hasFocus()
    assert not tab.is_done()
    QApplication.clipboard().setText("<p>a\u00a0b</p><script>x()</script>")
    tab.own_html.source.paste()
    assert tab.keeper.written.html == "<p>a\u00a0b</p><script>x()</script>"
    assert tab.is_done()
    hands.qtbot.waitUntil(lambda: "<script>" in tab.own_html.removed)
    assert tab.own_html.removed.startswith("1 thing is taken out")
    file = tmp_path / "mail.html"
    file.write_bytes("<meta charset=windows-1250><p>jiřiny</p>".encode("cp1250"))
    assert drop(tab.own_html, file)
    hands.qtbot.waitUntil(lambda: "jiřiny" in tab.own_html.source.source())
    assert tab.keeper.written.html == tab.own_html.source.source()
    hands.qtbot.waitUntil(lambda: tab.own_html.removed == "")
    tab.undo()
    assert tab.own_html.source.source() == "<p>a\u00a0b</p><script>x()</script>"
    hands.press("Back to blocks…")
    hands.press("Keep the HTML")
    assert tab.own_html.isVisible()
    hands.press("Back to blocks…")
    hands.press("Back to blocks")
    assert not tab.is_done()
    assert tab.starting.isVisible()
    tab.undo()
    assert tab.own_html.isVisible()


def test_a_file_that_is_no_html_is_refused_in_the_page(empty: MailTab, hands: Hands, tmp_path: Path) -> None:
    empty.starting.cards["html"].click()
    (tmp_path / "mail.html").write_bytes(b"\x00\x01")
    empty.own_html.take(str(tmp_path / "mail.html"))
    hands.qtbot.waitUntil(lambda: "mail.html" in empty.own_html.refused)
    empty.own_html.take(str(tmp_path / "gone.html"))
    hands.qtbot.waitUntil(lambda: "gone.html" in empty.own_html.refused)
    assert empty.keeper.written.html == ""


def test_a_file_that_comes_late_does_not_cover_the_blocks(
    empty: MailTab, hands: Hands, tmp_path: Path
) -> None:
    empty.starting.cards["html"].click()
    (tmp_path / "mail.html").write_text("<p>late</p>")
    empty.own_html.take(str(tmp_path / "mail.html"))
    empty.own_html.left.emit()
    empty.starting.cards["empty"].click()
    empty.blocks.adding["heading"].click()
    hands.settle()
    assert empty.keeper.written.html is None
    assert empty.keeper.written.blocks == (Heading(""),)


@pytest.mark.qt_log_ignore("QRhiGles2: Failed", "Failed to create RHI", "GPUInfo not", extend=True)
def test_the_preview_lies_over_the_editor_in_a_narrow_window(hands: Hands, open_tab: OpenMail) -> None:
    tab = open_tab(Written(name="Narrow", subject="x", blocks=(Heading("One"),)))
    hands.window.resize(QSize(1280, 800))
    hands.settle()
    assert tab.pane is not None
    assert tab.pane.isVisible()
    assert not tab.preview.isVisible()
    assert tab.pane.geometry().left() > tab.blocks.geometry().right()
    hands.window.resize(QSize(1024, 640))
    hands.settle()
    assert not tab.pane.isVisible()
    tab.preview.click()
    assert tab.pane.isVisible()
    assert tab.pane.geometry().right() == tab.rect().right()
    QTest.keyClick(tab.pane, Qt.Key.Key_Escape)
    assert not tab.pane.isVisible()


def test_what_somebody_else_has_kept_is_shown_and_can_be_taken_back(hands: Hands, open_tab: OpenMail) -> None:
    tab = open_tab(Written(name="Shared", subject="x", blocks=(Heading("Mine"),)))
    theirs = Written(name="Shared", subject="x", blocks=(Heading("Theirs"),))
    saving.keep(hands.shop, tab.keeper.campaign_id, theirs)
    tab.keeper.adopt(hands.opened(tab.keeper.campaign_id), tab.keeper.mark)
    assert tab.blocks.lines[0].head.accessibleName() == "Heading: Theirs"
    tab.undo()
    assert tab.keeper.written.blocks == (Heading("Mine"),)


def begin_anew(tab: MailTab) -> None:
    """Choose the one entry of the tab's menu."""
    tab.more.click()
    menu = tab.more.findChildren(QMenu)[-1]
    (act,) = menu.actions()
    act.trigger()
    menu.close()
    assert tab.starting.isVisible()
