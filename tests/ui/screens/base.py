"""The pages as they are opened, the search, and the two dialogs."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from shopmail.errors import ShopFileRefused
from shopmail.ui.application import Application
from shopmail.ui.contacts.page import ContactsPage
from shopmail.ui.reports.page import ReportsPage
from tests.ui.screens.kind import Screens
from tests.ui.settling import pause, settle


def _page(key: str, place: str = "") -> Callable[[Application], None]:
    return lambda application: application.window.go(key, place)


def _contacts(application: Application) -> ContactsPage:
    application.window.go("contacts", "")
    page = application.window.page
    assert isinstance(page, ContactsPage)
    settle(application)
    page.choosing.clear()
    page.search.setFocus()
    return page


def _search(words: str) -> Callable[[Application], None]:
    def search(application: Application) -> None:
        page = _contacts(application)
        page.search.setText(words)
        pause(200)

    return search


def _standing(application: Application) -> None:
    _contacts(application).search.clear()
    pause(200)
    application.window.go("contacts", "must-not-be-mailed")


def _focus_and_copy(application: Application) -> None:
    page = _contacts(application)
    page.table.ticked.emit(3)
    page.table.copy_wanted.emit()
    page.search.setFocus()
    QTest.keyClick(page.search, Qt.Key.Key_Tab)


def _report(application: Application) -> None:
    application.window.go("reports", "2")
    settle(application)
    page = application.window.page
    assert isinstance(page, ReportsPage)
    page.view.open_number("came-back")


def _refusal(application: Application) -> None:
    application.errors.show(
        ShopFileRefused(
            "The shop file could not be used",
            "The disk that holds “shop.shopmail” is full; nothing was changed.",
            "Make room on it and try again.",
        )
    )


def _breakage(application: Application) -> None:
    try:
        _ = 1 // 0
    except ZeroDivisionError as problem:
        application.errors.show(problem)


EMPTY: Screens = {
    "empty-start": _page("start"),
    "empty-contacts": _page("contacts"),
    "empty-segments": _page("segments"),
    "empty-campaigns": _page("campaigns"),
    "empty-reports": _page("reports"),
}

FILLED: Screens = {
    "start": _page("start"),
    "contacts": _focus_and_copy,
    "contacts-search": _search("novak"),
    "contacts-nobody": _search("xyzxyz"),
    "contacts-standing": _standing,
    "segments": _page("segments"),
    "campaigns": _page("campaigns"),
    "reports": _page("reports"),
    "report": _report,
}

DIALOGS: Screens = {"refusal": _refusal, "breakage": _breakage}
"""Over the window; whoever opens one closes it."""
