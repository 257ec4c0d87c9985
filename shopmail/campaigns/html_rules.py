"""What may stand in a mail's HTML: an allow-list of tags and attributes, enforced by nh3."""

import re
from collections import Counter
from html.parser import HTMLParser

import nh3
from msgspec import Struct

from shopmail.campaigns import css_rules, links
from shopmail.campaigns.elements import ALLOWED, GONE_WITH_CONTENT, SHELL
from shopmail.campaigns.places import excerpt

_EVERYWHERE = frozenset(
    (
        *("align", "aria-hidden", "aria-label", "bgcolor", "border", "class", "color", "dir", "height"),
        *("id", "lang", "role", "style", "title", "valign", "width"),
    )
)

ATTRIBUTES = {
    "*": _EVERYWHERE,
    "a": frozenset(("href", "name", "target")),
    "font": frozenset(("face", "size")),
    "hr": frozenset(("size", "noshade")),
    "img": frozenset(("src", "alt", "hspace", "vspace")),
    "ol": frozenset(("start", "type")),
    "ul": frozenset(("type",)),
    "table": frozenset(("background", "cellpadding", "cellspacing", "summary")),
    "td": frozenset(("background", "colspan", "nowrap", "rowspan")),
    "th": frozenset(("background", "colspan", "nowrap", "rowspan", "scope")),
    "col": frozenset(("span",)),
    "colgroup": frozenset(("span",)),
}

WORDED = frozenset(("alt", "title", "aria-label"))
"""The attributes that are read to people: a field may stand there, and in no other but links."""

_CONDITIONAL = re.compile(r"\[if [^\]<>]*\]>(?!<!).*<!\[endif\]|\[if [^\]<>]*\]><!|<!\[endif\]", re.DOTALL)
"""What Outlook alone reads, or alone passes over; every other comment goes."""

_OUTLOOK_ADDRESS = re.compile(
    r"(?:href|src|background|action)\s*=\s*[\"']?\s*(?!https?://|mailto:|tel:|#)", re.I
)
_OUTLOOK_DANGER = re.compile(
    r"<\s*/?\s*(?:script|object|iframe|embed|form|link|meta|base)\b|\\|url\s*\(", re.I
)


class Sanitised(Struct, frozen=True):
    """Clean HTML of a body, and what had to go, in words of HTML, each once."""

    html: str
    removed: tuple[str, ...]


def sanitised(source: str, html: str, letters: str, keep_comments: re.Pattern[str]) -> Sanitised:
    """``html``, the body of ``source``, with nothing in it that loads, runs or reaches outside.

    Comments that ``keep_comments`` finds stay where they are. ``removed`` names what is in ``source`` and not
    in the result.
    """
    survey = _Survey(letters)
    survey.feed(source)
    survey.close()
    clean = nh3.clean(
        html,
        tags=set(ALLOWED),
        clean_content_tags=set(GONE_WITH_CONTENT),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        attribute_filter=lambda tag, name, value: allowed_value(tag, name, value, letters),
        strip_comments=False,
        link_rel=None,
        url_schemes={"http", "https", "mailto", "tel", "cid"},
        url_relative=lambda address: address if address.startswith("#") else None,
    )
    clean = re.sub(
        r"<!--(.*?)-->",
        lambda found: found[0] if keep_comments.fullmatch(found[0]) or _for_outlook(found[1]) else "",
        clean,
        flags=re.DOTALL,
    )
    return Sanitised(clean, tuple(survey.removed))


def allowed_value(_tag: str, name: str, value: str, letters: str) -> str | None:
    """The value that attribute ``name`` may have, or None if it must go."""
    if name == "href":
        return links.link(value, letters)
    if name in ("src", "background"):
        return links.picture(value, letters)
    if f"-{letters}" in value and name not in WORDED:
        return None
    if name == "style":
        return css_rules.style_attribute(value)[0] or None
    return value


def _for_outlook(comment: str) -> bool:
    if not _CONDITIONAL.fullmatch(comment):
        return False
    return not _OUTLOOK_ADDRESS.search(comment) and not _OUTLOOK_DANGER.search(comment)


class _Survey(HTMLParser):
    """Goes over the HTML before nh3 does, and notes by the same tables what will be missing."""

    def __init__(self, letters: str) -> None:
        super().__init__(convert_charrefs=True)
        self.removed: Counter[str] = Counter()
        self._letters = letters

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in SHELL or (tag == "meta" and "refresh" not in (value for _name, value in attrs)):
            self.removed.update(f"{name}=" for name, _value in attrs if name.startswith("on"))
            return
        if tag not in ALLOWED:
            self.removed[f"<{tag}>"] += 1
            return
        allowed = ATTRIBUTES["*"] | ATTRIBUTES.get(tag, frozenset())
        for name, value in attrs:
            if name not in allowed:
                self.removed[f"{name}="] += 1
            elif name == "style":
                self.removed.update(map(excerpt, css_rules.style_attribute(value or "")[1]))
            elif value and allowed_value(tag, name, value, self._letters) is None:
                self.removed[f'{name}="{excerpt(value)}"'] += 1

    handle_startendtag = handle_starttag

    def handle_comment(self, data: str) -> None:
        if _CONDITIONAL.fullmatch(data) and not _for_outlook(data):
            self.removed[f"<!--{excerpt(data)}-->"] += 1
