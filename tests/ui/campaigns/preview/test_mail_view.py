"""The view of a mail: when its engine starts, what it shows meanwhile, places kept, widths, and its end."""

import os
import signal
import subprocess
import sys
from base64 import b64encode

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QCoreApplication, QEvent, QIODevice, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from shopmail.ui.campaigns.preview.mail_view import MailView
from shopmail.ui.theme import Theme
from shopmail.ui.widgets import reading_order
from shopmail.ui.widgets.focus_ring import RingedWindow
from tests.ui.campaigns.preview.conftest import PATIENCE, Viewer
from tests.ui.settling import pause

LONG = "<body style='margin:0;background:#aabbcc'>" + "<p>line</p>" * 200


def test_the_engine_is_not_even_imported_with_the_view() -> None:
    lines = "import sys, shopmail.ui.campaigns.preview.pane; print('PySide6.QtWebEngineCore' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", lines], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def in_a_process(lines: str) -> subprocess.CompletedProcess[str]:
    """A process with a view on screen; ``lines`` go on from there."""
    begin = (
        "import sys\n"
        "from PySide6.QtCore import QTimer\n"
        "from PySide6.QtWidgets import QApplication\n"
        "from shopmail.ui.campaigns.preview.mail_view import MailView\n"
        "app = QApplication(['shopmail'])\n"
        "view = MailView()\n"
        "view.show_html('<p>Hello')\n"
    )
    return subprocess.run(
        [sys.executable, "-c", begin + lines], capture_output=True, text=True, check=False, timeout=60
    )


def test_a_computer_without_the_engine_says_so() -> None:
    """A system library that the engine needs may be missing; a None says the same to Python."""
    done = in_a_process(
        "sys.modules['PySide6.QtWebEngineCore'] = None\n"
        "view.drawn.connect(app.quit)\nview.show()\napp.exec()\nprint(view.cover.words, view.is_busy)\n"
    )
    assert done.stdout.startswith("Mails can't be drawn on this computer: "), done.stderr
    assert done.stdout.endswith(" False\n")


def test_the_program_ends_well_with_a_mail_on_screen() -> None:
    done = in_a_process(
        "view.drawn.connect(app.quit)\nview.show()\ncode = app.exec()\nview.resize(99, 99)\nsys.exit(code)\n"
    )
    assert done.returncode == 0
    assert "Release of profile" not in done.stderr


def test_the_engine_starts_when_a_mail_is_first_on_screen(qapp: QApplication, qtbot: QtBot) -> None:
    Theme(qapp, "light")
    view = MailView()
    qtbot.addWidget(view)
    view.show_html("<p>Hello")
    pause(50)
    assert view.engine is None
    view.show()
    assert view.cover.isVisible()
    assert view.cover.words == "The mail is being drawn …"
    with qtbot.waitSignal(view.drawn, timeout=PATIENCE):
        pass
    assert not view.cover.isVisible()


def test_a_mail_is_seen_in_pictures_of_the_window_too(viewer: Viewer) -> None:
    viewer.show("<body style='background:#aabbcc'>Hello <b>Jana</b>")
    assert viewer.words() == "Hello Jana"
    assert viewer.colour(200, 300) == "#aabbcc"


def test_of_several_mails_asked_for_at_once_the_last_is_shown(viewer: Viewer) -> None:
    viewer.show("<p>first")
    for number in range(20):
        viewer.view.show_html(f"<p>{number}")
    viewer.show("<p>last")
    assert viewer.words().strip() == "last"
    assert not viewer.view.is_busy


def test_another_state_of_a_mail_stays_where_it_was_scrolled_to(viewer: Viewer, qtbot: QtBot) -> None:
    viewer.show(LONG)
    viewer.ask("scrollTo(0, 700)")
    qtbot.waitUntil(lambda: viewer.page.scrollPosition().y() == 700)
    viewer.show(LONG.replace("line", "word"), keep_place=True)
    assert viewer.ask("scrollY") == 700
    viewer.show(LONG)
    assert viewer.ask("scrollY") == 0


def test_nothing_flickers_between_two_mails(viewer: Viewer, qtbot: QtBot) -> None:
    # On a machine that is busy with other tests, a picture of the window may come between two frames.
    for _time in range(3):
        viewer.show(LONG)
        seen = set()
        viewer.view.show_html(LONG.replace("aabbcc", "ccbbaa"), keep_place=True)
        while viewer.view.is_busy:
            seen.add(viewer.colour(200, 300))
            pause(2)
        seen.add(viewer.colour(200, 300))
        qtbot.waitUntil(lambda: viewer.colour(200, 300) == "#ccbbaa")
        if seen <= {"#aabbcc", "#ccbbaa"}:
            return
    raise AssertionError(f"each time something else was seen in between: {seen}")


def test_a_phone_is_375_pixels_wide_and_a_desktop_shrunk_to_fit(viewer: Viewer) -> None:
    viewer.view.resize(375, 500)
    viewer.view.show_width(375)
    viewer.show(LONG)
    assert viewer.ask("innerWidth") == viewer.ask("document.documentElement.clientWidth") == 375
    viewer.view.show_width(640)
    viewer.show(LONG)
    assert viewer.ask("innerWidth") == pytest.approx(640, abs=2)


def test_many_large_pictures_are_shown_and_hold_nothing_up(viewer: Viewer, qtbot: QtBot) -> None:
    pictures = "".join(f"<img src='{a_picture(number * 10)}' width=40 height=40>" for number in range(12))
    assert len(pictures) > 2_000_000
    viewer.show(f"<body style='margin:0;line-height:0'>{pictures}")
    assert viewer.view.cover.isHidden()
    assert viewer.ask("[...document.images].every(image => image.naturalWidth === 400)") is True
    qtbot.waitUntil(lambda: viewer.colour(20, 20) != "#ffffff")


def a_picture(hue: int) -> str:
    """A picture that can't be made small."""
    image = QImage(os.urandom(400 * 120 * 4), 400, 120, QImage.Format.Format_RGB32).copy()
    image.setPixelColor(0, 0, QColor.fromHsv(hue, 200, 200))
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return f"data:image/png;base64,{b64encode(held.data()).decode()}"


def test_dark_and_without_pictures(viewer: Viewer, qtbot: QtBot) -> None:
    viewer.show(
        f"<body style='margin:0;line-height:0;background:white'><img src='{a_picture(1)}' alt='A rose'>"
    )
    assert viewer.ask("document.images[0].naturalWidth") == 400
    assert viewer.colour(200, 400) == "#ffffff"
    viewer.view.show_as(dark=True, pictures=False)
    qtbot.waitUntil(lambda: QColor(viewer.colour(200, 400)).lightness() < 60)
    assert viewer.ask("document.images[0].naturalWidth") == 0
    assert viewer.ask("document.images[0].alt") == "A rose"


def test_a_mail_that_is_too_long_is_refused_in_a_sentence(viewer: Viewer) -> None:
    viewer.show("a" * 2_100_000)
    assert viewer.view.cover.words == "This mail is too long to be shown here. Take something out of it."
    viewer.show("<p>shorter")
    assert viewer.words().strip() == "shorter"
    assert viewer.view.cover.isHidden()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
def test_an_engine_that_breaks_down_is_told_and_started_again(viewer: Viewer, qtbot: QtBot) -> None:
    viewer.show("<p>Hello")
    with qtbot.waitSignal(viewer.view.drawn, timeout=PATIENCE):
        os.kill(viewer.page.renderProcessPid(), signal.SIGKILL)
    assert viewer.view.cover.words.startswith("The mail could not be drawn.")
    viewer.show("<p>Hello again")
    assert viewer.words().strip() == "Hello again"
    assert viewer.view.cover.isHidden()


def test_the_keyboard_comes_into_the_mail_and_out_again(qapp: QApplication, qtbot: QtBot) -> None:
    Theme(qapp, "light")
    window, before, view, after = RingedWindow(), QPushButton("before"), MailView(), QPushButton("after")
    qtbot.addWidget(window)
    middle = QVBoxLayout()
    for widget in (before, view, after):
        middle.addWidget(widget)
    room = QWidget()
    room.setLayout(middle)
    window.setCentralWidget(room)
    window.show()
    with qtbot.waitSignal(view.drawn, timeout=PATIENCE):
        view.show_html("<a href='https://example.com'>a link</a>")
    assert view.engine is not None
    inside = view.engine.view.focusProxy()
    assert inside is not None
    assert [stop for stop in reading_order.stops(window) if stop in (before, inside, after)] == [
        before,
        inside,
        after,
    ]
    before.setFocus()
    QTest.keyClick(before, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is inside
    for _link in ("into the mail", "past its link"):
        QTest.keyClick(inside, Qt.Key.Key_Tab)
        pause(100)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is after)
    QTest.keyClick(after, Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.focusWidget() is inside


def test_a_view_that_goes_away_takes_its_engine_along(viewer: Viewer, qtbot: QtBot) -> None:
    view = MailView()
    view.show()
    with qtbot.waitSignal(view.drawn, timeout=PATIENCE):
        view.show_html("<p>short-lived")
    assert view.engine is not None
    page = view.engine.page
    view.show_html("<p>under way")
    view.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not isValid(page)
    pause(100)
