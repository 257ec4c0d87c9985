"""The rules for who may be mailed, for the shop and for each source: told before they hold, and set back."""

import csv
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from shopmail.consent import sources
from shopmail.consent.mailable import Standing
from shopmail.consent.sources import Rule
from shopmail.contacts import listing
from shopmail.model import Act, ImportKind
from shopmail.storage.shop import Shop
from shopmail.ui.setup import effects
from shopmail.ui.setup.agreement import NOT_REQUIRED, REQUIRED, AgreementForm
from shopmail.ui.setup.source import SourceForm
from shopmail.ui.setup.sources import SourcesPart
from tests.builders import DAY, a_contact, an_entry, an_import
from tests.ui.conftest import Open
from tests.ui.settings_desk import Desk, a_popup_opens, desk, people
from tests.ui.settling import settle

pytestmark = a_popup_opens
__all__ = ["desk", "people"]


def mailable(shop: Shop) -> int:
    with shop.reading() as session:
        return listing.counts_by_standing(session, listing.Query(), shop.clock.now())[Standing.CAN_BE_MAILED]


# ---- agreement ------------------------------------------------------------------------------------


def test_a_rule_says_whom_it_concerns_before_it_holds(desk: Desk) -> None:
    desk.open("agreement")
    form = desk.part(AgreementForm)
    assert form.rules[REQUIRED].isChecked()
    QTest.mouseClick(form.rules[NOT_REQUIRED], Qt.MouseButton.LeftButton)
    settle(desk.application)
    assert form.effect.text() == "With this, 2 more people can be mailed.", "the third one left"
    desk.press("Save")
    assert "With this, 2 more people can be mailed." in desk.words()
    assert mailable(desk.shop) == 0
    desk.key(Qt.Key.Key_Return)
    assert desk.window.sheet is None, "Enter is the safe way out"
    assert mailable(desk.shop) == 0
    desk.press("Save")
    desk.press("Allow mails to 2 people")
    assert desk.shop.settings().consent.double_opt_in == NOT_REQUIRED
    assert mailable(desk.shop) == 2
    assert desk.said == "The rules are changed."
    desk.undo()
    assert mailable(desk.shop) == 0
    assert form.rules[REQUIRED].isChecked()


def test_a_change_for_nobody_needs_no_question(desk: Desk) -> None:
    desk.open("agreement")
    form = desk.part(AgreementForm)
    desk.choose(form.kind, "12")
    assert form.months.text() == "12"
    assert form.effect.text() == "With this, nothing changes for anybody so far."
    desk.press("Save")
    assert desk.window.sheet is None
    assert desk.shop.settings().consent.age_limit_months == 12


def test_the_number_of_months_and_the_kind_of_business_go_together(desk: Desk) -> None:
    desk.open("agreement")
    form = desk.part(AgreementForm)
    assert form.kind.key == "60"
    form.months.setText("")
    QTest.keyClicks(form.months, "120")
    assert form.kind.key == "120"
    QTest.keyClicks(form.months, "5")
    assert form.kind.key == ""
    desk.press("Save")
    assert "from 1 to 600" in form.months_field.error
    assert desk.shop.settings().consent.age_limit_months == 60
    desk.choose(form.kind, "24")
    assert form.months_field.error == ""
    assert form.months.text() == "24"
    desk.choose(form.kind, "")
    assert form.months.text() == "120", "another number is written, not chosen"


def test_a_lower_age_limit_says_who_rests(desk: Desk) -> None:
    with desk.shop.transaction() as session:
        person = a_contact(session, desk.shop, "old@example.com")
        long_ago = desk.shop.clock.now() - 800 * DAY
        an_entry(session, person, Act.CONFIRMED, long_ago, an_import(session, ImportKind.OLD_LIST))
    desk.open("agreement")
    form = desk.part(AgreementForm)
    desk.choose(form.kind, "12")
    assert form.effect.text() == "With this, 1 person can't be mailed any more."
    desk.press("Save")
    assert "GDPR" not in desk.words()
    desk.press("Stop mails to 1 person")
    assert mailable(desk.shop) == 0
    form.rules[NOT_REQUIRED].click()
    desk.choose(form.kind, "60")
    desk.press("Save")
    desk.press("Allow mails to 3 people")
    desk.choose(form.kind, "12")
    form.rules[REQUIRED].click()
    assert effects.act_words(sources.Effect(2, 1)) == "Change it for 3 people"


# ---- sources --------------------------------------------------------------------------------------


def rows(part: SourcesPart) -> list[str]:
    return [source.name for source in part.model.records]


def rule_of(shop: Shop, name: str) -> Rule:
    with shop.reading() as session:
        return next(source.rule for source in sources.listed(session) if source.name == name)


def test_sources_are_searched_and_sorted(desk: Desk) -> None:
    desk.open("agreement")
    part = desk.part(SourcesPart)
    assert rows(part) == ["Autumn fair", "Web form"]
    part.table.header.sort_wanted.emit("people", True)
    assert rows(part) == ["Web form", "Autumn fair"]
    assert desk.page.search_field() is part.search
    part.search.setFocus()
    QTest.keyClicks(part.search, "FAIR")
    desk.key(Qt.Key.Key_Return)
    assert rows(part) == ["Autumn fair"]


def test_a_source_gets_a_rule_of_its_own(desk: Desk) -> None:
    desk.open("agreement")
    part = desk.part(SourcesPart)
    part.table.selectRow(1)
    desk.press("Change")
    sheet = desk.window.sheet
    assert sheet is not None
    (form,) = sheet.findChildren(SourceForm)
    assert "3 people came from here, 3 agreed here." in desk.words()
    desk.choose(form.rule, "not-required")
    assert "With this, 2 more people can be mailed." in desk.words()
    desk.choose(form.captcha, "yes")
    assert rule_of(desk.shop, "Web form") is Rule.AS_THE_SHOP
    form.captcha.setFocus()
    desk.key(Qt.Key.Key_Return)
    assert desk.window.sheet is sheet, "Enter does not change whom to mail"
    desk.press("Allow mails to 2 people")
    assert rule_of(desk.shop, "Web form") is Rule.NOT_REQUIRED
    assert part.model.records[1].captcha.value == "yes"
    assert mailable(desk.shop) == 2
    assert desk.said == "“Web form” is changed."
    desk.undo()
    assert rule_of(desk.shop, "Web form") is Rule.AS_THE_SHOP
    assert part.model.records[1].captcha.value == "unknown"


def test_back_to_the_old_rule_is_no_change(desk: Desk) -> None:
    desk.open("agreement")
    part = desk.part(SourcesPart)
    part.table.opened.emit(1)
    sheet = desk.window.sheet
    assert sheet is not None
    (form,) = sheet.findChildren(SourceForm)
    desk.choose(form.rule, "not-required")
    assert form.save_words == "Allow mails to 2 people"
    desk.choose(form.rule, "as-the-shop")
    assert form.save_words == "Save"
    assert form.plan is None
    desk.press("Save")
    assert desk.window.sheet is None


def test_rows_are_copied_and_saved(desk: Desk, tmp_path: Path) -> None:
    desk.open("agreement")
    part = desk.part(SourcesPart)
    part.table.clearSelection()
    desk.press("Change")
    assert desk.said == "Choose a row first."
    part.table.selectAll()
    QTest.keyClick(part.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    settle(desk.application)
    copied = QApplication.clipboard().text().splitlines()
    assert copied[1].split("\t")[:4] == ["Web form", "Own form", "3", "3"]
    desk.press("Save as CSV")
    (dialog,) = part.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(tmp_path / "sources.csv"))
    dialog.reject()
    settle(desk.application)
    with (tmp_path / "sources.csv").open(encoding="utf-8-sig", newline="") as file:
        saved = list(csv.reader(file))
    assert saved[0][0] == "Source"
    assert [row[0] for row in saved[1:]] == ["Autumn fair", "Web form"]
    assert desk.said == "The sources are saved in sources.csv."
    part.save_to(tmp_path / "nowhere" / "sources.csv")
    desk.qtbot.waitUntil(lambda: desk.application.errors.shown is not None)
    dialog_shown = desk.application.errors.shown
    assert dialog_shown is not None
    dialog_shown.reject()


def test_a_shop_without_sources_says_where_they_come_from(
    open_window: Open, tmp_path: Path, qtbot: QtBot
) -> None:
    desk = Desk(open_window(tmp_path / "new.shopmail"), qtbot)
    desk.open("agreement")
    part = desk.part(SourcesPart)
    assert part.none.isVisible()
    assert not part.card.isVisible()
