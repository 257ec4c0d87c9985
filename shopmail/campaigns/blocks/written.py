"""The blocks that are read: a heading, a text, a button."""

import re
from collections.abc import Iterator

from shopmail.campaigns.blocks.block import Block, Page
from shopmail.campaigns.skeleton import tag_words


class Heading(Block, frozen=True, tag="heading"):
    """A line that says what the mail, or what follows, is about."""

    text: str

    def mjml(self, page: Page) -> str:
        """One large line."""
        return (
            '<mj-text mj-class="heading" padding-top="24px" padding-bottom="8px">'
            f'<h1 style="margin:0;font:inherit">{page.words(self.text)}</h1></mj-text>'
        )


class Text(Block, frozen=True, tag="text"):
    """Paragraphs, parted by empty lines; lines that begin with ``- `` are a list."""

    text: str

    def mjml(self, page: Page) -> str:
        """Paragraphs and lists; a condition that stands alone on its line encloses whole paragraphs."""
        return f"<mj-text>{''.join(_paragraphs(self.text, page))}</mj-text>"


class Button(Block, frozen=True, tag="button"):
    """The one thing to do, as a link that can't be missed."""

    text: str
    url: str

    def mjml(self, page: Page) -> str:
        """A filled button on the left, where the text begins."""
        return f'<mj-button href="{page.link(self.url)}">{page.words(self.text)}</mj-button>'


def _paragraphs(text: str, page: Page) -> Iterator[str]:
    alone = re.compile(rf"\s*(?:{tag_words(page.letters).pattern}\s*)+")
    for kind, lines in _grouped(text.splitlines(), alone):
        if kind == "tag":
            yield page.words("\n".join(lines)).replace("<br/>", "")
        elif kind == "list":
            items = "".join(f'<li style="margin:0 0 4px">{page.words(line[2:])}</li>' for line in lines)
            yield f'<ul style="margin:0 0 16px;padding:0 0 0 24px">{items}</ul>'
        elif kind == "text":
            yield f'<p style="margin:0 0 16px">{page.words(chr(10).join(lines), lists=True)}</p>'


def _grouped(lines: list[str], alone: re.Pattern[str]) -> Iterator[tuple[str, list[str]]]:
    """Neighbouring lines of one kind: ``text``, ``list``, ``tag`` (nothing but tags) or ``blank``."""
    kind, group = "blank", list[str]()
    for line in map(str.strip, lines):
        here = (
            "tag"
            if alone.fullmatch(line)
            else "list"
            if line.startswith("- ")
            else "text"
            if line
            else "blank"
        )
        if here != kind:
            yield kind, group
            kind, group = here, []
        group.append(line)
    yield kind, group
