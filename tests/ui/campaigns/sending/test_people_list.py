"""The people behind a number of the sending page: by place, searched, copied, saved."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from shopmail.model import Reason
from shopmail.ui.campaigns.sending.copy_sheet import CopySheet
from tests.builders import a_refusal
from tests.standin import StandIn
from tests.ui.campaigns.sending.conftest import Enter
from tests.ui.campaigns.sending.room import Room, click
from tests.ui.settling import settle


def _listed(room: Room) -> list[str]:
    model = room.page.people.model
    rows = [model.cells_of(row) for row in range(model.rowCount())]
    return sorted(row[1].words for row in rows if row)


def test_whose_names_are_listed(post: StandIn, enter: Enter, tmp_path: Path) -> None:
    room = enter()
    with room.shop.transaction() as session:
        a_refusal(session, room.shop, "p1@example.org", Reason.CAME_BACK)
    click(room.open_sheet().send)
    room.wait_until_idle()
    people = room.page.people
    assert people.key == "at-post"
    assert _listed(room) == ["p0@example.org", "p2@example.org"]
    click(people.chips["left-out"])
    settle(room.application)
    assert _listed(room) == ["p1@example.org"]
    cells = people.model.cells_of(0)
    assert cells is not None
    assert cells[2].words == "Came back"
    QTest.keyClick(room.page.places.lines["recalled"], Qt.Key.Key_Return)
    settle(room.application)
    assert "Nobody is behind this number." in room.words()
    click(people.chips[""])
    settle(room.application)
    assert room.page.search_field() is people.search
    QTest.keyClicks(people.search, "p2")
    room.wait(lambda: _listed(room) == ["p2@example.org"])
    settle(room.application)
    people.table.selectAll()
    people.table.copy_wanted.emit()
    settle(room.application)
    assert QGuiApplication.clipboard().text().startswith("Žofie 2 O'Hara & <2>\tp2@example.org\tAt SendGrid")
    people.table.opened.emit(0)
    settle(room.application)
    assert isinstance(room.sheet, CopySheet)
    assert "Autumn for Žofie 2" in room.words()
    assert "To p2@example.org" in room.words()
    room.press("Close")
    people.save_to(tmp_path / "people.csv")
    settle(room.application)
    lines = (tmp_path / "people.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == "Name,Address,State,Since"
    assert len(lines) == 2
    assert "p2@example.org" in lines[1]
    assert room.page.back()
