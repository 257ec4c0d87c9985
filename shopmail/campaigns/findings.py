"""What a finished mail shows without any recipient: its weight, its links, its pictures."""

from msgspec import Struct
from selectolax.lexbor import LexborHTMLParser, LexborNode

_VAGUE = frozenset(
    (
        *("click here", "here", "this link", "link", "read more", "more"),
        *("klikněte zde", "klikni zde", "zde", "tady", "odkaz", "více", "číst více"),
        *("нажмите здесь", "здесь", "тут", "сюда", "по ссылке", "ссылка", "подробнее"),
    )
)
"""Words that don't say where a link leads; screen readers read links on their own (WCAG 2.4.4)."""


class Findings(Struct, frozen=True):
    """Counts and words for the checks that warn; Gmail shows about the first 102 kB of ``html_bytes``."""

    html_bytes: int
    pictures_without_words: tuple[str, ...]
    """The addresses of pictures that have no description."""
    empty_links: int
    vague_links: tuple[str, ...]
    """The words of links that don't say where they lead."""
    pictures_inside: tuple[str, ...] = ()
    """The Content-IDs of the pictures that travel inside the mail, each once."""
    pictures_outside: tuple[str, ...] = ()
    """The addresses of the pictures that lie on the web, each once, as the HTML has them."""


def findings(html: str) -> Findings:
    """What is to be said about ``html``, a document in which fields are still tokens."""
    tree = LexborHTMLParser(html)
    links = tree.css("a")
    words = [" ".join(link.text().split()) for link in links]
    shown = [
        node.attributes.get(name) or ""
        for node in tree.css("[src], [background]")
        for name in ("src", "background")
        if name in node.attributes
    ]
    return Findings(
        html_bytes=len(html.encode()),
        pictures_without_words=tuple(
            image.attributes.get("src") or ""
            for image in tree.css("img")
            if not (image.attributes.get("alt") or "").strip()
        ),
        empty_links=sum(_is_empty(link) for link in links),
        vague_links=tuple(text for text in words if text.casefold().rstrip(".!…:> ") in _VAGUE),
        pictures_inside=tuple(
            dict.fromkeys(address[4:] for address in shown if address[:4].lower() == "cid:")
        ),
        pictures_outside=tuple(dict.fromkeys(address for address in shown if address[:4].lower() == "http")),
    )


def _is_empty(link: LexborNode) -> bool:
    if link.attributes.get("name") or link.attributes.get("id"):
        return False
    leads_nowhere = (link.attributes.get("href") or "#") == "#"
    return leads_nowhere or not (link.text().strip() or link.css("img"))
