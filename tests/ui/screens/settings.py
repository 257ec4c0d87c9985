"""The Settings page: every section, what is refused, the plans before a change, the check of the file."""

from typing import TypeVar

from PySide6.QtWidgets import QWidget

from shopmail.ui.application import Application
from shopmail.ui.settings.page import SettingsPage
from shopmail.ui.setup.agreement import NOT_REQUIRED, AgreementForm, ask_first
from shopmail.ui.setup.form import open_form
from shopmail.ui.setup.language import LanguageForm
from shopmail.ui.setup.shop_details import ShopDetailsForm
from shopmail.ui.setup.shop_file import ShopFilePart
from shopmail.ui.setup.source import SourceForm
from shopmail.ui.setup.sources import SourcesPart
from tests.ui.screens.kind import Screens
from tests.ui.settling import settle

W = TypeVar("W", bound=QWidget)


def _part(application: Application, section: str, kind: type[W]) -> W:
    """The part of a section, which is opened and read afresh."""
    application.window.go("settings", section)
    settle(application)
    page = application.window.page
    assert isinstance(page, SettingsPage)
    (found,) = page.sections[section].findChildren(kind)
    return found


def _section(key: str) -> "Screens":
    return {f"settings-{key}": lambda application: application.window.go("settings", key)}


def _at_the_foot(application: Application) -> None:
    part = _part(application, "agreement", SourcesPart)
    page = application.window.page
    assert isinstance(page, SettingsPage)
    page.sections["agreement"].ensureWidgetVisible(part.card)


def _wrong_zone(application: Application) -> None:
    form = _part(application, "shop", ShopDetailsForm)
    zone = form.zone.text()
    form.zone.setText("Atlantis")
    form.save()
    form.zone.setText(zone)


def _wrong_months(application: Application) -> None:
    form = _part(application, "agreement", AgreementForm)
    form.months.setText("")
    form.save()


def _plan(application: Application) -> None:
    from shopmail.consent.sources import Effect

    form = _part(application, "agreement", AgreementForm)
    form.fill()
    ask_first(form.desk, Effect(214, 12), lambda: None)


def _effect(application: Application) -> None:
    form = _part(application, "agreement", AgreementForm)
    form.rules[NOT_REQUIRED].click()
    settle(application)
    form.touched = False


def _source(application: Application) -> SourceForm:
    _part(application, "agreement", SourcesPart).table.opened.emit(0)
    sheet = application.window.sheet
    assert sheet is not None
    (form,) = sheet.findChildren(SourceForm)
    return form


def _source_plan(application: Application) -> None:
    rule = _source(application).rule
    rule.choose(NOT_REQUIRED)
    rule.chosen.emit(NOT_REQUIRED)


def _checked(application: Application) -> None:
    _part(application, "files", ShopFilePart).check.click()


def _language_sheet(application: Application) -> None:
    form = _part(application, "shop", ShopDetailsForm)
    open_form(form.desk, LanguageForm)


def _details_sheet(application: Application) -> None:
    form = _part(application, "shop", ShopDetailsForm)
    open_form(form.desk, ShopDetailsForm)


SCREENS: Screens = {
    **_section("shop"),
    **_section("sendgrid"),
    **_section("sender"),
    **_section("agreement"),
    **_section("backup"),
    **_section("look"),
    **_section("files"),
    "settings-sources": _at_the_foot,
    "settings-wrong-zone": _wrong_zone,
    "settings-wrong-months": _wrong_months,
    "settings-effect": _effect,
    "settings-plan": _plan,
    "settings-source": _source,
    "settings-source-plan": _source_plan,
    "settings-checked": _checked,
    "settings-language-sheet": _language_sheet,
    "settings-details-sheet": _details_sheet,
}
"""Of the sample shop."""

EMPTY: Screens = {**_section("agreement"), **_section("files")}
"""Of a shop that has just begun."""
