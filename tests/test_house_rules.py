"""What no file of the project holds: one computer's folders, a registry address, promises instead of code."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.files import text_files

ROOT = Path(__file__).parent.parent

# Each pattern is put together here, so that this file does not hold what it looks for.
FORBIDDEN = (
    (
        r"(?i)py" + r"pi\.(org|python)|python" + r"hosted\.|npm" + r"js\.(com|org)",
        "the address of a package registry",
    ),
    (
        r"--(extra-)?index" + r"-url\b|--find" + r"-links\b|--trusted" + r"-host\b",
        "the address of a package index",
    ),
    (
        r"(?<![\w.~{}])/(wo" + r"rk|ro" + r"ot|t" + r"mp|ho" + r"me/\w+|Us" + r"ers/\w+)(?![\w-])",
        "a place of one computer",
    ),
    (r"(?i)[a-z]:\\Us" + r"ers\\", "a place of one computer"),
    (r"\b(TO" + r"DO|FIX" + r"ME)\b", "a promise instead of code"),
    (r"(?m)^(<{7}|>{7}) ", "the mark of an unfinished merge"),
)


def test_no_file_holds_what_belongs_elsewhere() -> None:
    assert [line for path, text in text_files(ROOT) for line in offences(path, text)] == []


@pytest.mark.parametrize("name", ["dev.txt", "run.txt", "pip.txt"])
def test_a_lock_file_holds_names_versions_and_hashes_only(name: str) -> None:
    text = (ROOT / "locks" / name).read_text(encoding="utf-8")
    pinned = re.compile(r"[\w.-]+==[\w.]+( ; [^\\]+)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?|    #.*")
    assert [line for line in text.splitlines() if not pinned.fullmatch(line)] == []


def test_the_package_is_locked_to_the_versions_it_is_tested_with() -> None:
    tested, packaged = (_pins(ROOT / "locks" / name) for name in ("dev.txt", "run.txt"))
    assert packaged.items() <= tested.items()


def _pins(lock: Path) -> dict[str, str]:
    return dict(re.findall(r"(?m)^([\w.-]+)==([\w.]+)", lock.read_text(encoding="utf-8")))


def offences(path: str, text: str) -> Iterator[str]:
    """``path:12: REASON (what was found)`` for each line that holds a forbidden thing."""
    for pattern, reason in FORBIDDEN:
        for found in re.finditer(pattern, text):
            yield f"{path}:{text.count(chr(10), 0, found.start()) + 1}: {reason} ({found.group()})"


@pytest.mark.parametrize(
    "text",
    [
        "https://py" + "pi.org/simple",
        "--index" + "-url https://example.com",
        "see /wo" + "rk/main",
        'open("/t' + 'mp/x")',
        "/ho" + "me/anna/shop.csv",
        "C:\\Us" + "ers\\anna",
        "# TO" + "DO: later",
        "<" * 7 + " HEAD",
    ],
)
def test_an_offence_is_caught(text: str) -> None:
    (found,) = offences("x.py", f"first line\n{text}\n")
    assert found.startswith("x.py:2: ")


@pytest.mark.parametrize(
    "text",
    ["https://example.com/work/", "~/tmp", "tmp_path", "a/root/b", "--no-emit-index" + "-url", "todos"],
)
def test_what_is_harmless_is_left_alone(text: str) -> None:
    assert list(offences("x.py", text)) == []


def test_what_git_ignores_is_not_looked_at(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("build/\n*.mo\nresources/*/made.txt\n", encoding="utf-8")
    for path in ("build/x.txt", "a/b.mo", "resources/i18n/made.txt", "a/b.txt", ".git/config"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("text", encoding="utf-8")
    (tmp_path / "a" / "picture.png").write_bytes(b"\x89PNG\xff")
    assert [path for path, _text in text_files(tmp_path)] == [".gitignore", "a/b.txt"]
