"""What the owner does on a person's card, by mouse and by key; each slip has its way back."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from shopmail.clock import local_day
from shopmail.consent.mailable import WhyNot
from shopmail.contacts import editing
from shopmail.ui.contacts.card.agreement import AgreementSheet
from shopmail.ui.contacts.card.form import EditForm
from shopmail.ui.contacts.card.leaving import LeavingSheet
from tests.ui.a_card import JANA, OLGA, ONDREJ, Hands, make_people
from tests.ui.conftest import Open

pytestmark = pytest.mark.qt_log_ignore("does not support raise", "does not support grabbing the keyboard")
AS_BEFORE = "Everything is as it was before."


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_people(tmp_path_factory.mktemp("people"))


@pytest.fixture
def hands(made: Path, tmp_path: Path, open_window: Open, qtbot: QtBot) -> Hands:
    return Hands(open_window(Path(shutil.copy(made, tmp_path))), qtbot)


def asks(hands: Hands) -> bool:
    """Whether the question lies over the window that is asked before a form is left."""
    return isinstance(hands.sheet, LeavingSheet)


def form_of(hands: Hands) -> EditForm:
    """The form, opened with the mouse."""
    hands.click(hands.card.head.edit)
    form = hands.card.form
    assert form is not None
    return form


def is_open(hands: Hands) -> bool:
    """Whether the form is."""
    return hands.card.form is not None


class TestEditing:
    def test_fields_are_changed_with_the_mouse_and_back(self, hands: Hands) -> None:
        hands.open(JANA)
        form = form_of(hands)
        assert list(form.inputs) == ["first_name", "last_name", "birth_date", "city"]
        form.inputs["city"].setText("Tábor")
        form.inputs["first_name"].setText("Johana")
        hands.click(hands.card.save)
        assert not is_open(hands)
        assert hands.kept(JANA).fields["city"] == "Tábor"
        assert "Johana Dvořáková" in hands.words()
        assert hands.toast.words == "Jana Dvořáková was changed."
        hands.undo()
        assert hands.kept(JANA).fields["city"] == "Písek"
        assert "Jana Dvořáková" in hands.words()
        assert hands.toast.words == AS_BEFORE

    def test_fields_are_changed_with_the_keyboard(self, hands: Hands) -> None:
        hands.open(JANA)
        hands.card.head.edit.setFocus()
        hands.key(Qt.Key.Key_Space)
        hands.key(Qt.Key.Key_Tab)
        hands.type("Novak")
        hands.key(Qt.Key.Key_Return)
        assert hands.kept(JANA).fields["last_name"] == "Novak"
        assert hands.card.head.edit.hasFocus()

    def test_only_what_was_typed_is_written(self, hands: Hands) -> None:
        hands.open(JANA)
        form = form_of(hands)
        editing.edit(hands.shop, JANA, {"city": "Tábor"})
        form.inputs["first_name"].setText("Johana")
        hands.card.refresh()
        hands.settle()
        assert is_open(hands), "what is typed outlives a change of the file"
        hands.click(hands.card.save)
        assert hands.kept(JANA).fields["city"] == "Tábor"

    def test_undo_leaves_what_somebody_changed_since(self, hands: Hands) -> None:
        hands.open(JANA)
        form = form_of(hands)
        form.inputs["city"].setText("Tábor")
        form.inputs["first_name"].setText("Johana")
        hands.click(hands.card.save)
        editing.edit(hands.shop, JANA, {"city": "Brno"})
        hands.undo()
        kept = hands.kept(JANA).fields
        assert (kept["city"], kept["first_name"]) == ("Brno", "Jana")
        assert hands.toast.words == "Changed again since, so left as it is now: City."

    def test_what_can_not_be_is_said_below_its_field(self, hands: Hands) -> None:
        hands.open(JANA)
        form = form_of(hands)
        form.inputs["birth_date"].setText("soon")
        form.inputs["city"].setText("x" * 501)
        hands.click(hands.card.save)
        assert is_open(hands)
        assert form.inputs["birth_date"].accessibleDescription().startswith("“soon” is not a birth date.")
        assert "more than 500 characters" in form.inputs["city"].accessibleDescription()
        assert form.inputs["birth_date"].hasFocus()
        form.inputs["birth_date"].setText("31. 5. 1984")
        form.inputs["city"].setText("Tábor")
        hands.click(hands.card.save)
        assert not is_open(hands)
        assert hands.kept(JANA).fields["birth_date"] == "1984-05-31"
        form = form_of(hands)
        assert form.inputs["birth_date"].text() == "31 May 1984", "as the owner writes it"
        assert not form.is_touched

    def test_another_field_and_a_new_one(self, hands: Hands) -> None:
        hands.open(JANA)
        form = form_of(hands)
        offered = dict(form._offered())
        assert "Pet" in offered
        offered["Pet"]()
        form.inputs["pet"].setText("Rex")
        offered["A new field"]()
        hands.settle()
        hands.type("Favourite flower")
        hands.key(Qt.Key.Key_Tab)
        hands.type("peony")
        hands.click(hands.card.save)
        assert hands.kept(JANA).fields["pet"] == "Rex"
        assert hands.kept(JANA).fields["favourite_flower"] == "peony"
        assert "Favourite flower" in hands.words()

    def test_a_new_field_that_can_not_be_is_refused_in_the_form(self, hands: Hands) -> None:
        hands.open(JANA)
        form = form_of(hands)
        form.add_new_field().setText("Status")
        hands.click(hands.card.save)
        assert is_open(hands)
        assert "“status” already means something else here." in hands.words()

    def test_leaving_asks_only_when_something_was_typed(self, hands: Hands) -> None:
        hands.open(JANA)
        form_of(hands)
        hands.key(Qt.Key.Key_Escape)
        assert not is_open(hands)
        form_of(hands).inputs["city"].setText("Tábor")
        hands.key(Qt.Key.Key_Escape)
        assert asks(hands)
        hands.key(Qt.Key.Key_Escape)
        assert not asks(hands)
        assert is_open(hands)
        hands.card.show_person(hands.id_of(OLGA))
        sheet = hands.sheet
        assert isinstance(sheet, LeavingSheet)
        sheet._leave()
        assert hands.card.shown == hands.id_of(OLGA)
        assert hands.kept(JANA).fields["city"] == "Písek"


class TestTags:
    def test_one_is_added_by_key_and_taken_back(self, hands: Hands) -> None:
        tags = hands.open(JANA).record.tags
        tags.add.setFocus()
        hands.key(Qt.Key.Key_Space)
        hands.type("VIP")
        hands.key(Qt.Key.Key_Return)
        assert hands.kept(JANA).tags == ("VIP",)
        assert [chip.name for chip in tags.chips] == ["VIP"]
        assert hands.toast.words == "Jana Dvořáková has the tag “VIP” now."
        hands.undo()
        assert hands.kept(JANA).tags == ()
        assert tags.chips == []

    def test_one_is_taken_off_with_its_cross_and_put_back(self, hands: Hands) -> None:
        editing.tag(hands.shop, [JANA], "VIP")
        tags = hands.open(JANA).record.tags
        hands.click(tags.chips[0].off)
        assert hands.kept(JANA).tags == ()
        hands.undo()
        assert hands.kept(JANA).tags == ("VIP",)
        assert [chip.name for chip in tags.chips] == ["VIP"]

    def test_one_that_can_not_be_is_refused_where_it_is_typed(self, hands: Hands) -> None:
        tags = hands.open(JANA).record.tags
        hands.menu("Add a tag")
        assert tags.line.hasFocus()
        tags.line.setText("x" * 101)
        hands.key(Qt.Key.Key_Return, tags.line)
        assert tags.line.text() == "x" * 101
        assert any("can't be a tag" in word for word in hands.words())
        hands.key(Qt.Key.Key_Escape, tags.line)
        assert tags.add.isVisible()
        assert hands.kept(JANA).tags == ()


class TestNote:
    def test_it_is_kept_when_it_is_left_and_taken_back(self, hands: Hands) -> None:
        note = hands.open(JANA).record.note
        note.setFocus()
        note.selectAll()
        hands.type("Comes on Fridays.")
        hands.card.refresh()
        hands.settle()
        assert note.toPlainText() == "Comes on Fridays.", "what is being written stays"
        hands.key(Qt.Key.Key_Tab)
        assert hands.kept(JANA).fields["note"] == "Comes on Fridays."
        assert hands.toast.words == "The note on Jana Dvořáková was changed."
        hands.undo()
        assert hands.kept(JANA).fields["note"] == "Likes <b>peonies</b>."
        assert note.toPlainText() == "Likes <b>peonies</b>."

    def test_one_that_is_too_long_stays_with_what_is_wrong(self, hands: Hands) -> None:
        note = hands.open(JANA).record.note
        note.setFocus()
        note.setPlainText("x" * 10_001)
        hands.key(Qt.Key.Key_Tab)
        assert "more than 10000 characters" in note.accessibleDescription()
        assert hands.kept(JANA).fields["note"] == "Likes <b>peonies</b>."


class TestMustNotBeMailed:
    def test_it_is_done_at_once_and_can_be_taken_back(self, hands: Hands) -> None:
        hands.open(JANA)
        hands.menu("Must not be mailed")
        assert hands.kept(JANA).why_not is WhyNot.LEFT
        assert hands.toast.words == (
            "Jana Dvořáková is unsubscribed. Nobody will mail this person again, in any campaign."
        )
        assert any(word.startswith("Must not be mailed: entered by hand on") for word in hands.words())
        hands.undo()
        assert hands.kept(JANA).mailable
        assert "Can be mailed: agreed, confirmed" in hands.words()

    def test_it_is_not_offered_twice(self, hands: Hands) -> None:
        hands.open(ONDREJ)
        assert hands.offered() == ["Copy address", "Add a tag", "Agreed again…"]


class TestAgreeing:
    def sheet(self, hands: Hands, email: str, act: str) -> AgreementSheet:
        hands.open(email)
        hands.menu(act)
        sheet = hands.sheet
        assert isinstance(sheet, AgreementSheet)
        return sheet

    def test_somebody_who_left_comes_back_with_a_proof(self, hands: Hands) -> None:
        sheet = self.sheet(hands, ONDREJ, "Agreed again…")
        sheet.fields.how.setFocus()
        hands.type("signed paper")
        hands.key(Qt.Key.Key_Tab)
        hands.type("Eva")
        hands.key(Qt.Key.Key_Return)
        assert hands.sheet is None
        kept = hands.kept(ONDREJ)
        assert kept.mailable
        assert kept.evidence is not None
        assert (kept.evidence.how, kept.evidence.by_whom) == ("signed paper", "Eva")
        assert "Can be mailed: agreed, recorded by hand" in hands.words()
        assert hands.toast.words == "The agreement of Ondřej Veselý is recorded."
        again = self.sheet(hands, OLGA, "Agreed…")
        assert again.fields.by.text() == "Eva", "remembered for the next time"

    def test_somebody_of_whom_nothing_is_known_agrees_at_the_counter(self, hands: Hands) -> None:
        sheet = self.sheet(hands, OLGA, "Agreed…")
        sheet.fields.how.setText("at the counter")
        sheet.fields.by.setText("Eva")
        assert sheet.primary is not None
        hands.click(sheet.primary)
        assert hands.kept(OLGA).basis == "consent-recorded"

    @pytest.mark.parametrize(
        ("days", "how", "complaint"),
        [
            (0, "", "one of the two is missing"),
            (1, "call", "has not come yet"),
            (-2000, "call", "is not later than what stands against"),
            (None, "call", "is not a date"),
        ],
    )
    def test_what_proves_nothing_is_refused_in_the_sheet(
        self, hands: Hands, days: int | None, how: str, complaint: str
    ) -> None:
        sheet = self.sheet(hands, ONDREJ, "Agreed again…")
        today = local_day(hands.shop.clock.now(), "Europe/Prague")
        sheet.fields.day.setText(
            "last spring" if days is None else (today + timedelta(days=days)).isoformat()
        )
        sheet.fields.how.setText(how)
        sheet.fields.by.setText("Eva")
        assert sheet.primary is not None
        hands.click(sheet.primary)
        assert hands.sheet is sheet
        assert any(complaint in label.text() for label in sheet.findChildren(QLabel))
        assert hands.kept(ONDREJ).why_not is WhyNot.LEFT
        sheet.close_sheet()
