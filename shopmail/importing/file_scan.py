"""The first look at a file that is offered: is it readable, in which encoding, with which checksum."""

import codecs
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path

from msgspec import Struct

from shopmail.errors import FileRefused, InputRefused
from shopmail.importing import charset, file_signs
from shopmail.importing.refusing import refused, shown
from shopmail.importing.stopping import Progress, unheard
from shopmail.wording import _

MAX_BYTES = 200 * 1024 * 1024

_FOR_PROGRAMS = frozenset(("idna", "punycode", "unicode_escape", "raw_unicode_escape"))
"""Codecs of Python for domain names and source code: no file is a list in them."""


class Scan(Struct, frozen=True):
    """What the first look has found."""

    encoding: str
    """Python's name of the codec."""
    sha256: str
    """Of the file's bytes, in hex."""
    stamp: tuple[int, int]
    """Size in bytes and time of the last change in nanoseconds: whether it is still the same file."""


@contextmanager
def opened(path: Path) -> Iterator[BufferedReader]:
    """The file for reading; FileRefused for none, a folder, one that may not be read."""
    try:
        if path.is_dir():
            raise refused(_("“{name}” is a folder.", name=shown(path)), _("Choose the file inside it."))
        if not path.exists():
            raise refused(
                _("There is no file “{name}”.", name=shown(path)), _("Check the name and the folder.")
            )
        if not path.is_file():
            raise refused(_("“{name}” is not an ordinary file.", name=shown(path)))
        file = path.open("rb")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise refused(
            _("“{name}” can't be opened: {reason}.", name=shown(path), reason=reason),
            _("Check that you may read it and that no other program holds it."),
        ) from error
    with file:
        yield file


def stamp_of(file: BufferedReader) -> tuple[int, int]:
    """The mark by which a changed file is known."""
    facts = os.fstat(file.fileno())
    return facts.st_size, facts.st_mtime_ns


def scan(path: Path, encoding: str | None = None, progress: Progress = unheard) -> Scan:
    """Look at the whole file. ``encoding`` is the owner's choice; None finds it. ``progress`` is told bytes.

    Raises FileRefused: no file, empty, over ``MAX_BYTES``, no text at all, a NUL byte, bytes that are no
    letters in that encoding; with the line where there is one.
    """
    with opened(path) as file:
        stamp = stamp_of(file)
        start = _checked_start(file, shown(path), stamp[0])
        if encoding:
            name = _with_mark(_codec(encoding), start)
        else:
            name = charset.by_mark(start) or charset.by_nuls(start) or "utf-8"
        fault = _first_fault(file, name, progress)
        if fault and not fault.nul and not encoding and name == "utf-8":
            name = _one_byte_encoding(file, fault)
            fault = _first_fault(file, name, progress)
        if fault:
            raise _refused_at(fault, name)
        file.seek(0)
        return Scan(name, hashlib.file_digest(file, "sha256").hexdigest(), stamp)


class _Fault(Struct, frozen=True):
    line: int
    nul: bool
    """A NUL byte; else bytes that are no letters."""


def _checked_start(file: BufferedReader, name: str, size: int) -> bytes:
    if size > MAX_BYTES:
        raise refused(
            _("“{name}” is larger than 200 MB.", name=name), _("Split it into several files and import each.")
        )
    start = file.read(1 << 16)
    if not start:
        raise refused(_("“{name}” is empty.", name=name), _("Export the list again and choose that file."))
    if sign := file_signs.what_it_is(start[: file_signs.LENGTH]):
        raise refused(
            _("“{name}” is not a table: it is {kind}.", name=name, kind=_(sign.name)), _(sign.remedy)
        )
    return start


def _codec(encoding: str) -> str:
    try:
        name = codecs.lookup(encoding).name
        "a".encode(name)  # refuses codecs that are not for text, such as base64
        if name in _FOR_PROGRAMS:
            raise LookupError(name)
    except (LookupError, ValueError) as error:
        raise InputRefused(
            _("This encoding is not known"),
            _("“{encoding}” is not the name of an encoding.", encoding=encoding),
            _("Use a name such as utf-8, utf-16, cp1250, cp1251 or cp1252, or leave it out."),
        ) from error
    return name


def _with_mark(name: str, start: bytes) -> str:
    """The codec for which the mark is no letter; ``utf-16`` without one needs its order of bytes said."""
    marked = charset.by_mark(start)
    if marked and name.startswith(marked.removesuffix("-sig")):
        return marked
    if name in ("utf-16", "utf-32"):
        return charset.by_nuls(start) or f"{name}-le"
    return name


def _first_fault(file: BufferedReader, encoding: str, progress: Progress) -> _Fault | None:
    """The first place where the file is no text in ``encoding``; reads it in blocks."""
    file.seek(0)
    size = stamp_of(file)[0]
    decoder = codecs.getincrementaldecoder(encoding)()
    line = 1
    try:
        for block in iter(lambda: file.read(charset.BLOCK), b""):
            text = decoder.decode(block)
            if "\0" in text:
                return _Fault(line + _line_ends(text[: text.index("\0")]), nul=True)
            line += _line_ends(text)
            progress(file.tell(), size)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode(encoding, "replace")
        return _Fault(line + _line_ends(before), nul=False)
    return None


def _line_ends(text: str) -> int:
    return text.count("\n") or text.count("\r")


def _one_byte_encoding(file: BufferedReader, fault: _Fault) -> str:
    file.seek(0)
    if charset.is_broken_utf8(file):
        raise _refused_at(fault, "utf-8")
    file.seek(0)
    return charset.by_letters(file)


def _refused_at(fault: _Fault, encoding: str) -> FileRefused:
    if fault.nul:
        return refused(
            _(
                "Line {line} holds a NUL byte, which no text has: the file is damaged or not a table.",
                line=fault.line,
            ),
            _("Export the list again, as CSV."),
        )
    return refused(
        _(
            "Line {line} holds bytes that are no letters in the encoding {encoding}.",
            line=fault.line,
            encoding=encoding,
        ),
        _("Choose another encoding, or save the file again as CSV UTF-8."),
    )
