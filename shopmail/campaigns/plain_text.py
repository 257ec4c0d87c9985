"""The plain-text part of a mail, read off its HTML as a person without pictures would read it out."""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from shopmail.campaigns.elements import BLOCKS, PARAGRAPHS, UNREAD

_HIDDEN = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)", re.IGNORECASE
)


def plain_text(html: str) -> str:
    """The visible text of ``html``: blocks on lines of their own, ``words (address)`` for links.

    Lists get dashes or numbers, pictures their description, ruled lines three dashes. Lines are not wrapped.
    """
    body = LexborHTMLParser(html).body
    if body is None:
        return ""
    walker = _Walker()
    walker.walk(body)
    return walker.text()


class _Walker:
    def __init__(self) -> None:
        self._lines: list[str] = [""]
        self._lists: list[int | None] = []
        """For each open list the next number, or None for dashes."""

    def text(self) -> str:
        lines = "\n".join(line.strip() for line in self._lines)
        return re.sub(r"\n{3,}", "\n\n", lines).strip() + "\n"

    def walk(self, node: LexborNode) -> None:
        child = node.child
        while child is not None:
            self._visit(child)
            child = child.next

    def _visit(self, node: LexborNode) -> None:
        tag = node.tag or ""
        if tag == "-text":
            self._say(re.sub(r"\s+", " ", node.text_content or ""))
        elif tag == "br":
            self._lines.append("")
        elif tag == "img":
            self._say(_attribute(node, "alt"))
        elif tag in UNREAD or tag.startswith("-") or _is_hidden(node):
            return
        elif tag == "a":
            self._link(node)
        elif tag in BLOCKS:
            self._block(tag, node)
        else:
            self.walk(node)
            if tag in ("td", "th"):
                self._say(" ")

    def _block(self, tag: str, node: LexborNode) -> None:
        self._break(paragraph=tag in PARAGRAPHS and not (tag in ("ol", "ul") and self._lists))
        if tag == "hr" or (tag == "p" and _is_ruled_line(node)):
            self._say("---")
        elif tag in ("ol", "ul"):
            self._lists.append(1 if tag == "ol" else None)
            self.walk(node)
            self._lists.pop()
        else:
            if tag == "li":
                self._say(self._bullet())
            self.walk(node)
        self._break(paragraph=tag in PARAGRAPHS and not self._lists)

    def _bullet(self) -> str:
        if not self._lists or (number := self._lists[-1]) is None:
            return "- "
        self._lists[-1] = number + 1
        return f"{number}. "

    def _link(self, node: LexborNode) -> None:
        line, start = len(self._lines) - 1, len(self._lines[-1])
        self.walk(node)
        words = " ".join([self._lines[line][start:], *self._lines[line + 1 :]]).strip()
        address = _attribute(node, "href").removeprefix("mailto:")
        if address and not address.startswith("#") and address != words:
            self._say(f" ({address})" if words else address)

    def _say(self, words: str) -> None:
        line = self._lines[-1]
        self._lines[-1] = line + (words.lstrip() if not line or line.endswith(" ") else words)

    def _break(self, *, paragraph: bool) -> None:
        if self._lines[-1].strip():
            self._lines.append("")
        if paragraph and len(self._lines) > 1 and self._lines[-2]:
            self._lines.append("")


def _attribute(node: LexborNode, name: str) -> str:
    return " ".join((node.attributes.get(name) or "").split())


def _is_hidden(node: LexborNode) -> bool:
    return bool(_HIDDEN.search(node.attributes.get("style") or ""))


def _is_ruled_line(node: LexborNode) -> bool:
    """Whether this is how mrml draws a divider: an empty paragraph with a border above."""
    style = node.attributes.get("style") or ""
    return "border-top" in style and not (node.text_content or "").strip() and node.child is None
