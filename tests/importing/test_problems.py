"""The rows that did not come in: a file with the original columns and the reason, to be imported again."""

import csv
import stat
from pathlib import Path

import pytest

from shopmail.errors import FileRefused
from shopmail.importing.applying import apply
from shopmail.importing.column_kinds import PROBLEM_HEADER
from shopmail.importing.problems import write_problems
from shopmail.storage.shop import Shop
from tests.importing.imports import a_plan, emails, imported, person, told
from tests.importing.tables import a_file

TEXT = '''E-mail;Jméno;Město;Poznámka;user_pass
jana@example.com;Jana;Brno;;hush
jana@@example.com;"Jana; ""Malá""";Brno;"dva
řádky";hush
;Nikdo;;;
petr@example;Petr
eva@example.com;Eva;Praha;ano;;navíc
'''
ROW_TOO_LONG = ["eva@example.com", "Eva", "Praha", "ano", "", "navíc"]


def rows_of(file: Path) -> list[list[str]]:
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.reader(opened, delimiter=";"))


def test_the_file_holds_the_original_columns_and_the_reason(shop: Shop) -> None:
    result = imported(shop, TEXT, name="lidé.csv")
    assert told(result) == {"new": 1, "invalid": 4}
    assert result.problems_file is not None
    assert result.problems_file.name == f"lidé-{result.import_id}-skipped.csv"
    assert result.problems_file.read_bytes().startswith(b"\xef\xbb\xbf")
    header, *rows = rows_of(result.problems_file)
    assert header == ["E-mail", "Jméno", "Město", "Poznámka", "user_pass", PROBLEM_HEADER]
    assert rows[0][:5] == ["jana@@example.com", 'Jana; "Malá"', "Brno", "dva\nřádky", ""]
    assert rows[1][:5] == ["", "Nikdo", "", "", ""]
    assert rows[2][:5] == ["petr@example", "Petr", "", "", ""]
    assert [row[5] for row in rows] == [
        "“jana@@example.com” has more than one @.",
        "There is no address.",
        "“petr@example” has no ending such as .com after the @.",
        "The row has 6 cells, the header 5.",
    ]


def test_it_comes_in_once_it_is_corrected(shop: Shop) -> None:
    file = imported(shop, TEXT).problems_file
    assert file is not None
    again = imported(shop, file.read_text(encoding="utf-8-sig"), name=file.name)
    assert told(again) == {"invalid": 4}, "uncorrected, the same rows for the same reasons"
    assert again.problems_file is not None
    first, second = rows_of(file), rows_of(again.problems_file)
    assert second[0].count(PROBLEM_HEADER) == 1
    assert second[:4] == first[:4]
    assert first[4] == [*ROW_TOO_LONG[:5], "The row has 6 cells, the header 5.", "navíc"]
    assert second[4] == [*ROW_TOO_LONG[:5], "The row has 7 cells, the header 6.", "navíc"]
    text = file.read_text(encoding="utf-8-sig")
    corrected = text.replace("@@", "2@").replace("petr@example;", "petr@example.com;")
    assert told(imported(shop, corrected, name=file.name)) == {"new": 2, "invalid": 2}
    assert emails(shop) == ["jana@example.com", "jana2@example.com", "petr@example.com"]
    assert person(shop, "jana2@example.com").first_name == 'Jana; "Malá"'
    assert person(shop, "jana2@example.com").note == "dva\nřádky"


def test_there_is_none_without_a_problem(shop: Shop) -> None:
    assert imported(shop, "email\njana@example.com\n").problems_file is None
    assert not (shop.path.parent / "shop-imports").exists()


def test_a_plan_writes_none(shop: Shop) -> None:
    with a_plan(shop, a_file(shop.path.parent, TEXT)) as plan:
        assert sum(plan.counts.values()) == 5
    assert not (shop.path.parent / "shop-imports").exists()


def test_it_is_for_this_user_only(shop: Shop) -> None:
    file = imported(shop, TEXT).problems_file
    assert file is not None
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_it_can_be_written_again(shop: Shop) -> None:
    result = imported(shop, TEXT)
    assert result.problems_file is not None
    content = result.problems_file.read_bytes()
    with shop.reading() as session:
        assert write_problems(session, shop.path, result.import_id) == result.problems_file
    assert result.problems_file.read_bytes() == content
    assert list(result.problems_file.parent.iterdir()) == [result.problems_file]


def test_what_can_not_be_written_is_told_and_nothing_comes_in(shop: Shop) -> None:
    in_the_way = shop.path.parent / "shop-imports"
    in_the_way.write_text("a file where the folder would be")
    with a_plan(shop, a_file(shop.path.parent, TEXT)) as plan:
        with pytest.raises(FileRefused, match="can't be written"):
            apply(plan)
        assert emails(shop) == []
        in_the_way.unlink()
        assert told(apply(plan)) == {"new": 1, "invalid": 4}


def test_a_half_written_one_is_taken_away(shop: Shop) -> None:
    run_id = imported(shop, TEXT).import_id + 1
    in_the_way = shop.path.parent / "shop-imports" / f"people-{run_id}-skipped.csv"
    in_the_way.mkdir()
    with a_plan(shop, a_file(shop.path.parent, TEXT)) as plan, pytest.raises(FileRefused):
        apply(plan)
    assert list(in_the_way.parent.glob("*.part")) == []


def test_a_very_long_name_is_cut(shop: Shop) -> None:
    file = imported(shop, TEXT, name=f"{'zákazníci' * 20}.csv").problems_file
    assert file is not None
    assert file.name.startswith("zákazníci")
    assert len(file.name.encode()) < 255
