"""What a closed block says of itself in one line: its words, and in a second voice what else there is."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from shopmail.campaigns.blocks.markup import LIQUID, parse
from shopmail.ui import numbers
from shopmail.ui.campaigns.mail.kinds import kind_of
from shopmail.ui.campaigns.mail.pill import field_of
from shopmail.wording import N_, _

if TYPE_CHECKING:
    from shopmail.campaigns.pictures import Kept

SIZES: dict[str, str] = {"small": N_("Small"), "medium": N_("Medium"), "large": N_("Large")}
"""How much room a space takes, in the owner's words."""


class Summary(NamedTuple):
    """The first voice and the second."""

    words: str
    more: str = ""


def summary(block: Any, titles: Mapping[str, str], pictures: "Mapping[str, Kept]") -> Summary:
    """``titles`` are those of the fields, ``pictures`` what is known of the shop file's, by Content-ID."""
    says = {"picture": _of_picture, "button": _of_button, "divider": _of_divider, "spacing": _of_spacing}
    kind = kind_of(block).key
    if kind in says:
        return says[kind](block, titles, pictures)
    words = plain(block.text, titles)
    return Summary(words) if words else Summary("", _("Nothing written yet"))


def plain(text: str, titles: Mapping[str, str]) -> str:
    """``text`` on one line, without its looks; a field is its title in ‹ ›, and conditions are left out."""

    def shown(source: str) -> str:
        field = field_of(source)
        return f"‹{titles.get(field.key, field.key)}›" if field else ""

    words = " ".join(line.text for line in parse(text))
    return " ".join(LIQUID.sub(lambda found: shown(found[0]), words).split())


def _of_picture(block: Any, titles: Mapping[str, str], pictures: "Mapping[str, Kept]") -> Summary:
    url, alt = block.url.strip(), plain(block.alt, titles)
    known = pictures.get(url.removeprefix("cid:"))
    if not url:
        return Summary("", _("No picture chosen yet"))
    said = _("“{words}”", words=alt) if alt else _("not described")
    if known:
        return Summary(known.name, " · ".join((said, size_words(known.size))))
    return Summary(_("Picture") if url.startswith("cid:") else url.partition("://")[2] or url, said)


def _of_button(block: Any, titles: Mapping[str, str], _pictures: object) -> Summary:
    words, url = plain(block.text, titles), block.url.strip()
    return Summary(words, url.removeprefix("https://") or _("leads nowhere yet"))


def _of_divider(_block: object, _titles: object, _pictures: object) -> Summary:
    return Summary("", _("A thin line between two subjects"))


def _of_spacing(block: Any, _titles: object, _pictures: object) -> Summary:
    return Summary("", _(SIZES[block.size]))


def size_words(size: int) -> str:
    """``size`` in bytes, as it is read: “96 kB”."""
    return _("{number} kB", number=numbers.number(max(1, round(size / 1000))))
