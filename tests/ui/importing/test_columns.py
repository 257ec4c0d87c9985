"""The step Columns: the guess, other targets, new fields, rules, and what the status words mean."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import thread_time

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from shopmail.contacts.fields import add_own
from shopmail.importing.looking import look
from shopmail.importing.mapping import mapping_from
from shopmail.storage.shop import Shop
from shopmail.ui.background import Lane
from shopmail.ui.importing.column_line import ColumnLine
from shopmail.ui.importing.columns import ColumnsStep
from shopmail.ui.importing.page import Wizard
from shopmail.ui.importing.target_choice import TargetChoice
from shopmail.ui.importing.words_card import WordsCard
from shopmail.ui.widgets import reading_order
from shopmail.ui.widgets.inputs import Choice
from tests.ui.conftest import Open
from tests.ui.importing.reaching import PATIENCE, the_wizard

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
"""The open list of a choice is a window; a screen that is none can't raise it."""

COLUMNS = 3
"""The place of the step."""
LANES_IN_TURN: tuple[Lane, ...] = ("writing", "reading", "counting", "reading")
"""A name is taken, columns are held against the file, words are counted; each may ask the next."""
LONGEST_TURN = 50.0
"""Milliseconds of work that the window may be kept from answering."""

PEOPLE = """E-mail;Jméno;Příjmení;Město;Obl. květina;Záznam
jana@example.com;Jana;Dvořáková;Písek;jiřiny;potvrzeno
petr@example.com;Petr;Novotný;Protivín;;odhlášen
alena@example.com;Alena;Říhová;Milevsko;růže;potvrzeno
ivo@example.com;Ivo;Malý;Písek;růže;
"""
"""``Záznam`` is known by its words alone, so it is to be checked; nobody knows ``Obl. květina``."""


@pytest.fixture
def wizard(open_window: Open, tmp_path: Path) -> Wizard:
    shop_file = tmp_path / "shop.shopmail"
    with Shop(shop_file):
        pass
    return the_wizard(open_window(shop_file))


def at_columns(wizard: Wizard, qtbot: QtBot, text: str = PEOPLE) -> ColumnsStep:
    """The step with a file of ``text``, its lines and words shown."""
    path = wizard.desk.shop.path.parent / "people.csv"
    path.write_text(text, encoding="utf-8")
    wizard.answer(kind="signups", origin="own-form", path=path)
    wizard.look = look(path)
    wizard.show_step(COLUMNS)
    step = wizard.step
    assert isinstance(step, ColumnsStep)
    wait_for(step, qtbot)
    return step


def wait_for(step: ColumnsStep, qtbot: QtBot) -> None:
    """Until every line in sight is there and every word counted."""
    for lane in LANES_IN_TURN:
        answered: list[str] = []
        step.wizard.desk.background.run(lane, str, answered.append)
        qtbot.waitUntil(lambda: len(answered) == 1, timeout=PATIENCE)  # noqa: B023 - waited for at once
    qtbot.waitUntil(lambda: bool(step.list.lines) and step.list.complete, timeout=PATIENCE)
    qtbot.waitUntil(
        lambda: all(isinstance(card, WordsCard) and card.complete for card in step.words.cards.values()),
        timeout=PATIENCE,
    )


def choose(choice: Choice, words: str) -> None:
    """By key: what is wanted is typed, in the open list of a target."""
    choice.setFocus()
    if isinstance(choice, TargetChoice):
        QTest.keyClick(choice, Qt.Key.Key_Down)
    choice.view().keyboardSearch("")  # What was typed before is no part of it.
    QTest.keyClicks(choice.view() if isinstance(choice, TargetChoice) else choice, words)
    if isinstance(choice, TargetChoice):
        QTest.keyClick(choice.view(), Qt.Key.Key_Return)


def shown(step: ColumnsStep) -> dict[str, tuple[str, str]]:
    """Header -> where it goes, and how sure that is."""
    return {line.header: (line.target.currentText(), line.state.how) for line in step.list.lines}


def mapped(wizard: Wizard) -> dict[str, str]:
    """Header -> field, as the import will have it."""
    assert wizard.look
    request = wizard.answers.request()
    return mapping_from(wizard.look.table, request.maps, request.skips).fields


def begin_naming(step: ColumnsStep, header: str) -> ColumnLine:
    """Choose "New field…" in the line of a column."""
    line = step.list.bring(header)
    choose(line.target, "New field")
    assert line.name_input
    return line


def test_the_guess_is_shown(wizard: Wizard, qtbot: QtBot) -> None:
    step = at_columns(wizard, qtbot)
    assert shown(step) == {
        "E-mail": ("E-mail address", "sure"),
        "Jméno": ("First name", "sure"),
        "Příjmení": ("Last name", "sure"),
        "Město": ("City", "sure"),
        "Obl. květina": ("Leave out", "out"),
        "Záznam": ("Opt-in status", "check"),
    }
    assert step.summary.text() == "4 sure, 1 to check, 1 left out"
    assert step.sentence() == "4 rows, 6 columns, separated by semicolon · Unicode text"
    assert wizard.foot.next.text() == "Next: check 4 rows"
    assert wizard.foot.next.isEnabled()
    # One begins at what is to be checked.
    assert wizard.window().focusWidget() is step.list.bring("Záznam").target


def test_a_column_is_sent_elsewhere_by_key(wizard: Wizard, qtbot: QtBot) -> None:
    step = at_columns(wizard, qtbot)
    choose(step.list.bring("Obl. květina").target, "Note")
    assert shown(step)["Obl. květina"] == ("Note", "sure")
    assert mapped(wizard)["Obl. květina"] == "note"
    # The same again is an answer, too.
    line = step.list.bring("Záznam")
    line.target.chosen.emit(line.target.key)
    wait_for(step, qtbot)
    assert shown(step)["Záznam"] == ("Opt-in status", "sure")
    # A second column takes the field of the first.
    choose(step.list.bring("Obl. květina").target, "City")
    assert shown(step)["Obl. květina"] == ("City", "sure")
    assert shown(step)["Město"] == ("Leave out", "out")
    assert step.list.bring("Město").state.lost_to == "Obl. květina"
    assert mapped(wizard)["Obl. květina"] == "city"
    assert "Město" not in mapped(wizard)
    # Without an address there is no Next.
    choose(step.list.bring("E-mail").target, "Leave out")
    assert not wizard.foot.next.isEnabled()
    assert wizard.foot.state == "Choose the column that holds the email addresses."
    choose(step.list.bring("E-mail").target, "E-mail")
    assert wizard.foot.next.isEnabled()


def test_a_new_field_is_made_in_the_line(wizard: Wizard, qtbot: QtBot) -> None:
    step = at_columns(wizard, qtbot)
    line = begin_naming(step, "Obl. květina")
    assert line.name_input
    assert line.name_input.text() == "Obl. květina"
    line.name_input.setText("Oblíbená květina")
    QTest.keyClick(line.name_input, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: line.name_input is None)
    assert shown(step)["Obl. květina"] == ("Oblíbená květina", "new")
    assert wizard.answers.titles == (("oblibena_kvetina", "Oblíbená květina"),)
    assert wizard.answers.request().titles == {"oblibena_kvetina": "Oblíbená květina"}
    assert mapped(wizard)["Obl. květina"] == "oblibena_kvetina"
    assert wizard.window().focusWidget() is line.target
    # The other columns can be sent there as well.
    assert step.list.bring("Město").target.findData("oblibena_kvetina") >= 0


def test_a_name_that_cannot_be_is_refused_in_the_line(wizard: Wizard, qtbot: QtBot) -> None:
    step = at_columns(wizard, qtbot)
    line = begin_naming(step, "Obl. květina")
    before = line.height()
    for title, reason in (
        ("City", "“city” already means something else here. Choose another name."),
        ("Marketing", "“marketing” already means something else here. Choose another name."),
        ("  ", "A field needs a name. Write one."),
    ):
        assert line.name_input
        line.name_input.setText(title)
        QTest.keyClick(line.name_input, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: line.error == reason)  # noqa: B023 - waited for at once
        assert line.name_input.accessibleDescription() == reason
        assert line.height() > before
    assert not wizard.answers.titles
    assert line.name_input
    QTest.keyClick(line.name_input, Qt.Key.Key_Escape)
    assert step.list.naming() is None
    assert line.height() == before
    assert shown(step)["Obl. květina"] == ("Leave out", "out")


def test_next_takes_the_name_that_is_being_written(wizard: Wizard, qtbot: QtBot) -> None:
    step = at_columns(wizard, qtbot)
    begin_naming(step, "Obl. květina")
    QTest.mouseClick(wizard.foot.next, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: wizard.step is not step, timeout=PATIENCE)
    assert wizard.answers.titles == (("obl_kvetina", "Obl. květina"),)


def test_a_field_of_the_shop_is_known_by_its_name(wizard: Wizard, qtbot: QtBot) -> None:
    with wizard.desk.shop.transaction() as session:
        add_own(session, "obl_kvetina", "Oblíbená květina", 0)
    step = at_columns(wizard, qtbot)
    assert shown(step)["Obl. květina"] == ("Oblíbená květina", "sure")
    assert mapped(wizard)["Obl. květina"] == "obl_kvetina"


def test_what_happens_where_both_have_a_value(wizard: Wizard, qtbot: QtBot) -> None:
    step = at_columns(wizard, qtbot)
    rules = {line.header: line.state.rule for line in step.list.lines}
    assert rules == {
        "E-mail": "finds",
        "Jméno": "gaps",
        "Příjmení": "gaps",
        "Město": "gaps",
        "Obl. květina": "",
        "Záznam": "never-lowers",
    }
    for header, further in (("Jméno", 0), ("Město", 1)):
        line = step.list.bring(header)
        assert line.rule
        choose(line.rule, "Replace")
        for _ in range(further):
            QTest.keyClick(line.rule, Qt.Key.Key_Down)
    assert wizard.answers.replace == ("first_name",)
    assert wizard.answers.clears == ("city",)
    # A field that no column gives any more can't be replaced.
    choose(step.list.bring("Jméno").target, "Leave out")
    assert not wizard.answers.replace


def test_the_words_are_counted_and_add_up(wizard: Wizard, qtbot: QtBot) -> None:
    card = the_card(at_columns(wizard, qtbot), "Záznam")
    meant = {word: choice.currentText() for word, choice in card.choices.items()}
    assert meant == {"potvrzeno": "Confirmed", "odhlášen": "Left, must not be mailed"}
    words = " ".join(words.text() for words in card.findChildren(QLabel))
    assert words.startswith("The words found in “Záznam” each is translated once; the sum is 4 ")
    assert words.endswith(" potvrzeno 2 people odhlášen 1 person (empty) Not known 1 person")


def test_a_word_gets_the_owners_meaning(wizard: Wizard, qtbot: QtBot) -> None:
    card = the_card(at_columns(wizard, qtbot), "Záznam")
    choice = card.choices["potvrzeno"]
    choose(choice, "Signed up")
    assert wizard.answers.words == (("Záznam", (("potvrzeno", "subscribed"),)),)
    assert wizard.answers.request().words == {"Záznam": {"potvrzeno": "subscribed"}}
    choose(choice, "Confirmed")
    assert wizard.answers.request().words == {}
    # A refusal can only be another refusal.
    choice = card.choices["odhlášen"]
    offered = {choice.itemData(row) for row in range(choice.count())}
    assert offered == {"unsubscribed", "bounced", "complained"}


def test_a_column_that_tells_no_status_any_more_has_no_words(wizard: Wizard, qtbot: QtBot) -> None:
    step = at_columns(wizard, qtbot)
    choose(the_card(step, "Záznam").choices["potvrzeno"], "Signed up")
    choose(step.list.bring("Záznam").target, "Note")
    qtbot.waitUntil(lambda: not step.words.cards)
    assert not wizard.answers.words
    choose(step.list.bring("Záznam").target, "Double opt-in")
    qtbot.waitUntil(lambda: bool(step.words.cards))
    wait_for(step, qtbot)
    assert the_card(step, "Záznam").choices["potvrzeno"].key == "confirmed"


def test_going_back_and_forth_keeps_what_was_chosen(wizard: Wizard, qtbot: QtBot) -> None:
    step = at_columns(wizard, qtbot)
    choose(step.list.bring("Obl. květina").target, "Note")
    choose(the_card(step, "Záznam").choices["potvrzeno"], "Not known")
    answers = wizard.answers
    wizard.show_step(COLUMNS - 1)
    wizard.show_step(COLUMNS)
    wait_for(step, qtbot)
    assert wizard.answers == answers
    assert shown(step)["Obl. květina"] == ("Note", "sure")
    assert the_card(step, "Záznam").choices["potvrzeno"].currentText() == "Not known"


def test_tab_reads_line_by_line_and_every_control_has_a_name(wizard: Wizard, qtbot: QtBot) -> None:
    step = at_columns(wizard, qtbot)
    names = [stop.accessibleName() for stop in reading_order.stops(step)]
    assert names == [
        "E-mail: goes to",
        "Jméno: goes to",
        "Jméno: when both have a value",
        "Příjmení: goes to",
        "Příjmení: when both have a value",
        "Město: goes to",
        "Město: when both have a value",
        "Obl. květina: goes to",
        "Záznam: goes to",
        "potvrzeno: means",
        "odhlášen: means",
    ]


def test_the_list_is_copied_as_lines(wizard: Wizard, qtbot: QtBot) -> None:
    step = at_columns(wizard, qtbot, PEOPLE.replace("Město", "heslo"))
    secret = step.list.bring("heslo")
    assert secret.state.how == "shut"
    assert not secret.target.isVisible()
    QTest.keyClick(step.list.bring("Jméno").target, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines[1] == "Jméno\tJana · Petr · Alena\tFirst name"
    assert lines[3].startswith("heslo\t")
    assert len(lines) == 6


def test_two_hundred_columns_keep_the_window_answering(wizard: Wizard, qtbot: QtBot) -> None:
    step = at_columns(wizard, qtbot, "email\njana@example.com\n")
    with turns_recorded() as turns:
        at_columns(wizard, qtbot, wide(200))
        line = step.list.bring("Column 199")
        wait_for(step, qtbot)
    assert line.header == "Column 199"
    # Only what is in sight, and a few lines around it, are widgets.
    assert len(step.list.lines) < 40
    assert max(turns) < LONGEST_TURN


def test_tab_goes_on_where_the_list_scrolls(wizard: Wizard, qtbot: QtBot) -> None:
    step = at_columns(wizard, qtbot, wide(40))
    window = wizard.window()
    step.list.bring("E-mail").target.setFocus()
    for _press in range(39):
        QTest.keyClick(window, Qt.Key.Key_Tab)
        qtbot.waitUntil(lambda: step.list.complete)
    focused = window.focusWidget()
    assert focused
    assert focused.accessibleName() == "Column 39: goes to"
    assert step.list.area.verticalScrollBar().value() > 0


def test_another_file_ends_what_was_being_written(wizard: Wizard, qtbot: QtBot) -> None:
    step = at_columns(wizard, qtbot)
    begin_naming(step, "Obl. květina")
    assert at_columns(wizard, qtbot, wide(3)) is step
    assert list(shown(step)) == ["E-mail", "Column 1", "Column 2"]
    assert step.list.naming() is None
    assert not wizard.answers.targets
    assert wizard.foot.next.isEnabled()


def wide(columns: int) -> str:
    """A file of so many columns, which nobody knows but the first."""
    header = ";".join(["E-mail", *(f"Column {number}" for number in range(1, columns))])
    rows = [f"person{row}@example.com{';tulip' * (columns - 1)}" for row in range(20)]
    return "\n".join((header, *rows))


@contextmanager
def turns_recorded() -> Iterator[list[float]]:
    """Milliseconds of the GUI thread's own work between two turns of its loop."""
    turns = [0.0]
    last = thread_time()

    def turn() -> None:
        nonlocal last
        now = thread_time()
        turns.append(1000 * (now - last))
        last = now

    timer = QTimer()
    timer.timeout.connect(turn)
    timer.start(0)
    yield turns
    timer.stop()


def the_card(step: ColumnsStep, header: str) -> WordsCard:
    card = step.words.cards[header]
    assert isinstance(card, WordsCard)
    return card
