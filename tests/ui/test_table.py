"""The widths of a table's columns, the columns that give way, and the column of boxes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QColor, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from shopmail.ui import theme
from shopmail.ui.widgets.cells import Cell, Column, Rows
from shopmail.ui.widgets.table import Table, fitting, shared_out

COLUMNS = (
    Column("Chosen", 0, least=40, boxes=True, stays=True),
    Column("Name", 2, least=100, sort="name", stays=True),
    Column("City", 1, least=90),
    Column("Number", 1, least=60, numbers=True),
)
LEAST = [column.least for column in COLUMNS]


class Ticked(Rows[int]):
    """Numbers; the even ones are ticked, number 3 is open."""

    def is_ticked(self, row: int) -> bool:
        return row % 2 == 0

    def is_open(self, row: int) -> bool:
        return row == 3


@pytest.fixture
def table(qapp: QApplication, qtbot: QtBot) -> Table:
    theme.Theme(qapp, "light")
    model = Ticked(COLUMNS, lambda number: [Cell(""), *(Cell(f"{number}") for _column in COLUMNS[1:])])
    made = Table(model, "Numbers")
    qtbot.addWidget(made)
    made.resize(500, 300)
    model.show(list(range(5)))
    made.show()
    return made


@given(st.lists(st.tuples(st.integers(1, 200), st.integers(0, 9)), min_size=1), st.integers(0, 3000))
def test_widths_add_up_and_none_is_below_its_least(columns: list[tuple[int, int]], width: int) -> None:
    columns = [*columns, (50, 1)]
    least, shares = [least for least, _share in columns], [share for _least, share in columns]
    widths = shared_out(least, shares, width)
    assert sum(widths) == max(width, sum(least))
    assert all(got >= needed for got, needed in zip(widths, least, strict=True))


@pytest.mark.parametrize(
    ("width", "shown"), [(290, [0, 1, 2, 3]), (289, [0, 1, 2]), (229, [0, 1, 3]), (199, [0, 1]), (10, [0])]
)
def test_what_does_not_stay_gives_way(width: int, shown: list[int]) -> None:
    assert fitting(COLUMNS, LEAST, width) == shown


def test_beside_something_else_the_table_hides_columns_and_shows_them_again(table: Table) -> None:
    table.resize(220, 300)
    assert not any(table.isColumnHidden(number) for number in range(4))
    table.be_crowded(True)
    assert [table.isColumnHidden(number) for number in range(4)] == [False, False, True, False]
    table.resize(500, 300)
    assert not any(table.isColumnHidden(number) for number in range(4))
    table.resize(220, 300)
    table.be_crowded(False)
    assert not any(table.isColumnHidden(number) for number in range(4))


def test_boxes_are_drawn_and_told_to_a_screen_reader(table: Table) -> None:
    model = table.model()
    boxes = [model.index(row, 0).data(Qt.ItemDataRole.CheckStateRole) for row in range(2)]
    assert boxes == [Qt.CheckState.Checked, Qt.CheckState.Unchecked]
    assert model.flags(model.index(0, 0)) & Qt.ItemFlag.ItemIsUserCheckable
    assert not model.flags(model.index(0, 1)) & Qt.ItemFlag.ItemIsUserCheckable
    # Inside of the box, above the tick.
    colours = [
        _colour(table, table.visualRect(model.index(row, 0)).topLeft() + QPoint(20, 11)) for row in (0, 1)
    ]
    assert colours == [theme.colour("text"), theme.colour("surface")]


def test_chosen_and_open_rows_stand_on_a_ground_of_their_own(table: Table) -> None:
    edges = [table.visualRect(table.model().index(row, 1)).topRight() + QPoint(-2, 10) for row in range(5)]
    on = theme.colour("select")
    assert [_colour(table, edge) == on for edge in edges] == [True, False, True, True, True]


@pytest.mark.parametrize("state", list(Qt.CheckState))
def test_the_header_shows_whether_all_are_chosen(table: Table, state: Qt.CheckState) -> None:
    table.header.show_box(state)
    picture = QPixmap(QSize(40, 32))
    table.header.viewport().render(picture)
    filled = picture.toImage().pixelColor(14, 17) == theme.colour("text")
    assert filled == (state != Qt.CheckState.Unchecked)


def test_the_keyboard_goes_over_what_can_be_pressed_in_the_header(table: Table, qtbot: QtBot) -> None:
    with qtbot.waitSignal(table.header.box_pressed):
        QTest.keyClick(table.header, Qt.Key.Key_Space)
    for _press in range(3):
        QTest.keyClick(table.header, Qt.Key.Key_Right)
    with qtbot.waitSignal(table.header.sort_wanted) as wanted:
        QTest.keyClick(table.header, Qt.Key.Key_Return)
    assert wanted.args == ["name", False], "the last one that sorts"


def _colour(table: Table, spot: QPoint) -> QColor:
    return table.viewport().grab().toImage().pixelColor(spot)
