"""Every form, heard by a screen reader."""

from PySide6.QtWidgets import QLineEdit

from shopmail.ui.setup import test_mail
from shopmail.ui.setup.backup import BackupForm
from shopmail.ui.setup.key import KeyForm
from shopmail.ui.setup.leaving import LeavingForm
from shopmail.ui.setup.sender import SenderForm
from shopmail.ui.setup.tracking import TrackingForm
from shopmail.ui.widgets.inputs import Choice
from tests.ui.setup.room import Room


def test_every_control_of_every_form_has_a_name(room: Room) -> None:
    for kind in (KeyForm, SenderForm, BackupForm, test_mail.TestMailForm, LeavingForm, TrackingForm):
        form = room.open(kind)
        sheet = room.application.window.sheet
        assert sheet is not None
        for control in [*form.findChildren(QLineEdit), *form.findChildren(Choice)]:
            assert control.accessibleName(), kind.__name__
        sheet.close_sheet()
