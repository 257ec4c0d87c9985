"""The screens of the list of people, for the catalogue of all screens."""

from collections.abc import Callable

from shopmail.errors import FileRefused
from shopmail.ui.application import Application
from shopmail.ui.contacts.page import ContactsPage
from tests.ui.settling import settle


def _page(application: Application) -> ContactsPage:
    application.window.go("contacts", "")
    page = application.window.page
    assert isinstance(page, ContactsPage)
    settle(application)
    page.choosing.clear()
    page.saving.hide()
    return page


def _chosen(application: Application) -> ContactsPage:
    page = _page(application)
    for row in (2, 3, 6):
        page.table.ticked.emit(row)
    return page


def _all_chosen(application: Application) -> None:
    _page(application).table.all_wanted.emit()


def _tag(application: Application) -> None:
    _chosen(application).bar.tag.click()


def _suppress(application: Application) -> None:
    page = _page(application)
    page.table.all_wanted.emit()
    page.bar.suppress.click()


def _add(application: Application) -> None:
    _page(application).new()


def _refused(application: Application) -> None:
    _page(application).show_problem(
        FileRefused(
            "The list was not exported",
            "“people.csv” can't be written: Permission denied.",
            "Choose another folder.",
        )
    )


def _under_way(application: Application) -> None:
    page = _page(application)
    page.saving.show_progress(300_000, 1_000_000, "300,000 of 1,000,000 people")
    page.saving.show()


SCREENS: dict[str, Callable[[Application], object]] = {
    "contacts-chosen": _chosen,
    "contacts-all-chosen": _all_chosen,
    "contacts-tag": _tag,
    "contacts-suppress": _suppress,
    "contacts-add": _add,
    "contacts-under-way": _under_way,
    "contacts-refused": _refused,
}
"""Of the sample shop."""
