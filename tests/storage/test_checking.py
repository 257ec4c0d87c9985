"""The health check: a healthy file passes, each kind of trouble is named, nothing is changed."""

from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as driver

from shopmail.errors import ShopFileRefused, Stopped
from shopmail.storage.checking import check
from shopmail.storage.locking import Lock
from tests.builders import a_contact, a_shop


@pytest.fixture
def file(tmp_path: Path) -> Path:
    with a_shop(tmp_path) as shop, shop.transaction() as session:
        a_contact(session, shop)
    return shop.path


def test_a_healthy_file_has_no_problems(file: Path) -> None:
    health = check(file)
    assert health.problems == []
    assert health.integrity == "ok"
    assert health.locks == {"window": False, "sender": False, "import": False}
    assert health.file_mode == "0600"


def test_locks_are_told(file: Path) -> None:
    with Lock(file, "sender"):
        assert check(file).locks["sender"]


def test_a_file_that_others_may_read_is_a_problem(file: Path) -> None:
    file.chmod(0o644)
    assert check(file).problems == ["Other users of this computer may read the file (mode 0644)."]


def test_dangling_references_and_a_strange_schema_are_problems(file: Path) -> None:
    connection = driver.connect(str(file))
    connection.executescript("""INSERT INTO contact_tag (contact_id, tag_id) VALUES (1, 77);
        ALTER TABLE tag ADD COLUMN colour TEXT""")
    connection.commit()
    connection.close()
    assert check(file).problems == [
        "1 row refers to a row that is not there.",
        "The schema differs: tag.colour.",
    ]


def test_damage_is_a_problem_or_a_refusal(file: Path) -> None:
    content = bytearray(file.read_bytes())
    for start in range(4096 * 3, len(content), 4096 * 5):
        content[start : start + 2000] = b"\xff" * 2000
    file.write_bytes(content)
    try:
        problems = check(file).problems
    except ShopFileRefused as refusal:
        problems = [refusal.message]
    assert any("damaged" in problem for problem in problems)


def test_a_file_that_is_none_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "photo.jpg"
    file.write_bytes(b"\xff\xd8\xff" * 500)
    with pytest.raises(ShopFileRefused):
        check(file)


def test_a_check_can_be_stopped(tmp_path: Path) -> None:
    with a_shop(tmp_path) as shop, shop.transaction() as session:
        for number in range(2_000):
            a_contact(session, shop, f"p{number}@example.com")
    asked: list[bool] = []

    def stopped() -> bool:
        asked.append(True)
        return True

    with pytest.raises(Stopped, match="Nothing was changed"):
        check(shop.path, stopped)
    assert asked
    assert check(shop.path).problems == []
