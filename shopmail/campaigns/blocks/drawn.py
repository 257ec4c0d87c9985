"""The blocks that are looked at: a picture, a divider."""

from typing import ClassVar

from shopmail.campaigns.blocks.block import Block, Page
from shopmail.campaigns.personalization import as_html


class Picture(Block, frozen=True, tag="picture"):
    """A picture with words for those who don't see it and, if wanted, a link.

    ``url`` is an address on the web, or ``cid:`` and the Content-ID of a picture that is in the shop file.
    """

    url: str
    alt: str = ""
    link: str = ""

    optional: ClassVar[tuple[str, ...]] = ("alt", "link")

    def mjml(self, page: Page) -> str:
        """The picture at the full width of the text, also on a phone; one that is narrower as it is."""
        href = f' href="{page.link(self.link)}"' if self.link.strip() else ""
        narrow = page.widths.get(self.url.strip().removeprefix("cid:"))
        width = f' width="{narrow}px" fluid-on-mobile="false"' if narrow else ""
        return f'<mj-image src="{page.picture(self.url)}" alt="{as_html(self.alt.strip())}"{href}{width} />'


class Divider(Block, frozen=True, tag="divider"):
    """A thin line between two subjects."""

    def mjml(self, page: Page) -> str:  # noqa: ARG002 - a line is the same in every mail
        """The line."""
        return "<mj-divider />"
