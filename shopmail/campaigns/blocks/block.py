"""What every block is: frozen values from the draft, and a picture of itself in MJML."""

import re
from collections.abc import Mapping
from typing import ClassVar

from msgspec import Struct

from shopmail.campaigns import links
from shopmail.campaigns.blocks.markup import inline
from shopmail.campaigns.blocks.markup_tree import Part, nested
from shopmail.campaigns.personalization import as_html
from shopmail.campaigns.places import excerpt, refused
from shopmail.campaigns.skeleton import as_comment, tag_words
from shopmail.wording import _


class Page(Struct, frozen=True):
    """Where a block is being drawn: the marks of its mail, and its place in the owner's words."""

    letters: str
    place: str
    widths: Mapping[str, int] = {}
    """Content-ID -> pixels, of pictures in the shop file that are narrower than the text."""

    def words(self, text: str, *, lists: bool = False) -> str:
        """``text`` as HTML, its markup as ``blocks.markup`` reads it; all else is plain.

        ``lists``: it is a paragraph among lists, so a line may begin with ``\\- `` to be none of an item.
        """
        return self._drawn(nested(inline(text.strip(), lists=lists)))

    def link(self, address: str) -> str:
        """``address`` as a quoted attribute. Raises ``CampaignRefused`` when it leads nowhere safe."""
        if not address.strip():
            raise refused(self.place, _("it leads nowhere yet."), _("Write the address that it leads to."))
        checked = links.link(address, self.letters)
        if checked is None:
            raise refused(
                self.place,
                _("“{address}” can't be a link.", address=excerpt(_shown(address, self.letters))),
                _("A link begins with https://, mailto: or tel:, and names its site without a field."),
            )
        return as_html(checked)

    def picture(self, address: str) -> str:
        """``address`` of a picture as a quoted attribute. Raises ``CampaignRefused`` as ``link`` does."""
        if not address.strip():
            raise refused(self.place, _("there is no picture yet."), _("Choose one, or write its address."))
        checked = links.picture(address, self.letters)
        if checked is None:
            raise refused(
                self.place,
                _(
                    "“{address}” can't be the address of a picture.",
                    address=excerpt(_shown(address, self.letters)),
                ),
                _("A picture lies on the web; its address begins with https://."),
            )
        return as_html(checked)

    def _drawn(self, parts: tuple[Part | str, ...]) -> str:
        return "".join(self._plain(part) if isinstance(part, str) else self._element(part) for part in parts)

    def _element(self, part: Part) -> str:
        href = f' href="{self.link(part.link)}"' if part.kind == "a" else ""
        return f"<{part.kind}{href}>{self._drawn(part.inside)}</{part.kind}>"

    def _plain(self, text: str) -> str:
        html = as_html(text).replace("\n", "<br/>")
        return tag_words(self.letters).sub(lambda found: as_comment(self.letters, found[1]), html)


class Block(Struct, frozen=True, tag_field="kind", forbid_unknown_fields=True):
    """One block. A subclass has a tag (the draft's ``kind``), text keys, and ``mjml``."""

    def mjml(self, page: Page) -> str:
        """This block as children of an ``mj-column``; its texts hold word tokens by now."""
        raise NotImplementedError

    optional: ClassVar[tuple[str, ...]] = ()
    """The keys that may be empty."""


def _shown(address: str, letters: str) -> str:
    return re.sub(rf"-{letters}\w\d+-", "{{ … }}", address)
