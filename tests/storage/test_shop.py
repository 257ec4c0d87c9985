"""The shop file: made private, opened once, read while it is written, refused when it is none."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as driver
from sqlalchemy import func, insert, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from shopmail.errors import InputRefused, ShopFileBusy, ShopFileRefused
from shopmail.model import Setting, Tag
from shopmail.storage.engine import PRAGMAS
from shopmail.storage.shop import Shop
from tests.builders import a_shop


def _add_and_fail(session: Session) -> None:
    session.add(Tag(name="a"))
    session.flush()
    raise InterruptedError


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_new_shop_is_readable_by_its_owner_only_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        with Shop(tmp_path / "data" / "shop.shopmail") as shop, shop.transaction() as session:
            session.add(Tag(name="a"))
            session.flush()
            modes = [_mode(path) for path in shop.path.parent.iterdir() if path.is_file()]
    finally:
        os.umask(before)
    assert _mode(tmp_path / "data") == 0o700
    assert modes == [0o600] * 3, "the file, its write-ahead log and its index"


def test_every_connection_has_the_pragmas(tmp_path: Path) -> None:
    with a_shop(tmp_path) as shop, shop.transaction() as session:
        connection = session.connection()
        for name, _value, expected in PRAGMAS:
            assert connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() == expected


def test_shop_id_and_address_key_stay(tmp_path: Path) -> None:
    with a_shop(tmp_path) as shop:
        first = (shop.id, shop.address_key)
    with a_shop(tmp_path) as again:
        assert (again.id, again.address_key) == first
        assert len(again.address_key) == 32


def test_two_shops_have_different_keys(tmp_path: Path) -> None:
    with a_shop(tmp_path / "one") as one, a_shop(tmp_path / "two") as two:
        assert one.address_key != two.address_key


def test_a_transaction_that_fails_leaves_nothing(tmp_path: Path) -> None:
    with a_shop(tmp_path) as shop:
        with pytest.raises(InterruptedError), shop.transaction() as session:
            _add_and_fail(session)
        with shop.reading() as session:
            assert session.scalar(select(func.count()).select_from(Tag)) == 0


def test_a_reader_does_not_wait_for_a_writer_and_sees_the_state_before(tmp_path: Path) -> None:
    with a_shop(tmp_path) as shop, shop.transaction() as writing:
        writing.add(Tag(name="a"))
        writing.flush()
        with shop.reading() as reading:
            assert reading.scalar(select(func.count()).select_from(Tag)) == 0


def test_a_reader_can_not_write(tmp_path: Path) -> None:
    with a_shop(tmp_path) as shop:
        with pytest.raises(ShopFileRefused), shop.reading() as session:
            session.execute(insert(Tag).values(name="a"))
        with shop.transaction() as session:
            session.add(Tag(name="b"))


def test_a_second_writer_is_told_that_the_file_is_busy(tmp_path: Path) -> None:
    with a_shop(tmp_path) as shop, shop.transaction() as session:
        session.add(Tag(name="a"))
        other = driver.connect(str(shop.path), timeout=0)
        with pytest.raises(driver.OperationalError):
            other.execute("BEGIN IMMEDIATE")
        other.close()


def test_a_busy_file_is_said_in_plain_words(tmp_path: Path) -> None:
    with a_shop(tmp_path) as shop:
        other = driver.connect(str(shop.path))
        other.isolation_level = None
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(ShopFileBusy) as refusal, shop.transaction():
            pytest.fail("two writers at once")
        other.close()
    assert "Another program" in refusal.value.message


def test_data_version_moves_when_somebody_else_writes(tmp_path: Path) -> None:
    with a_shop(tmp_path) as shop, a_shop(tmp_path) as other:
        before = shop.data_version()
        assert shop.data_version() == before
        with other.transaction() as session:
            session.add(Tag(name="a"))
        assert shop.data_version() != before


def test_settings_are_kept_and_only_what_differs_is_written(tmp_path: Path) -> None:
    with a_shop(tmp_path, shop__name="Květiny", tracking__opens="yes", shop__country="CZ") as shop:
        assert shop.settings().shop.name == "Květiny"
        with shop.reading() as session:
            assert set(session.scalars(select(Setting.key))) == {"shop.name", "tracking.opens"}


def test_settings_change_all_or_none(tmp_path: Path) -> None:
    with a_shop(tmp_path) as shop:
        with pytest.raises(InputRefused):
            shop.change_settings({"shop.name": "Květiny", "consent.double_opt_in": "perhaps"})
        assert shop.settings().shop.name == ""


@pytest.mark.parametrize("content", [b"PK\x03\x04 not a database", b"SQLite format 3\x00" + b"\xff" * 4096])
def test_a_file_that_is_no_shop_file_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "shop.shopmail"
    file.write_bytes(content)
    with pytest.raises(ShopFileRefused):
        Shop(file)
    assert file.read_bytes() == content
    assert [path.name for path in tmp_path.iterdir()] == ["shop.shopmail"]


def test_another_programs_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "shop.shopmail"
    connection = driver.connect(str(file))
    connection.execute("CREATE TABLE bookmark (url TEXT)")
    connection.commit()
    connection.close()
    before = file.read_bytes()
    with pytest.raises(ShopFileRefused, match="another program"):
        Shop(file)
    assert file.read_bytes() == before


def test_a_newer_shop_file_is_refused_and_left_alone(tmp_path: Path) -> None:
    with a_shop(tmp_path) as shop:
        file = shop.path
    connection = driver.connect(str(file))
    connection.execute("PRAGMA user_version = 999")
    connection.close()
    before = file.read_bytes()
    with pytest.raises(ShopFileRefused, match="newer shopmail"):
        Shop(file)
    assert file.read_bytes() == before


def test_a_folder_and_a_place_that_can_not_be_written_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ShopFileRefused, match="is a folder"):
        Shop(tmp_path)
    (tmp_path / "file").write_text("")
    with pytest.raises(ShopFileRefused):
        Shop(tmp_path / "file" / "shop.shopmail")


def test_a_full_disk_is_said_in_plain_words_and_nothing_is_lost(tmp_path: Path) -> None:
    with a_shop(tmp_path) as shop, shop.transaction() as session:
        session.add(Tag(name="kept"))
    # A process that may write files of 300 kB only: SQLite then reports a failing disk.
    script = f"""
import resource, signal
from pathlib import Path
from shopmail.errors import ShopFileRefused
from shopmail.model import Tag
from shopmail.storage.shop import Shop
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
shop = Shop(Path({str(tmp_path / "shop.shopmail")!r}))
resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))
try:
    with shop.transaction() as session:
        session.add_all(Tag(name=f"{{n}}" + "x" * 1000) for n in range(2000))
except ShopFileRefused as refusal:
    print(refusal.title)
"""
    ran = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False
    )
    assert ran.stdout == "The shop file could not be used\n", ran.stderr
    with a_shop(tmp_path) as shop, shop.reading() as session:
        assert session.scalars(select(Tag.name)).all() == ["kept"]


def test_a_fault_in_our_own_sql_is_not_blamed_on_the_file(tmp_path: Path) -> None:
    with a_shop(tmp_path) as shop, pytest.raises(OperationalError), shop.reading() as session:
        session.connection().exec_driver_sql("SELECT * FROM nowhere")


def test_a_file_that_was_moved_away_is_noticed(tmp_path: Path) -> None:
    with Shop(tmp_path / "shop.shopmail") as shop:
        shop.data_version()
        shop.path.rename(tmp_path / "elsewhere.shopmail")
        with pytest.raises(ShopFileRefused) as refusal:
            shop.data_version()
        assert "moved" in refusal.value.message
        (tmp_path / "elsewhere.shopmail").rename(shop.path)
        shop.data_version()
