"""Putting one person's mail together from skeleton and substitutions, as SendGrid documents it.

Written without a look at the program's own assembling, so that the two can be compared.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from html import escape
from typing import Any

_NEVER_MATCHED = set("<>& ")
"""SendGrid HTML-encodes such keys before it looks for them, and takes no space inside one."""

_LABELS = {
    "group_unsubscribe": "Unsubscribe From This List",
    "global_unsubscribe": "Unsubscribe",
    "preferences": "Manage Email Preferences",
}
_ASM_TAG = re.compile(r"<%asm_(group_unsubscribe|global_unsubscribe|preferences)_(raw_)?url%>")
_TRACKING_TAG = re.compile(r"<%(.*?)%>")

Links = Callable[[str], str]
"""From ``group_unsubscribe``, ``global_unsubscribe`` or ``preferences`` to this person's own URL."""


def fill(skeleton: str, substitutions: dict[str, str]) -> str:
    """Each key literally replaced in one pass: a value is not searched again, a longer key goes first."""
    matcher = _matcher(tuple(substitutions))
    return skeleton if matcher is None else matcher.sub(lambda found: substitutions[found[0]], skeleton)


def with_links(part: str, body: dict[str, Any], links: Links, html: bool) -> str:
    """The filled part of a mail with footer, group links and subscription tracking as the request asks."""
    part = _with_footer(part, body, html)
    if "asm" in body:
        part = _ASM_TAG.sub(lambda found: _asm_link(found, links, html), part)
    tracking = body.get("tracking_settings", {}).get("subscription_tracking", {})
    if tracking.get("enable"):
        part = _with_tracking(part, tracking, links("global_unsubscribe"), html)
    return part


@lru_cache(maxsize=64)
def _matcher(keys: tuple[str, ...]) -> re.Pattern[str] | None:
    usable = sorted((key for key in keys if key and not _NEVER_MATCHED & set(key)), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, usable))) if usable else None


def _asm_link(found: re.Match[str], links: Links, html: bool) -> str:
    kind, raw = found[1], found[2]
    return links(kind) if raw else _link(_LABELS[kind], links(kind), html)


def _link(label: str, url: str, html: bool) -> str:
    return f'<a href="{escape(url)}">{escape(label)}</a>' if html else f"{label} ( {url} )"


def _with_footer(part: str, body: dict[str, Any], html: bool) -> str:
    footer = body.get("mail_settings", {}).get("footer", {})
    return _appended(part, footer.get("html" if html else "text", ""), html) if footer.get("enable") else part


def _with_tracking(part: str, tracking: dict[str, Any], url: str, html: bool) -> str:
    tag = tracking.get("substitution_tag")
    if tag:
        return part.replace(tag, url)
    note = tracking.get("html" if html else "text", "<% Unsubscribe %>")
    return _appended(
        part, _TRACKING_TAG.sub(lambda found: _link(found[1].strip() or url, url, html), note), html
    )


def _appended(part: str, addition: str, html: bool) -> str:
    end = part.lower().rfind("</body>") if html else -1
    return part + addition if end < 0 else part[:end] + addition + part[end:]
