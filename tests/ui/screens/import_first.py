"""The first three steps of the import and what surrounds them, each in the states that it can be in."""

from pathlib import Path

from PySide6.QtWidgets import QPushButton

from shopmail.ui.application import Application
from shopmail.ui.importing.file import FileStep
from shopmail.ui.importing.origin import OriginStep
from shopmail.ui.importing.page import Wizard
from shopmail.ui.importing.what import WhatStep
from tests.ui.settling import settle

_PEOPLE = [
    "E-mail;Jméno;Příjmení;Město;Posl. nákup;Obl. květina;Souhlas",
    *(
        f"zakaznik{number}@example.com;{first};{last};{city};{number % 28 + 1}.9.2026;růže;potvrzeno"
        for number in range(301)
        for first, last, city in (
            ("Jana", "Dvořáková", "Písek"),
            ("Petr", "Novotný", "Protivín"),
            ("Žofie", "Šťastná", "České Budějovice"),
            ("Alena", "Říhová", "Milevsko"),
        )
    ),
]


def _fresh(application: Application) -> Wizard:
    """A wizard in which nothing is answered."""
    window = application.window
    for _time in range(2):
        window.go("import", "")
        wizard = window.page
        assert isinstance(wizard, Wizard)
        wizard.foot.cancel.click()
        if window.sheet:
            window.sheet.findChildren(QPushButton)[-1].click()
    window.go("import", "")
    wizard = window.page
    assert isinstance(wizard, Wizard)
    return wizard


def _what(application: Application) -> None:
    step = _fresh(application).step
    assert isinstance(step, WhatStep)
    step.cards["customers"].click()


def _file(application: Application) -> FileStep:
    wizard = _fresh(application)
    wizard.answer(kind="signups")
    path: Path = wizard.desk.shop.path.parent / "zakaznici-2026-09.csv"
    path.write_bytes("\r\n".join(_PEOPLE).encode("cp1250"))
    application.window.go("import", str(path))
    settle(application)
    assert isinstance(wizard.step, FileStep)
    return wizard.step


def _no_file(application: Application) -> None:
    wizard = _fresh(application)
    wizard.answer(kind="signups")
    wizard.foot.next.click()


def _letters(application: Application) -> None:
    step = _file(application)
    step.wrong.click()
    step.options.encoding.choose("cp1251")
    step.options.encoding.chosen.emit("cp1251")


def _wrong_file(application: Application) -> None:
    wizard = _fresh(application)
    wizard.answer(kind="signups")
    path: Path = wizard.desk.shop.path.parent / "foto.csv"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" * 9)
    application.window.go("import", str(path))


def _origin(application: Application) -> OriginStep:
    wizard = _file(application).wizard
    wizard.foot.next.click()
    settle(application)
    assert isinstance(wizard.step, OriginStep)
    return wizard.step


def _own_form(application: Application) -> None:
    step = _origin(application)
    step.origins["own-form"].click()
    step.details.since.setText("31.2.2020")
    step.details.check_day()


def _bought(application: Application) -> None:
    _origin(application).origins["bought-or-public"].click()


def _known_source(application: Application) -> None:
    step = _origin(application)
    step.origins["orders"].click()
    step.details.name.setText(step.details.name.completer().model().index(0, 0).data())


def _name_only(application: Application) -> None:
    wizard = _file(application).wizard
    wizard.answer(kind="do-not-mail")
    wizard.foot.next.click()


def _under_way(application: Application) -> None:
    working = _file(application).wizard.working
    working.strip.show_progress(84, 196, "84 of 196 MB read")
    working.show()


def _leave(application: Application) -> None:
    _file(application).wizard.foot.cancel.click()


SCREENS = {
    "import-what": _fresh,
    "import-what-chosen": _what,
    "import-file-none": _no_file,
    "import-file": _file,
    "import-file-letters": _letters,
    "import-file-wrong": _wrong_file,
    "import-origin": _origin,
    "import-origin-form": _own_form,
    "import-origin-bought": _bought,
    "import-origin-known": _known_source,
    "import-origin-name": _name_only,
    "import-under-way": _under_way,
    "import-leave": _leave,
}
