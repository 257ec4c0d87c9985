"""Files that are no tables whatever their name says: told by their first bytes."""

from msgspec import Struct

from shopmail.wording import N_

LENGTH = 32
"""Bytes of the file's start that ``what_it_is`` wants to see."""


class Sign(Struct, frozen=True):
    """The first bytes of a kind of file, what the owner calls it, and what to do with it."""

    start: bytes
    name: str
    remedy: str
    at: int = 0
    """Where in the file the bytes stand."""


_CHOOSE = N_("Choose the file that holds the list.")
_WORKBOOK = N_("Open it in its program, choose “Save as”, and save it as CSV UTF-8; then import that file.")
_UNPACK = N_("Unpack it first and import the CSV file inside.")
_EXPORT_CSV = N_("Export the list as CSV from the program it comes from, and import that file.")

_SIGNS: tuple[Sign, ...] = (
    Sign(b"\x89PNG\r\n\x1a\n", N_("a picture"), _CHOOSE),
    Sign(b"\xff\xd8\xff", N_("a picture"), _CHOOSE),
    Sign(b"GIF8", N_("a picture"), _CHOOSE),
    Sign(b"WEBP", N_("a picture"), _CHOOSE, at=8),
    Sign(b"II*\x00", N_("a picture"), _CHOOSE),
    Sign(b"MM\x00*", N_("a picture"), _CHOOSE),
    Sign(b"ftyp", N_("a picture or a film"), _CHOOSE, at=4),
    Sign(b"%PDF-", N_("a PDF document"), _EXPORT_CSV),
    Sign(b"{\\rtf", N_("a text document"), _EXPORT_CSV),
    Sign(b"PK\x03\x04", N_("an Excel workbook or a ZIP archive"), _WORKBOOK),
    Sign(b"PK\x05\x06", N_("an empty ZIP archive"), _CHOOSE),
    Sign(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", N_("an old Excel or Word document"), _WORKBOOK),
    Sign(b"\x1f\x8b", N_("a compressed file"), _UNPACK),
    Sign(b"BZh", N_("a compressed file"), _UNPACK),
    Sign(b"7z\xbc\xaf\x27\x1c", N_("a compressed file"), _UNPACK),
    Sign(b"Rar!\x1a\x07", N_("a compressed file"), _UNPACK),
    Sign(b"\xfd7zXZ\x00", N_("a compressed file"), _UNPACK),
    Sign(b"SQLite format 3\x00", N_("a database"), _EXPORT_CSV),
    Sign(b"\x7fELF", N_("a program"), _CHOOSE),
    Sign(b"MZ\x90\x00", N_("a program"), _CHOOSE),
)
_MARKUP: tuple[tuple[bytes, str], ...] = (
    (b"<!doctype html", N_("a web page")),
    (b"<html", N_("a web page")),
    (b"<?xml", N_("an XML document")),
    (b"begin:vcard", N_("a file of contact cards (vCard)")),
)


def what_it_is(start: bytes) -> Sign | None:
    """The kind of file that begins like this, or None where it may be a table (``BM`` may begin a word)."""
    for sign in _SIGNS:
        if start.startswith(sign.start, sign.at):
            return sign
    if start.startswith(b"BM") and b"\0" in start:
        return Sign(b"BM", N_("a picture"), _CHOOSE)
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return next((Sign(mark, name, _EXPORT_CSV) for mark, name in _MARKUP if text.startswith(mark)), None)
