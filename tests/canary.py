"""The key canary: an API key that a test worked with may be nowhere in what the test left behind."""

import logging
from collections.abc import Iterable, Iterator
from pathlib import Path

MADE: set[str] = set()
"""Every key that the stand-in has given out, since the test began."""

LOUD = ("sqlalchemy",)
"""Loggers that stay at WARNING: they would tell every statement, and no key ever comes near them."""


def note(key: str) -> None:
    """There is a key from now on: from now on everything that is logged is listened to."""
    MADE.add(key)
    logging.getLogger().setLevel(logging.DEBUG)
    for name in LOUD:
        logging.getLogger(name).setLevel(logging.WARNING)


class EverythingSaid(logging.Handler):
    """Keeps every log record of every library, from DEBUG on, as text."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.kept: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.kept.append(f"{record.name}: {record.getMessage()} {record.exc_text or ''}")


def sightings(keys: Iterable[str], said: Iterable[str], folder: Path | None) -> Iterator[str]:
    """Where one of ``keys`` stands: in what was ``said``, or in a file under ``folder``."""
    wanted = [key.encode() for key in keys]
    for words in said:
        if any(key in words.encode(errors="replace") for key in wanted):
            yield "said: " + words[:60]
    for file in folder.rglob("*") if folder else ():
        if file.is_file():
            content = file.read_bytes()
            if any(key in content for key in wanted):
                yield f"in the file {file.name}"
