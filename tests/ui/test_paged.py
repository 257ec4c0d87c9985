"""The paged model: what is asked for, what is kept, and that a stale answer never overwrites a fresh one."""

import pytest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from shopmail.ui.paged import KEPT, PAGE, Answer, PagedModel
from shopmail.ui.widgets.cells import CELL, Cell, Column

COLUMNS = (Column("Name", 1), Column("Number", 1, numbers=True))


class Reader:
    """Answers when told to, as a lane would; ``asked`` holds (question, offset) and how to answer."""

    def __init__(self, length: int = 1000) -> None:
        self.length = length
        self.asked: list[tuple[str, int, Answer]] = []

    def __call__(self, question: str, offset: int, limit: int, answer: Answer) -> None:
        assert limit == PAGE
        self.asked.append((question, offset, answer))

    def answer(self, number: int = 0, *, edition: str = "") -> tuple[str, int]:
        """Give the answer that waits as number ``number``; which question and page it was."""
        question, offset, answer = self.asked.pop(number)
        end = min(offset + PAGE, self.length)
        answer([(Cell(f"{question}{edition} {row}"), Cell(str(row))) for row in range(offset, end)])
        return question, offset

    def answer_all(self) -> None:
        while self.asked:
            self.answer()


@pytest.fixture
def reader() -> Reader:
    return Reader()


@pytest.fixture
def model(reader: Reader, qtbot: QtBot) -> PagedModel[str]:
    return PagedModel(COLUMNS, reader)


def words(model: PagedModel[str], row: int) -> str | None:
    cell = model.index(row, 0).data(CELL)
    return cell.words if isinstance(cell, Cell) else None


def test_the_first_page_is_shown_before_the_count_is_known(model: PagedModel[str], reader: Reader) -> None:
    model.ask("a")
    assert model.rowCount() == 0
    reader.answer()
    assert (model.rowCount(), words(model, 255)) == (PAGE, "a 255")
    model.show_count("a", 1000)
    assert (model.rowCount(), words(model, 255)) == (1000, "a 255")


def test_a_count_that_comes_first_waits_for_its_rows(model: PagedModel[str], reader: Reader) -> None:
    model.ask("a")
    model.show_count("a", 1000)
    assert model.rowCount() == 0
    reader.answer()
    assert model.rowCount() == 1000


def test_a_row_that_is_not_there_yet_is_read_when_it_is_looked_at(
    model: PagedModel[str], reader: Reader
) -> None:
    _filled(model, reader)
    assert words(model, 700) is None
    assert reader.answer() == ("a", 512)
    assert words(model, 700) == "a 700"
    assert reader.asked == []


def test_a_page_on_its_way_is_not_asked_for_twice(model: PagedModel[str], reader: Reader) -> None:
    _filled(model, reader)
    for row in range(512, 540):
        words(model, row)
    assert [offset for _question, offset, _answer in reader.asked] == [512]


def test_dragging_over_everything_reads_only_the_last_pages(qtbot: QtBot) -> None:
    reader = Reader(1_000_000)
    model = PagedModel(COLUMNS, reader)
    _filled(model, reader, 1_000_000)
    for row in range(0, 1_000_000, PAGE):
        words(model, row)
    read = []
    while reader.asked:
        read.append(reader.answer()[1])
    assert len(read) == 4, "the one under way, and the three that were wanted last"
    assert read[1:] == [999_936, 999_680, 999_424]


def test_only_the_last_forty_pages_are_kept(qtbot: QtBot) -> None:
    reader = Reader(100_000)
    model = PagedModel(COLUMNS, reader)
    _filled(model, reader, 100_000)
    for row in range(0, (KEPT + 1) * PAGE, PAGE):
        words(model, row)
        reader.answer_all()
    assert words(model, KEPT * PAGE) is not None
    assert words(model, 0) is None


def test_the_answer_to_an_earlier_question_is_thrown_away(model: PagedModel[str], reader: Reader) -> None:
    model.ask("a")
    model.ask("ab")
    reader.answer(1)
    reader.answer(0)
    model.show_count("a", 5)
    assert (model.rowCount(), words(model, 0)) == (PAGE, "ab 0")


def test_a_page_of_an_earlier_question_is_thrown_away(model: PagedModel[str], reader: Reader) -> None:
    _filled(model, reader)
    words(model, 700)
    model.ask("b")
    reader.answer(1)
    model.show_count("b", 1000)
    reader.answer(0)
    assert words(model, 700) is None
    assert reader.answer() == ("b", 512)
    assert words(model, 700) == "b 700"


def test_the_old_rows_stay_until_the_new_ones_are_there(model: PagedModel[str], reader: Reader) -> None:
    _filled(model, reader)
    model.ask("b")
    assert (model.rowCount(), words(model, 0)) == (1000, "a 0")
    assert words(model, 700) is None
    assert len(reader.asked) == 1, "no page of the old question is read any more"
    reader.answer()
    assert words(model, 0) == "b 0"


def test_a_refresh_keeps_what_is_in_sight_and_reads_it_anew(model: PagedModel[str], reader: Reader) -> None:
    _filled(model, reader)
    words(model, 700)
    model.refresh()
    assert words(model, 3) == "a 3"
    reader.answer(0)
    assert words(model, 700) is None, "what was read before the change does not count"
    while reader.asked:
        reader.answer(edition=" new")
    assert (words(model, 3), words(model, 700)) == ("a new 3", "a new 700")


@pytest.mark.parametrize("length", [0, 3, 999, 5000])
def test_a_refresh_makes_the_table_longer_or_shorter(
    model: PagedModel[str], reader: Reader, length: int
) -> None:
    _filled(model, reader)
    reader.length = length
    model.refresh()
    model.show_count("a", length)
    words(model, 0) if length else None
    reader.answer_all()
    assert model.rowCount() == length


def test_people_who_come_into_an_empty_table_are_seen(model: PagedModel[str], reader: Reader) -> None:
    reader.length = 0
    model.ask("a")
    reader.answer()
    model.show_count("a", 0)
    reader.length = 2
    model.refresh()
    model.show_count("a", 2)
    reader.answer_all()
    assert (model.rowCount(), words(model, 1)) == (2, "a 1")


def test_a_failed_page_can_be_asked_for_again(model: PagedModel[str], reader: Reader) -> None:
    _filled(model, reader)
    words(model, 700)
    reader.asked.pop()[2](None)
    assert words(model, 700) is None
    reader.answer()
    assert words(model, 700) == "a 700"


def test_other_columns_come_with_their_rows(model: PagedModel[str], reader: Reader) -> None:
    _filled(model, reader)
    model.ask("b", COLUMNS[:1])
    assert (len(model.columns), model.columnCount(), model.answered) == (2, 2, "a"), (
        "the old rows are there yet"
    )
    reader.answer()
    assert (model.columns, model.answered) == (COLUMNS[:1], "b")
    model.ask("c")
    model.refresh()
    reader.answer(1)
    assert model.columns == COLUMNS[:1], "they stay until others are asked for"


def test_the_model_keeps_qts_rules(
    model: PagedModel[str], reader: Reader, qtmodeltester: ModelTester
) -> None:
    _filled(model, reader)
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]


def _filled(model: PagedModel[str], reader: Reader, count: int = 1000) -> None:
    model.ask("a")
    reader.answer()
    model.show_count("a", count)
