"""The place of the daily copies."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from shopmail.ui.setup.backup import BackupForm
from tests.ui.setup.room import Room


class TestBackup:
    def test_choosing_a_folder_and_copying(self, room: Room, tmp_path: Path) -> None:
        stick = tmp_path / "stick"
        stick.mkdir()
        form = room.open(BackupForm)
        assert not form.ready
        QTest.mouseClick(form.choose, Qt.MouseButton.LeftButton)
        (dialog,) = room.application.window.findChildren(QFileDialog)
        dialog.selectFile(str(stick))
        dialog.accept()
        room.wait_for("on the same disk as your shop")
        assert list(stick.iterdir()) == [], "choosing writes nothing"
        room.press("Make a copy now")
        room.wait_until_closed()
        (copy,) = stick.iterdir()
        assert copy.name in room.said
        assert room.shop.settings().backup.folder == str(stick)
        again = room.open(BackupForm)
        room.wait_for("1 copy is there")
        assert again.folder.text() == str(stick)

    def test_a_folder_that_is_gone_is_told_in_the_form(self, room: Room, tmp_path: Path) -> None:
        form = room.open(BackupForm)
        form.choose_folder(str(tmp_path / "gone"))
        room.press("Make a copy now")
        room.wait_for("No copy was made")
        assert "There is no folder" in room.seen()
        assert form.ready
        assert room.shop.settings().backup.folder == ""

    def test_a_stick_that_is_not_plugged_in(self, room: Room, tmp_path: Path) -> None:
        room.shop.change_settings({"backup.folder": str(tmp_path / "stick")})
        form = room.open(BackupForm)
        room.wait_for("The folder is not there now")
        assert form.ready
        assert not form.open.isVisible()
