"""What a command is made of: its words, its options, the act behind it, and the answer it gives."""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TextIO

from msgspec import Struct

from shopmail.clock import Clock
from shopmail.delivery.provider import Provider
from shopmail.storage.shop import Shop


class Answer(Struct, frozen=True):
    """What a command says when it is done: ``data`` for ``--json``, ``lines`` for a person."""

    data: dict[str, Any]
    lines: Sequence[str]

    def print_to(self, stream: TextIO, *, as_json: bool) -> None:
        """Write one JSON object, or the lines."""
        text = json.dumps(self.data, ensure_ascii=False, indent=1) if as_json else "\n".join(self.lines)
        stream.write(text + "\n" if text else "")


class Desk:
    """What commands work with: the shop, opened when first asked for, the post office, the progress line."""

    def __init__(self, shop_file: Path, clock: Clock | None = None) -> None:
        self.shop_file = shop_file
        self.clock = clock or Clock()
        self._shop: Shop | None = None
        self._written = False

    @property
    def shop(self) -> Shop:
        """The open shop."""
        if self._shop is None:
            self._shop = Shop(self.shop_file, self.clock)
        return self._shop

    def provider(self) -> Provider:
        """SendGrid when there is a key, else the rehearsal outbox beside the shop file."""
        from shopmail.sending.post_office import post_office

        return post_office(self.shop)

    def progress(self, done: int, total: int) -> None:
        """Show how far a long act has come, where a person is looking."""
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{done:,} / {total:,} ")
            sys.stderr.flush()
            self._written = True

    def close(self) -> None:
        """End the progress line and close the shop."""
        if self._written:
            sys.stderr.write("\n")
        if self._shop is not None:
            self._shop.close()


Act = Callable[[Desk, argparse.Namespace], Answer]


class Command(Struct, frozen=True):
    """One command: ``words`` as typed, a sentence for the help, its options, and the act."""

    words: tuple[str, ...]
    help: str
    act: Act
    options: Callable[[argparse.ArgumentParser], None] = lambda _parser: None
