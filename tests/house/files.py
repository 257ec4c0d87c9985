"""The files that belong to the project, found without asking git: what .gitignore names is left out."""

from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path


def text_files(root: Path) -> Iterator[tuple[str, str]]:
    """``(path, text)`` of every file that is UTF-8 text, in order of its path; others are passed over."""
    for file in sorted(_files(root, _ignored(root), root)):
        try:
            yield file.relative_to(root).as_posix(), file.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


def _ignored(root: Path) -> tuple[str, ...]:
    lines = (root / ".gitignore").read_text(encoding="utf-8").splitlines()
    return (".git", *(line.rstrip("/") for line in lines if line and not line.startswith("#")))


def _files(folder: Path, ignored: tuple[str, ...], root: Path) -> Iterator[Path]:
    for entry in folder.iterdir():
        path = entry.relative_to(root).as_posix()
        if any(fnmatch(entry.name, pattern) or fnmatch(path, pattern) for pattern in ignored):
            continue
        if entry.is_dir():
            yield from _files(entry, ignored, root)
        elif entry.is_file():
            yield entry
