"""What every block is: frozen values from the draft, and a picture of itself in MJML."""

import re
from typing import ClassVar

from msgspec import Struct

from shopmail.campaigns import links
from shopmail.campaigns.personalization import as_html
from shopmail.campaigns.places import excerpt, refused
from shopmail.campaigns.skeleton import as_comment, tag_words
from shopmail.wording import _


class Page(Struct, frozen=True):
    """Where a block is being drawn: the marks of its mail, and its place in the owner's words."""

    letters: str
    place: str

    def words(self, text: str) -> str:
        """``text`` as HTML: ``**bold**``, ``*italic*``, ``[words](address)``; all else is plain."""
        html = as_html(text.strip())
        html = re.sub(r"\[([^\[\]]+)\]\(([^()\s]+)\)", self._link_in_text, html)
        html = re.sub(r"\*\*(?=\S)(.+?)(?<=\S)\*\*", r"<b>\1</b>", html, flags=re.DOTALL)
        html = re.sub(r"(?<![\w*])\*(?=\S)(.+?)(?<=\S)\*(?![\w*])", r"<i>\1</i>", html, flags=re.DOTALL)
        html = html.replace("\n", "<br/>")
        return tag_words(self.letters).sub(lambda found: as_comment(self.letters, found[1]), html)

    def link(self, address: str) -> str:
        """``address`` as a quoted attribute. Raises ``CampaignRefused`` when it leads nowhere safe."""
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

    def _link_in_text(self, found: re.Match[str]) -> str:
        address = self.link(found[2].replace("&amp;", "&").replace("&#39;", "'").replace("&#34;", '"'))
        return f'<a href="{address.replace("*", "%2A")}">{found[1]}</a>'


class Block(Struct, frozen=True, tag_field="kind", forbid_unknown_fields=True):
    """One block. A subclass has a tag (the draft's ``kind``), text keys, and ``mjml``."""

    def mjml(self, page: Page) -> str:
        """This block as children of an ``mj-column``; its texts hold word tokens by now."""
        raise NotImplementedError

    optional: ClassVar[tuple[str, ...]] = ()
    """The keys that may be empty."""


def _shown(address: str, letters: str) -> str:
    return re.sub(rf"-{letters}\w\d+-", "{{ … }}", address)
