"""The Settings page: shop, look, language and files by mouse and by keyboard, and the way back."""

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from shopmail.errors import ShopFileBusy, Stopped
from shopmail.ui.setup.form import open_form
from shopmail.ui.setup.language import LanguageForm
from shopmail.ui.setup.places import countries
from shopmail.ui.setup.shop_details import ShopDetailsForm
from shopmail.ui.setup.shop_file import ShopFilePart
from shopmail.wording import language
from tests.ui.settings_desk import Desk, a_popup_opens, desk, people
from tests.ui.settling import settle

pytestmark = a_popup_opens
__all__ = ["desk", "people"]


# ---- the page -------------------------------------------------------------------------------------


def test_every_section_opens_and_says_what_it_is(desk: Desk) -> None:
    told = set()
    for key in desk.page.list.entries:
        desk.open(key)
        told.add(desk.page.head.state)
        assert desk.page.list.entries[key].isChecked()
    assert len(told) == len(desk.page.list.entries) == 7
    desk.window.go("start", "")
    desk.window.go("settings", "sender")
    assert desk.page.open == "sender", "other pages may name a section"
    desk.window.go("settings", "")
    assert desk.page.open == "sender", "else it is the one of the last time"


def test_sections_by_keyboard(desk: Desk) -> None:
    desk.page.list.entries["shop"].setFocus()
    desk.key(Qt.Key.Key_Down)
    assert desk.page.open == "sendgrid"
    desk.key(Qt.Key.Key_Up)
    desk.key(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is desk.part(ShopDetailsForm).name


# ---- shop -----------------------------------------------------------------------------------------


def test_the_shop_is_written_and_undone(desk: Desk) -> None:
    form = desk.part(ShopDetailsForm)
    QTest.keyClicks(form.name, "Kvetiny")
    form.address.setPlainText("Mostní 12\nPísek")
    QTest.keyClicks(form.company_number, "123")
    desk.choose(form.country, "DE")
    form.zone.selectAll()
    QTest.keyClicks(form.zone, "europe/berlin")
    desk.press("Save")
    shop = desk.shop.settings().shop
    assert (shop.name, shop.address, shop.company_number) == ("Kvetiny", "Mostní 12\nPísek", "123")
    assert (shop.country, shop.timezone) == ("DE", "Europe/Berlin")
    assert desk.said == "The shop details are saved."
    assert form.zone.text() == "Europe/Berlin"
    desk.undo()
    assert desk.shop.settings().shop.name == ""
    assert form.name.text() == "", "the form shows what was put back"


def test_the_footer_reads_along_and_an_address_has_an_end(desk: Desk) -> None:
    form = desk.part(ShopDetailsForm)
    QTest.keyClicks(form.name, "Rose & son")
    form.address.setPlainText("Mostní 12\nPísek")
    settle(desk.application)
    lines = form.footer.text().splitlines()
    assert "from Rose & son." in lines[0]
    assert lines[1] == "Rose & son, Mostní 12, Písek"
    assert "http" not in form.footer.text()
    form.address.setPlainText("x" * 501)
    desk.press("Save")
    assert "too long" in form.address_field.error
    assert desk.shop.settings().shop.address == ""


def test_a_time_zone_that_is_none_is_refused_below_its_field(desk: Desk) -> None:
    form = desk.part(ShopDetailsForm)
    form.zone.setFocus()
    form.zone.selectAll()
    QTest.keyClicks(form.zone, "Atlantis")
    desk.key(Qt.Key.Key_Return)
    assert "no time zone" in form.zone_field.error
    assert desk.shop.settings().shop.timezone == "Europe/Prague"
    QTest.keyClicks(form.zone, "x")
    assert form.zone_field.error == ""
    completer = form.zone.completer()
    assert completer is not None
    completer.setCompletionPrefix("prag")
    assert completer.currentCompletion() == "Europe/Prague", "found by a part of the name"


def test_countries_call_themselves_and_stand_in_order() -> None:
    named = countries()
    assert ("CZ", "Česko") in named
    assert ("RU", "Россия") in named
    assert ("JP", "Japan") in named, "a name in another alphabet is said in English"
    assert named.index(("AT", "Österreich")) > named.index(("DK", "Danmark"))
    assert all(len(code) == 2 for code, _name in named)


def test_enter_saves_by_keyboard_alone(desk: Desk) -> None:
    form = desk.part(ShopDetailsForm)
    form.name.setFocus()
    QTest.keyClicks(form.name, "Rosa")
    desk.page.refresh()
    settle(desk.application)
    assert form.name.text() == "Rosa", "news does not wipe away what is being typed"
    desk.key(Qt.Key.Key_Return)
    assert desk.shop.settings().shop.name == "Rosa"


def test_the_same_form_in_a_sheet(desk: Desk) -> None:
    sheet = open_form(desk.page.desk, ShopDetailsForm)
    settle(desk.application)
    (form,) = sheet.findChildren(ShopDetailsForm)
    QTest.keyClicks(form.name, "Rosa")
    desk.key(Qt.Key.Key_Return)
    assert desk.window.sheet is None
    assert desk.shop.settings().shop.name == "Rosa"
    open_form(desk.page.desk, ShopDetailsForm)
    desk.press("Cancel")
    assert desk.window.sheet is None


def test_a_busy_file_is_told_in_the_form(desk: Desk) -> None:
    form = desk.part(ShopDetailsForm)
    form.name.setText("Rosa")
    form.write(_refuse, lambda _done: None)
    settle(desk.application)
    assert form.problem is not None
    assert form.problem.accessibleName() == "The shop file could not be used"
    assert form.ready, "the button can be pressed again"
    QTest.keyClicks(form.name, "x")
    assert form.problem is None


def _refuse() -> None:
    raise ShopFileBusy("The shop file could not be used", "Another program writes to it.", "Wait a moment.")


# ---- look and language, files ---------------------------------------------------------------------


def test_colours_and_language_hold_at_once_and_the_section_stays_open(desk: Desk) -> None:
    desk.open("look")
    desk.press("Dark")
    assert desk.application.theme.choice == "dark"
    desk.press("As the system")
    desk.press("Čeština")
    desk.qtbot.waitUntil(lambda: language() == "cs")
    settle(desk.application)
    assert desk.shop.settings().shop.language == "cs"
    assert desk.page.open == "look"
    assert desk.window.page is desk.page


def test_a_language_in_a_sheet_is_saved_there(desk: Desk) -> None:
    open_form(desk.page.desk, LanguageForm)
    desk.press("Русский")
    assert desk.shop.settings().shop.language == "en"
    desk.press("Save")
    desk.qtbot.waitUntil(lambda: language() == "ru")
    assert desk.window.sheet is None


def test_the_files_are_told_and_the_folder_is_opened(desk: Desk, tmp_path: Path) -> None:
    opened: list[QUrl] = []
    part = ShopFilePart(desk.page.desk, opened.append)
    desk.qtbot.addWidget(part)
    (tmp_path / "shop-imports").mkdir()
    (tmp_path / "shop-imports" / "a-1-skipped.csv").write_text("x", encoding="utf-8")
    part.refill()
    settle(desk.application)
    file, outbox, skipped = part.lines
    assert file.room.text().endswith("kB")
    assert (outbox.room.text(), skipped.room.text()) == ("nothing yet", "1 file")
    assert not outbox.open.isEnabled()
    file.open.click()
    skipped.open.click()
    assert [Path(url.toLocalFile()) for url in opened] == [tmp_path, tmp_path / "shop-imports"]
    file.copy.click()
    assert QApplication.clipboard().text() == str(desk.shop.path)
    part.leave()


def test_the_shop_file_is_checked_in_words(desk: Desk) -> None:
    desk.open("files")
    part = desk.part(ShopFilePart)
    desk.press("Check the file")
    desk.qtbot.waitUntil(lambda: part.result is not None)
    assert part.result is not None
    assert part.result.accessibleName() == "The shop file is in order."
    assert part.check.text() == "Check the file"
    desk.shop.path.chmod(0o644)
    desk.press("Check the file")
    desk.qtbot.waitUntil(lambda: part.result is not None)
    assert part.result.accessibleName() == "The shop file is not in order"
    desk.shop.path.chmod(0o600)
    part.refused(ShopFileBusy("The shop file could not be used", "Another program writes to it."))
    assert part.result.accessibleName() == "The shop file could not be used"


def test_the_check_of_the_shop_file_is_stopped_by_the_same_button(desk: Desk) -> None:
    desk.open("files")
    part = desk.part(ShopFilePart)
    part.check.click()
    assert part.check.text() == "Stop"
    part.check.click()
    desk.qtbot.waitUntil(lambda: part.check.text() == "Check the file")
    part.check.click()
    part.refused(Stopped("The check was stopped", "Nothing was changed."))
    assert part.result is None
    assert part.check.text() == "Check the file"
    part.leave()
