"""A mail's HTML made ready for the locked view: a policy before it, its pictures beside it."""

import json
import re
from collections.abc import Sequence
from urllib.parse import quote

from msgspec import Struct

MOST = 2_000_000
"""Characters of a percent-encoded mail without its pictures. The engine opens HTML as a ``data:`` address, of
which it takes 2 MB (``url::kMaxURLChars`` of Chromium) and shows an empty page for more."""

_POLICY = (
    '<!doctype html><meta http-equiv="Content-Security-Policy" content="'
    "default-src 'none'; img-src {pictures}; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'"
    '">'
)
_HINT = re.compile(r"<(?=link\b)", re.IGNORECASE)
"""``<link rel="preconnect">`` reaches for a server without a request that a gate or a policy could refuse."""

_PICTURE = re.compile(r"data:image/(?:png|jpeg|gif);base64,[A-Za-z0-9+/=]+")
_BLANK = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==#"

_PLACE = """
(() => {
    const pictures = %(pictures)s, blank = %(blank)s;
    const ours = [...document.images].filter(image => image.src.startsWith(blank));
    for (const image of ours) image.src = pictures[image.src.slice(blank.length)];
    window.settled = false;
    const drawn = () => requestAnimationFrame(() => requestAnimationFrame(() => { window.settled = true; }));
    Promise.allSettled(ours.map(image => image.decode())).then(() => { scrollTo(0, %(top)d); drawn(); });
})()
"""
IS_SETTLED = "window.settled === true"
"""Asks whether all that ``placing`` does is on screen."""


class Sealed(Struct, frozen=True):
    """HTML to open, and the ``data:`` addresses of its pictures, which ``placing`` puts in."""

    html: str
    pictures: tuple[str, ...]

    @property
    def is_too_long(self) -> bool:
        """Whether the engine would show an empty page for it."""
        size = len(self.html.encode())
        # Each byte becomes one to three characters; nearly every mail is far from the question.
        return size > MOST or (size * 3 > MOST and len(quote(self.html, safe="")) > MOST)


def sealed(html: str, *, images_allowed: bool, with_pictures: bool = True) -> Sealed:
    """``html`` behind a policy that lets nothing be loaded, or pictures from the web only.

    Pictures go beside it: opened with them, a mail with a photograph takes ten times as long, and one with a
    few is too long. Without pictures, the words that stand for them are shown.
    """
    html = _HINT.sub("<no-", html)
    if not with_pictures:
        return Sealed(_POLICY.format(pictures="'none'") + _PICTURE.sub("", html), ())
    pictures: dict[str, int] = {}
    bare = _PICTURE.sub(lambda found: f"{_BLANK}{pictures.setdefault(found[0], len(pictures))}", html)
    policy = _POLICY.format(pictures="data: http: https:" if images_allowed else "data:")
    return Sealed(policy + bare, tuple(pictures))


def placing(pictures: Sequence[str], top: int) -> str:
    """The script of ours that puts ``pictures`` in and goes ``top`` pixels of the mail down."""
    return _PLACE % {"pictures": json.dumps(pictures), "blank": json.dumps(_BLANK), "top": top}
