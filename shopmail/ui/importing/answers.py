"""What the owner has answered in the import wizard, as one frozen value."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shopmail.importing.request import Request

SKIP = "skip"
"""The target of a column that is left out, as ``importing.mapping`` has it."""


@dataclass(frozen=True)
class Answers:
    """All answers; an empty text or None is "not answered", and the import then does the usual."""

    kind: str = ""
    """A value of ``model.ImportKind``."""
    path: Path | None = None
    encoding: str | None = None
    delimiter: str | None = None
    has_header: bool | None = None
    origin: str = ""
    """A value of ``model.Origin``, or ``bought-or-public``."""
    source_name: str = ""
    collected_on: str = ""
    """ISO."""
    wording: str = ""
    captcha: str = "unknown"
    """``yes``, ``no`` or ``unknown``; so is ``confirmed_there``."""
    confirmed_there: str = "unknown"
    targets: tuple[tuple[str, str], ...] = ()
    """(header, field or ``skip``) where the owner differs from the guess."""
    replace: tuple[str, ...] = ()
    """Fields that the file replaces; all others only fill gaps."""
    clears: tuple[str, ...] = ()
    """Fields that an empty cell empties."""
    words: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()
    """(header, ((word as written, status), …))."""
    titles: tuple[tuple[str, str], ...] = ()
    """(key, title) of the own fields that were made in the wizard."""

    def fitted_to(self, header: Sequence[str]) -> "Answers":
        """Without what was said about columns that a file with this ``header`` does not have."""
        gone = {name for name, _target in self.targets} | {name for name, _words in self.words}
        if gone <= set(header):
            return self
        return replace(
            self,
            targets=tuple(target for target in self.targets if target[0] in header),
            words=tuple(words for words in self.words if words[0] in header),
            replace=(),
            clears=(),
            titles=(),
        )

    def request(self) -> "Request":
        """The import that these answers ask for; there must be a kind and a file."""
        from shopmail.importing.request import Request
        from shopmail.model import ImportKind

        assert self.path is not None
        return Request(
            path=self.path,
            kind=ImportKind(self.kind),
            origin=self.origin,
            source_name=self.source_name,
            collected_on=self.collected_on,
            wording=self.wording,
            captcha=self.captcha,
            confirmed_there=self.confirmed_there,
            encoding=self.encoding,
            delimiter=self.delimiter,
            has_header=self.has_header,
            maps=[f"{header}={field}" for header, field in self.targets if field != SKIP],
            skips=[header for header, field in self.targets if field == SKIP],
            replace=self.replace,
            clears=self.clears,
            words={header: dict(words) for header, words in self.words},
            titles=dict(self.titles),
        )
