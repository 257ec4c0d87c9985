"""How people leave, what is counted, where the account is, and how many mails are left on it."""

from shopmail.keychain import Secret, keep_for_session
from shopmail.sending.post_office import account
from shopmail.ui.setup.key import KeyForm
from shopmail.ui.setup.leaving import LeavingForm
from shopmail.ui.setup.tracking import TrackingForm
from tests.ui.setup.room import Room, typed


class TestLeaving:
    def test_a_group_of_the_account_is_picked_and_taken_back(self, room: Room) -> None:
        wanted = room.post.new_group("Květiny")
        keep_for_session(room.shop.id, Secret(room.post.key))
        form = room.open(LeavingForm)
        room.qtbot.waitUntil(lambda: form.group.findData(str(wanted)) >= 0)
        form.group.choose(str(wanted))
        form.group.chosen.emit(str(wanted))
        room.press("Save")
        room.wait_until_closed()
        kept = room.shop.settings().unsubscribe
        assert (kept.way, kept.group) == ("group", wanted)
        toast = room.application.window.toast
        assert toast is not None
        toast.undo.click()
        room.qtbot.waitUntil(lambda: room.shop.settings().unsubscribe.group is None)

    def test_a_new_group_is_made_and_named(self, room: Room) -> None:
        keep_for_session(room.shop.id, Secret(room.post.key))
        form = room.open(LeavingForm)
        room.qtbot.waitUntil(lambda: form.group.findData("new") >= 0)
        form.group.choose("new")
        form.group.chosen.emit("new")
        assert not room.can_save(), "a group that is not made yet can't be used"
        typed(form.name, "x" * 31)
        room.press("Make the group")
        room.wait_for("1 to 30 characters")
        form.name.clear()
        typed(form.name, "Novinky")
        room.press("Make the group")
        room.wait_for("The group is made")
        room.press("Save")
        room.wait_until_closed()
        office = account(room.shop)
        assert office is not None
        (made,) = (group for group in office.leave_groups() if group.name == "Novinky")
        assert room.shop.settings().unsubscribe.group == made.id

    def test_without_a_key_the_way_can_still_be_chosen(self, room: Room) -> None:
        form = room.open(LeavingForm)
        room.wait_for("How people leave")
        room.qtbot.waitUntil(lambda: form.ways["group"].isChecked() and not form.asks)
        form.ways["tracking"].click()
        assert not form.group_field.isVisible()
        room.press("Save")
        room.wait_until_closed()
        assert room.shop.settings().unsubscribe.way == "tracking"


def test_counting_is_off_until_it_is_turned_on(room: Room) -> None:
    form = room.open(TrackingForm)
    room.wait_for("ePrivacy")
    form.clicks.click()
    room.press("Save")
    room.wait_until_closed()
    kept = room.shop.settings().tracking
    assert (kept.opens, kept.clicks) == (False, True)


class TestAccount:
    def test_the_mails_that_are_left_are_told(self, room: Room) -> None:
        room.post.limits.credits = 1_234
        keep_for_session(room.shop.id, Secret(room.post.key))
        room.open(KeyForm)
        room.wait_for("1,234 mails of 1,234 are left on your plan.")

    def test_the_region_holds_at_once(self, room: Room) -> None:
        form = room.open(KeyForm)
        form.region.choose("eu")
        form.region.chosen.emit("eu")
        room.qtbot.waitUntil(lambda: room.shop.settings().sendgrid.region == "eu")
        assert room.application.window.sheet is not None
