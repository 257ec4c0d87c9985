"""The last three steps of the import, each in the states that it can be in."""

from pathlib import Path

from shopmail.ui.application import Application
from shopmail.ui.importing.check import CheckStep
from shopmail.ui.importing.done import DoneStep
from shopmail.ui.importing.page import Wizard
from shopmail.ui.importing.planned import PlanStep
from tests.ui.screens.kind import Screens
from tests.ui.settling import pause, settle

_CHECK, _PLAN = 4, 5
_FILE = "zakaznici-2026-10.csv"
_HEADER = "email;jméno;příjmení;město;telefon;datum narození;stav;potvrzeno"
_PEOPLE = (
    ("Barbora", "Vlčková", "Písek"),
    ("Martin", "Krejčí", "Protivín"),
    ("Zdeňka", "Němcová", "České Budějovice"),
    ("Jana", "Dvořáková", "Milevsko"),
    ("Petr", "Novotný", "Písek"),
    ("Alena", "Říhová", "Vodňany"),
)
_PROOFS = ("confirmed;1. 4. 2026", "confirmed;", "subscribed;")


def a_list(application: Application) -> Path:
    """1,204 rows with some of each kind; whoever is known comes from the sample shop."""
    from sqlalchemy import select

    from shopmail.model import Contact

    shop = application.shop
    assert shop is not None
    with shop.reading() as session:
        known = session.scalars(select(Contact.email_key).order_by(Contact.id).limit(336)).all()
    lines = [_HEADER]
    for number, email in enumerate(known):
        lines.append(f"{email};;;{'Písek' if number % 3 else ''};{'777 123 456' if number % 2 else ''};;;")
    for number in range(808):
        first, last, city = _PEOPLE[number % len(_PEOPLE)]
        born = "31. 2. 1980" if number % 97 == 0 else "3. 5. 1980"
        lines.append(
            f"zakaznik{number}@example.org;{first};{last};{city};777 000 {number:03};{born};"
            f"{_PROOFS[number % len(_PROOFS)]}"
        )
    lines += [f"ZAKAZNIK{number}@example.org;Jan;Dvakrát;;;;;" for number in range(21)]
    lines += [f"odesel{number}@example.org;Jiří;Odešel;;;;unsubscribed;" for number in range(24)]
    lines += [f"zakaznik{number} example.org;Eva;Malá;Brno;;;;" for number in range(15)]
    path = shop.path.parent / _FILE
    path.write_bytes("\r\n".join(lines).encode("cp1250"))
    return path


def _at(application: Application, number: int) -> Wizard:
    window = application.window
    window.go("import", "")
    wizard = window.page
    assert isinstance(wizard, Wizard)
    wizard.answer(kind="signups", origin="own-form", source_name="Web form", replace=("city",))
    path = wizard.answers.path
    if path is None or path.name != _FILE or wizard.look is None:
        wizard.answer(targets=(), words=(), titles=(), clears=())
        window.go("import", str(a_list(application)))
        settle(application)
    wizard.show_step(number)
    settle(application)
    return wizard


def _check(application: Application, *opened: str) -> CheckStep:
    step = _at(application, _CHECK).step
    assert isinstance(step, CheckStep)
    for verdict, head in step.groups.heads.items():
        head.setChecked(verdict in opened and head.isEnabled())
    step.remarks.head.setChecked(False)
    settle(application)
    return step


def _open(*verdicts: str) -> "Screens":
    return {f"import-check-{verdicts[0]}": lambda application: _check(application, *verdicts)}


def _edited(application: Application) -> None:
    body = _check(application, "invalid").groups.bodies["invalid"]
    body.table.setCurrentIndex(body.model.index(1, 2))
    body.table.edit(body.model.index(1, 2))


def _corrected(application: Application) -> None:
    body = _check(application, "new").groups.bodies["new"]
    body.model.setData(body.model.index(1, 2), "barbora.vlckova@example.org")
    settle(application)


def _refused(application: Application) -> None:
    body = _check(application, "invalid").groups.bodies["invalid"]
    body.model.setData(body.model.index(1, 2), "still no address")
    settle(application)


def _filtered(application: Application) -> None:
    body = _check(application, "new").groups.bodies["new"]
    body.filter.setText("nobody is called so")
    pause(250)


def _remarks(application: Application) -> None:
    _check(application).remarks.head.setChecked(True)


def _progress(application: Application) -> None:
    working = _at(application, _PLAN).working
    working.strip.show_progress(744, 1204, "744 of 1,204 rows")
    working.show()


def _plan(application: Application) -> PlanStep:
    wizard = _at(application, _PLAN)
    wizard.working.hide()
    assert isinstance(wizard.step, PlanStep)
    return wizard.step


def _stopped(application: Application) -> None:
    _plan(application).stopped.show()


def _unread(application: Application) -> None:
    step = _check(application)
    wizard = step.wizard
    wizard.answer(source_name="Counter")
    wizard.show_step(_CHECK)
    wizard.working.stop()
    settle(application)


def _done(application: Application) -> None:
    step = _plan(application)
    step.wizard.foot.next.click()
    settle(application)
    assert isinstance(step.wizard.step, DoneStep)


SCREENS: Screens = {
    "import-check": _check,
    **_open("changed", "do-not-mail"),
    **_open("duplicate", "invalid"),
    "import-check-filtered": _filtered,
    "import-check-edited": _edited,
    "import-check-refused": _refused,
    "import-check-remarks": _remarks,
    "import-check-corrected": _corrected,
    "import-check-stopped": _unread,
    "import-progress": _progress,
    "import-plan": _plan,
    "import-plan-stopped": _stopped,
    "import-done": _done,
}
"""On the sample shop; the last one imports, so it stands last."""
