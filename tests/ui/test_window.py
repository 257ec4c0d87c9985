"""The window: opens on a fresh shop file, changes pages by mouse and by key, follows the file."""

import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from shopmail.storage.shop import Shop
from shopmail.ui.application import Application
from shopmail.ui.contacts.page import ContactsPage
from shopmail.ui.main_window import MainWindow
from shopmail.ui.pages import PAGES
from shopmail.ui.settings.page import SettingsPage
from shopmail.ui.start.page import StartPage
from shopmail.ui.theme import ROLES
from shopmail.wording import language
from tests.ui.conftest import Open

IN_SIDEBAR = [entry for entry in PAGES if not entry.inside]


def press_half(window: MainWindow, words: str) -> None:
    """Press one half of a toggle."""
    (half,) = [button for button in window.findChildren(QPushButton) if button.text() == words]
    QTest.mouseClick(half, Qt.MouseButton.LeftButton)


def test_it_opens_on_a_file_that_is_not_there_yet(open_window: Open, tmp_path: Path, qtbot: QtBot) -> None:
    file = tmp_path / "new" / "shop.shopmail"
    file.parent.mkdir()
    window = open_window(file).window
    page = window.page
    assert isinstance(page, StartPage)
    qtbot.waitUntil(page.choices.isVisible)
    assert not page.tiles.isVisible()
    assert window.windowTitle() == "shopmail"
    assert file.exists()


def test_a_page_is_opened_by_a_click(open_window: Open, filled: Path, qtbot: QtBot) -> None:
    window = open_window(filled).window
    for number, entry in enumerate(IN_SIDEBAR):
        QTest.mouseClick(window.sidebar.entries()[number], Qt.MouseButton.LeftButton)
        assert window.page is not None
        assert entry.title == window.page.TITLE
        assert window.sidebar.entries()[number].isChecked()


def test_a_page_is_opened_by_its_key(open_window: Open, filled: Path, qtbot: QtBot) -> None:
    window = open_window(filled).window
    for number, entry in reversed(list(enumerate(IN_SIDEBAR))):
        QTest.keyClick(window, Qt.Key(Qt.Key.Key_1 + number), Qt.KeyboardModifier.ControlModifier)
        assert window.page is not None
        assert entry.title == window.page.TITLE


def test_every_page_can_be_reached_and_left_with_tab(open_window: Open, filled: Path, qtbot: QtBot) -> None:
    window = open_window(filled).window
    window.show_page(1)
    page = window.page
    assert isinstance(page, ContactsPage)
    qtbot.waitUntil(lambda: page.model.rowCount() == 600)
    window.sidebar.entries()[1].setFocus()
    seen = []
    for _press in range(12):
        QTest.keyClick(window, Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        assert focused is not None
        seen.append(focused)
        assert window.ring.around is focused, "the ring is where the keyboard is"
        assert focused.accessibleName() or focused.property("text"), "a screen reader can name it"
        if focused is window.sidebar.entries()[1]:
            break
    assert page.search in seen
    assert page.table in seen
    order = [seen.index(widget) for widget in (page.search, page.chips[""], page.table.header, page.table)]
    assert order == sorted(order), "the order of tabs is the order of reading"


def test_the_ring_is_there_after_a_key_and_not_after_a_click(
    open_window: Open, filled: Path, qtbot: QtBot
) -> None:
    window = open_window(filled).window
    window.show_page(1)
    page = window.page
    assert isinstance(page, ContactsPage)
    QTest.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.search.hasFocus()
    assert window.ring.around is page.search
    page.table.setFocus(Qt.FocusReason.MouseFocusReason)
    assert window.ring.around is None


def test_the_ring_goes_along_with_the_row(open_window: Open, filled: Path, qtbot: QtBot) -> None:
    window = open_window(filled).window
    window.show_page(1)
    page = window.page
    assert isinstance(page, ContactsPage)
    qtbot.waitUntil(lambda: page.model.rowCount() == 600)
    window.focus_by_key(page.table)
    before = window.ring.geometry()
    QTest.keyClick(page.table, Qt.Key.Key_Down)
    QTest.keyClick(page.table, Qt.Key.Key_Down)
    assert window.ring.geometry() == before.translated(0, 72)


def test_it_hears_what_the_command_line_wrote(open_window: Open, filled: Path, qtbot: QtBot) -> None:
    application = open_window(filled)
    assert application.window.windowTitle() == "Květiny U Mostu – shopmail"
    with Shop(filled) as other:
        other.change_settings({"shop.name": "Květiny Na Rohu"})
    qtbot.waitUntil(lambda: application.window.windowTitle() == "Květiny Na Rohu – shopmail", timeout=5000)


def test_another_language_holds_at_once_and_at_the_next_start(
    open_window: Open, filled: Path, qtbot: QtBot
) -> None:
    application = open_window(filled)
    window = application.window
    window.go("settings", "look")
    page = window.page
    assert isinstance(page, SettingsPage)
    press_half(window, "Čeština")
    qtbot.waitUntil(lambda: language() == "cs")
    assert isinstance(window.page, SettingsPage)
    assert window.page is not page
    assert QApplication.focusWidget() is window.sidebar.entries()[-1], "the keyboard goes on there"
    with Shop(filled) as shop:
        assert shop.settings().shop.language == "cs"
    assert "language=cs" in filled.with_name("filled-window.ini").read_text("utf-8")


def test_light_or_dark_is_chosen_and_remembered(open_window: Open, filled: Path, qapp: QApplication) -> None:
    application = open_window(filled)
    window = application.window
    window.go("settings", "look")
    press_half(window, "Dark")
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(ROLES["page"][True])
    application.close()
    again = open_window(filled)
    assert again.theme.choice == "dark"
    again.theme.choose("light")


def test_a_file_that_is_no_shop_is_refused_and_can_be_tried_again(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    file = tmp_path / "shop.shopmail"
    file.write_bytes(b"this is a letter to my aunt, not a shop file" * 100)
    application = Application(qapp, file)
    application.start()
    opening = application.window.opening
    qtbot.waitUntil(lambda: opening.refusal is not None)
    assert opening.refusal is not None
    assert opening.refusal.accessibleName() == "The shop file could not be used"
    assert file.read_bytes().startswith(b"this is a letter")
    file.unlink()
    opening.try_again()
    qtbot.waitUntil(lambda: application.window.page is not None)
    application.close()


def test_a_place_that_cannot_be_is_refused_in_the_window(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    application = Application(qapp, tmp_path / "file" / "shop.shopmail")
    assert application.is_the_first()
    application.start()
    opening = application.window.opening
    qtbot.waitUntil(lambda: opening.refusal is not None)
    assert not application.window.sidebar.isEnabled(), "there is no page to go to"
    application.close()


PAINTS_FIRST = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from shopmail.ui.application import Application

HEAVY = ("sqlalchemy", "alembic", "sendgrid", "liquid", "email_validator", "sqlcipher3", "msgspec", "nh3")
app = QApplication(["shopmail"])
application = Application(app, Path(sys.argv[1]))
painted = []

def look():
    painted.append([name for name in HEAVY if name in sys.modules])

application.window.painted.disconnect()
application.window.painted.connect(look)
application.window.painted.connect(app.quit)
application.start()
app.exec()
application.close()
print(painted)
"""


def test_the_frame_is_painted_before_anything_heavy_is_imported(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PAINTS_FIRST, str(tmp_path / "shop.shopmail")],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parent.parent.parent,
    )
    assert done.stdout.strip() == "[[]]"


def test_undo_is_at_the_foot_for_mouse_and_keyboard(open_window: Open, filled: Path, qtbot: QtBot) -> None:
    window = open_window(filled).window
    assert window.toast is not None
    undone: list[str] = []
    window.say("Renamed.", lambda: undone.append("by mouse"))
    QTest.mouseClick(window.toast.undo, Qt.MouseButton.LeftButton)
    assert not window.toast.isVisible()
    window.say("Renamed.", lambda: undone.append("by key"))
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    window.say("Copied.")
    assert not window.toast.undo.isVisible()
    tick = window.toast.icon.grab().toImage()
    window.say("There is no such campaign.", done=False)
    assert window.toast.icon.grab().toImage() != tick, "no tick before what could not be done"
    assert undone == ["by mouse", "by key"]


def test_importing_begins_by_its_key_and_belongs_to_contacts(
    open_window: Open, filled: Path, qtbot: QtBot
) -> None:
    window = open_window(filled).window
    QTest.keyClick(window, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    assert window.page is not None
    assert window.page.TITLE == "Import people"
    assert window.sidebar.entries()[1].isChecked()


def test_enter_presses_the_primary_button_but_not_out_of_a_list_or_a_search(
    open_window: Open, filled: Path, qtbot: QtBot
) -> None:
    window = open_window(filled).window
    window.show_page(1)
    page = window.page
    assert isinstance(page, ContactsPage)
    qtbot.waitUntil(lambda: page.model.rowCount() == 600)
    for widget in (page.table, page.search):
        widget.setFocus()
        QTest.keyClick(widget, Qt.Key.Key_Return)
    chip = page.chips["resting"]
    chip.setFocus()
    QTest.keyClick(chip, Qt.Key.Key_Return)
    assert chip.isChecked(), "the focused button first"
    assert window.page is page
    window.setFocus()
    QTest.keyClick(window, Qt.Key.Key_Return)
    assert window.page.TITLE == "Import people"


def test_the_ring_does_not_come_when_the_focus_goes_by_itself(
    open_window: Open, filled: Path, qtbot: QtBot
) -> None:
    window = open_window(filled).window
    assert window.toast is not None
    window.say("Renamed.", lambda: None)
    window.toast.undo.setFocus(Qt.FocusReason.MouseFocusReason)
    window.toast.hide()
    assert window.ring.around is None
    assert not window.toast.undo.hasFocus()


def test_the_sample_shop_says_that_it_is_one(qapp: QApplication, filled: Path, qtbot: QtBot) -> None:
    application = Application(qapp, filled.with_name("demo.shopmail"), demo=True)
    application.start()
    qtbot.waitUntil(lambda: application.window.page is not None, timeout=60_000)
    assert application.window.windowTitle() == "Sample shop – shopmail"
    words = [label.text() for label in application.window.sidebar.findChildren(QLabel)]
    assert "Sample shop: all of it is gone when you close it" in words
    application.close()
    application.window.close()
