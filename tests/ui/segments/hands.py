"""A hand at the page of one segment: its rows, what is put on screen, its sheets."""

from typing import Any

from shopmail.ui.segments.builder.page import SegmentPage
from shopmail.ui.segments.builder.row_line import RowLine
from shopmail.ui.widgets.buttons import Button
from tests.ui.settling import pause

PISEK = {"rule": "city", "op": "is", "value": "Písek"}


def rows(page: SegmentPage) -> list[RowLine]:
    """The lines of the conditions, from the top."""
    return [line for line in page.body.sentence.lines() if isinstance(line, RowLine)]


def show(page: SegmentPage, where: dict[str, Any]) -> None:
    """Put these conditions on screen, and ask; the lines of a long one come bit by bit."""
    page.changing.start_from(where)
    page.asking.ask()
    wanted = len(list(page.changing.draft.all_parts()))
    while len(list(page.body.sentence.lines())) < wanted:
        pause(5)


def press(button: Button | None) -> None:
    assert button is not None
    button.click()


def editor(page: SegmentPage, number: int, name: str) -> Any:
    """A part of the editor of a row."""
    return getattr(rows(page)[number].editor, name)


def sheet_of(page: SegmentPage, kind: type) -> Any:
    sheet = getattr(page.window(), "sheet")  # noqa: B009 - the window's own type is not of interest
    assert isinstance(sheet, kind)
    return sheet
