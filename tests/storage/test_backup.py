"""Copies of the shop file: whole and checked, one by one refused in words, only our own ever deleted."""

import errno
import os
import stat
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as driver
from sqlalchemy import func, select

from shopmail.errors import ShopFileRefused, Stopped
from shopmail.model import Contact, ShopFact, Tag
from shopmail.storage.backup import (
    KEPT,
    Copy,
    back_up,
    choose_folder,
    copies,
    is_due,
    is_on_the_same_disk,
    told_plainly,
)
from shopmail.storage.checking import check
from shopmail.storage.shop import Shop
from tests.builders import DAY, NOON, AClock, a_contact, a_shop

NAME = "Květiny U Mostu"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "stick"
    place.mkdir()
    return place


def open_shop(tmp_path: Path, clock: AClock | None = None) -> Shop:
    shop = a_shop(tmp_path, clock, shop__name=NAME)
    with shop.transaction() as session:
        for number in range(300):
            a_contact(session, shop, f"p{number}@example.com")
    return shop


def contacts_in(file: Path) -> int | None:
    with Shop(file) as copy, copy.reading() as session:
        return session.scalar(select(func.count()).select_from(Contact))


def facts(shop: Shop) -> dict[str, str]:
    with shop.reading() as session:
        return {
            fact.name: fact.value.decode()
            for fact in session.scalars(select(ShopFact).where(ShopFact.name.like("backup%")))
        }


def test_a_copy_is_a_whole_shop_file_of_its_own(tmp_path: Path, folder: Path) -> None:
    with open_shop(tmp_path) as shop:
        copy = back_up(shop, folder)
        assert copy == Copy(
            folder / "kvetiny-u-mostu-2026-11-22-1200.shopmail", NOON, copy.file.stat().st_size, ()
        )
        assert list(folder.iterdir()) == [copy.file]
        assert stat.S_IMODE(copy.file.stat().st_mode) == 0o600
    plain = driver.connect(str(copy.file))
    assert plain.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    plain.close()
    assert contacts_in(copy.file) == 300
    assert check(copy.file).problems == []


def test_what_is_written_meanwhile_waits_for_nothing_and_is_not_in_it(tmp_path: Path, folder: Path) -> None:
    with open_shop(tmp_path) as shop:
        seen: list[tuple[int, int]] = []

        def write(done: int, total: int) -> None:
            with shop.transaction() as session:
                session.add(Tag(name=f"tag {len(seen)}"))
            seen.append((done, total))

        copy = back_up(shop, folder, write, pages_at_once=16)
        assert len(seen) > 3
        assert [done for done, _total in seen] == sorted(done for done, _total in seen)
        assert seen[-1][0] == seen[-1][1]
    with Shop(copy.file) as opened, opened.reading() as session:
        assert session.scalars(select(Tag)).all() == []


def test_stopped_half_way_leaves_nothing(tmp_path: Path, folder: Path) -> None:
    with open_shop(tmp_path) as shop:
        looks = iter([False, False, True])
        with pytest.raises(Stopped):
            back_up(shop, folder, stopped=lambda: next(looks), pages_at_once=16)
        assert list(folder.iterdir()) == []


def test_two_in_one_minute_are_two(tmp_path: Path, folder: Path) -> None:
    with open_shop(tmp_path) as shop:
        names = [back_up(shop, folder).file.name for _time in range(3)]
        assert names == [f"kvetiny-u-mostu-2026-11-22-1200{end}.shopmail" for end in ("", "-2", "-3")]
        assert [file.name for file in copies(folder, shop.id)] == names[::-1]


def test_only_the_newest_stay_and_only_ours_go(tmp_path: Path, folder: Path) -> None:
    clock = AClock()
    other_folder = tmp_path / "other"
    with open_shop(tmp_path, clock) as shop, open_shop(other_folder, clock) as namesake:
        theirs = back_up(namesake, folder).file
        foreign = folder / "kvetiny-u-mostu-2020-01-01-1200.shopmail"
        foreign.write_bytes(b"not a shop file")
        renamed = folder / "before-the-move.shopmail"
        made = []
        for _day in range(KEPT + 2):
            clock.sleep(DAY)
            made.append(back_up(shop, folder))
        made[-1].file.rename(renamed)
        last = back_up(shop, folder)
    assert [copy.removed for copy in made[:KEPT]] == [()] * KEPT
    assert made[KEPT].removed == (made[0].file,)
    assert made[KEPT + 1].removed == (made[1].file,)
    kept = {copy.file for copy in made[2:-1]} | {last.file, theirs, foreign, renamed}
    assert set(folder.iterdir()) == kept


def test_copies_under_an_earlier_name_count_and_stay(tmp_path: Path, folder: Path) -> None:
    clock = AClock()
    with open_shop(tmp_path, clock) as shop:
        before = back_up(shop, folder).file
        shop.change_settings({"shop.name": "Zahradnictví"})
        for _day in range(KEPT + 1):
            clock.sleep(DAY)
            last = back_up(shop, folder)
        assert len(last.removed) == 1
        assert copies(folder, shop.id)[0] == last.file
        assert copies(folder, shop.id)[-1] == before
        assert len(copies(folder, shop.id)) == KEPT + 1


def test_a_folder_is_chosen_by_a_first_copy(tmp_path: Path, folder: Path) -> None:
    clock = AClock()
    with open_shop(tmp_path, clock) as shop:
        first = choose_folder(shop, folder)
        assert shop.settings().backup.folder == str(folder)
        assert facts(shop) == {"backup_at": str(NOON), "backup_file": str(first.file)}
        clock.sleep(DAY)
        second = back_up(shop, folder)
        assert facts(shop) == {"backup_at": str(NOON + DAY), "backup_file": str(second.file)}
        elsewhere = tmp_path / "elsewhere"
        elsewhere.mkdir()
        back_up(shop, elsewhere)
        assert facts(shop)["backup_file"] == str(second.file), "the daily place has the say"


def test_a_folder_that_takes_no_copy_is_not_chosen(tmp_path: Path) -> None:
    with open_shop(tmp_path) as shop:
        with pytest.raises(ShopFileRefused) as refusal:
            choose_folder(shop, tmp_path / "gone")
        assert "gone" in refusal.value.message
        assert "connect" in refusal.value.remedy
        assert shop.settings().backup.folder == ""
        assert facts(shop) == {}


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    with open_shop(tmp_path) as shop, pytest.raises(ShopFileRefused):
        back_up(shop, shop.path)


def test_a_full_disk_is_told_and_nothing_is_left(tmp_path: Path, folder: Path) -> None:
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    with open_shop(tmp_path) as shop:
        # The nearest to a full disk that any user can have: no file may grow beyond this.
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, before[1]))
        try:
            with pytest.raises(ShopFileRefused) as refusal:
                back_up(shop, folder)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert refusal.value.title == "No copy was made"
    assert str(folder) in refusal.value.message
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.EACCES, "may not write"),
        (errno.EROFS, "may not write"),
        (errno.EDQUOT, "is full"),
        (errno.ENODEV, "no folder"),
        (errno.EIO, "did not take"),
    ],
)
def test_what_the_system_says_becomes_a_sentence(folder: Path, number: int, words: str) -> None:
    # Root, as which tests may run, is refused by hardly any of these.
    with pytest.raises(ShopFileRefused) as refusal, told_plainly(folder):
        raise OSError(number, os.strerror(number))
    assert words in refusal.value.message
    assert refusal.value.remedy


def test_a_damaged_shop_file_makes_no_copy(tmp_path: Path, folder: Path) -> None:
    with open_shop(tmp_path) as shop:
        whole = back_up(shop, folder)
    with driver.connect(str(shop.path)) as raw:  # a program that knows nothing of our references
        raw.execute("INSERT INTO contact_tag(contact_id, tag_id) VALUES (9999, 9999)")
    raw.close()
    with Shop(shop.path, AClock(NOON + DAY)) as damaged, pytest.raises(ShopFileRefused):
        back_up(damaged, folder)
    assert list(folder.iterdir()) == [whole.file]


def test_what_a_dead_process_left_is_swept(tmp_path: Path, folder: Path) -> None:
    with open_shop(tmp_path) as shop:
        old, new = (folder / f"shopmail.{shop.id}.{name}.part" for name in ("old", "new"))
        for part in (old, new):
            part.touch()
        os.utime(old, (1_000, 1_000))
        back_up(shop, folder)
        assert (old.exists(), new.exists()) == (False, True)


def test_due_after_a_day_or_when_it_is_gone(tmp_path: Path) -> None:
    here = tmp_path / "copy"
    here.touch()
    assert is_due(0, "", NOON)
    assert not is_due(NOON, str(here), NOON)
    assert not is_due(NOON, str(here), NOON + DAY - 1)
    assert is_due(NOON, str(here), NOON + DAY)
    assert is_due(NOON, str(here), NOON - 1), "a clock that was set back must not stop the copies"
    assert is_due(NOON, str(tmp_path / "gone"), NOON)
    assert not is_due(NOON, str(tmp_path / "unplugged" / "copy"), NOON), "a stick that is in the drawer"


def test_the_same_disk_is_noticed(tmp_path: Path, folder: Path) -> None:
    with open_shop(tmp_path) as shop:
        assert is_on_the_same_disk(shop, folder)
        assert not is_on_the_same_disk(shop, tmp_path / "gone")
