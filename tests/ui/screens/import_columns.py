"""The step Columns in its states: the guess, a refused new field, one field for two columns, 60 columns."""

from pathlib import Path

from shopmail.importing.looking import look
from shopmail.ui.application import Application
from shopmail.ui.importing.columns import ColumnsStep
from shopmail.ui.importing.goals import NEW_FIELD
from shopmail.ui.importing.page import Wizard
from tests.ui.settling import pause, settle

_COLUMNS = 3
_PEOPLE = """E-mail;Jméno;Příjmení;Město;Bydliště;Posl. nákup;Obl. květina;heslo;Záznam
{rows}"""
_WORDS = ("potvrzeno", "potvrzeno", "čeká", "odhlášen", "")


def _people() -> str:
    rows = (
        f"zakaznik{number}@example.com;{('Jana', 'Petr', 'Alena')[number % 3]};"
        f"{('Dvořáková', 'Novotný', 'Říhová')[number % 3]};{('Písek', 'Protivín', 'Milevsko')[number % 3]};"
        f"Písek;{1 + number % 28}.{1 + number % 9}.2026;{('jiřiny', '', 'růže')[number % 3]};"
        f"x;{_WORDS[number % 5]}"
        for number in range(120)
    )
    return _PEOPLE.format(rows="\n".join(rows))


def _columns(application: Application, text: str) -> ColumnsStep:
    application.window.go("import", "")
    wizard = application.window.page
    assert isinstance(wizard, Wizard)
    path: Path = wizard.desk.shop.path.parent / "zakaznici-2026-09.csv"
    path.write_bytes(text.encode("cp1250"))
    wizard.answer(kind="signups", origin="own-form", path=path, targets=(), titles=(), words=())
    wizard.look = look(path)
    wizard.show_step(_COLUMNS)
    _quieten(application)
    step = wizard.step
    assert isinstance(step, ColumnsStep)
    return step


def _quieten(application: Application) -> None:
    settle(application)
    pause(200)


def _guess(application: Application) -> None:
    _columns(application, _people())


def _new_fields(application: Application) -> None:
    step = _columns(application, _people())
    step.list.named.emit("Obl. květina", "Oblíbená květina")
    step.list.retargeted.emit("Bydliště", "city")
    step.list.ruled.emit("Jméno", "clears")
    _quieten(application)
    step.list.bring("Posl. nákup").target.chosen.emit(NEW_FIELD)
    step.list.named.emit("Posl. nákup", "City")
    _quieten(application)


def _to_check(application: Application) -> None:
    step = _columns(application, _people())
    step.list.bring("Záznam")
    pause(100)


def _many(application: Application) -> None:
    headers = ["E-mail", *(f"Sloupec {number}" for number in range(1, 60))]
    rows = "\n".join(";".join([f"zakaznik{number}@example.com", *["tulipán"] * 59]) for number in range(9))
    _columns(application, ";".join(headers) + "\n" + rows)


def _many_words(application: Application) -> None:
    rows = (
        f"zakaznik{number}@example.com;slovo číslo {number % 55};{('ano', 'ne', '')[number % 3]}"
        for number in range(1, 500)
    )
    _columns(application, "\n".join(("E-mail;Stav odběru;Souhlas s marketingem", *rows)))


SCREENS = {
    "import-columns": _guess,
    "import-columns-check": _to_check,
    "import-columns-new": _new_fields,
    "import-columns-many": _many,
    "import-columns-words": _many_words,
}
