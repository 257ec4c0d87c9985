"""A mail from the owner's own HTML: cleaned, styles written into the tags, in a document of ours."""

import re
from collections.abc import Sequence

from msgspec import Struct
from selectolax.lexbor import LexborHTMLParser

from shopmail.campaigns import css_rules
from shopmail.campaigns.html_rules import allowed_value, sanitised
from shopmail.campaigns.inlining import inlined
from shopmail.campaigns.personalization import as_html
from shopmail.campaigns.places import excerpt, refused
from shopmail.campaigns.script import Tag
from shopmail.campaigns.skeleton import as_comment, hole_words, tag_comments, tag_words
from shopmail.campaigns.structure import check_order
from shopmail.wording import _

_BODY_ATTRIBUTES = ("bgcolor", "class", "dir", "id", "lang", "style")


_BODY = re.compile(r"(<body\b[^<>]*>)", re.IGNORECASE)


class OwnHtml(Struct, frozen=True):
    """A whole HTML document, and what was taken out of the author's."""

    html: str
    removed: tuple[str, ...]


def document(source: str, letters: str, tags: Sequence[Tag], title: str, language: str) -> OwnHtml:
    """The author's HTML, with word tokens for fields and tags, as a safe document.

    Raises ``CampaignRefused`` when a condition stands where HTML can't keep it.
    """
    marked = _with_comments(_with_body(source, letters, tags), letters)
    tree = LexborHTMLParser(marked)
    if tree.body is None:
        raise refused(_("The mail's own HTML"), _("it has no body."))
    css, removed = _style_sheets(tree)
    attributes = {
        name: allowed_value("body", name, value, letters)
        for name, value in tree.body.attributes.items()
        if name in _BODY_ATTRIBUTES and value and ">" not in value
    }
    clean = sanitised(tree.html or "", tree.body.inner_html or "", letters, tag_comments(letters))
    check_order(marked, clean.html, letters, tags)
    written = "".join(f' {name}="{as_html(value)}"' for name, value in attributes.items() if value)
    return OwnHtml(
        inlined(
            f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            f"<title>{as_html(title)}</title><style>{css}</style></head>"
            f"<body{written}>{clean.html}</body></html>"
        ),
        (*clean.removed, *map(excerpt, removed)),
    )


def _with_body(source: str, letters: str, tags: Sequence[Tag]) -> str:
    """``source`` with its ``<body>`` written out, and behind it what the author assigns at the very top.

    A parser puts comments that come before the body outside of it.
    """
    if not _BODY.search(source):
        opening = re.match(
            r".*</head\s*>|\s*(?:<!doctype[^>]*>)?\s*(?:<html\b[^>]*>)?", source, re.I | re.DOTALL
        )
        end = opening.end() if opening else 0
        source = f"{source[:end]}<body>{source[end:]}"
    head, body, rest = _BODY.split(source, maxsplit=1)
    above = tag_words(letters).findall(head)
    if not all(_tag(tags, number).name == "assign" for number in above) or hole_words(letters).search(head):
        return source
    words = "".join(f"-{letters}t{number}-" for number in above)
    return f"{tag_words(letters).sub('', head)}{body}{words}{rest}"


def _tag(tags: Sequence[Tag], number: str) -> Tag:
    return next(tag for tag in tags if tag.number == int(number))


def _with_comments(source: str, letters: str) -> str:
    """``source`` with a comment for each tag word, but not inside the author's own comments: they can't nest.

    A row that follows a tag gets its ``<tbody>`` written out, or the parser would open it behind the tag and
    the end of the condition would stand deeper than its beginning.
    """
    words = re.compile(rf"<!--.*?(?:-->|$)|{tag_words(letters).pattern}", re.DOTALL)
    marked = words.sub(lambda found: as_comment(letters, found[1]) if found[1] else _closed(found[0]), source)
    comment = tag_comments(letters).pattern.replace("(", "(?:")
    return re.sub(
        rf"(<table\b[^<>]*>|</colgroup\s*>|</caption\s*>|</thead\s*>)((?:\s*{comment})+\s*)(?=<tr\b)",
        r"\1<tbody>\2",
        marked,
        flags=re.IGNORECASE,
    )


def _closed(comment: str) -> str:
    return comment if comment.endswith("-->") else f"{comment}-->"


def _style_sheets(tree: LexborHTMLParser) -> tuple[str, list[str]]:
    kept, removed = [], []
    for node in tree.css("style"):
        css = node.text()
        media = (node.attributes.get("media") or "").strip()
        css, gone = css_rules.style_sheet(f"@media {media} {{ {css} }}" if media else css)
        kept.append(css)
        removed += gone
    return "\n".join(kept), removed
