"""Style sheets and ``style=`` of pasted HTML: kept, but for what fetches, runs or hides behind escapes."""

import re
from collections.abc import Iterator

_LITERAL = r"\"[^\"\n]*\"|'[^'\n]*'"
_COMMENT = re.compile(r"/\*.*?(?:\*/|$)|<!--|-->", re.DOTALL)
_DECLARATIONS = re.compile(rf"(?:{_LITERAL}|\([^()]*\)|[^;\"'(])+|.", re.DOTALL)
_FETCHES = re.compile(
    r"[\\<>@]|(?:url|image|image-set|src|cross-fade|element|expression|attr)\s*\("
    r"|^\s*(?:behavior|-moz-binding)\s*:",
    re.IGNORECASE,
)
"""A backslash can spell any of the others; angle brackets have no business in a declaration."""

_PART = re.compile(rf"({_LITERAL})|([{{}};])|([^\"'{{}};]+|.)", re.DOTALL)


def style_attribute(style: str) -> tuple[str, list[str]]:
    """``style`` with its good declarations, and those that were taken out."""
    good: list[str] = []
    bad: list[str] = []
    for declaration in _split(_COMMENT.sub("", style)):
        (bad if _FETCHES.search(declaration) else good).append(declaration)
    return "; ".join(good), bad


def style_sheet(css: str, *, in_media: bool = False) -> tuple[str, list[str]]:
    """``css`` with its plain rules and those inside one ``@media``, and what was taken out.

    Source of the rule: a mail that loads a style sheet, font or picture through CSS tells a third party who
    reads it, and most mail programs drop it anyway.
    """
    kept: list[str] = []
    removed: list[str] = []
    for head, body in _rules(_COMMENT.sub("", css)):
        is_media = head.lower().startswith("@media") and not in_media and not _odd(head[1:])
        if is_media and body is not None:
            inner, gone = style_sheet(body, in_media=True)
            removed += gone
            kept += [f"{head} {{ {inner} }}"] if inner else []
        elif body is None or head.startswith("@") or _odd(head):
            removed.append(head)
        else:
            declarations, gone = style_attribute(body)
            removed += gone
            kept += [f"{head} {{ {declarations} }}"] if declarations else []
    return "\n".join(kept), removed


def _odd(head: str) -> bool:
    return bool(re.search(r"[\\<@]", head))


def _split(style: str) -> Iterator[str]:
    current = ""
    for found in _DECLARATIONS.finditer(style):
        if found[0] == ";":
            yield from filter(None, [current.strip()])
            current = ""
        else:
            current += found[0]
    yield from filter(None, [current.strip()])


def _rules(css: str) -> Iterator[tuple[str, str | None]]:
    """Head and body of each rule; a body of None means a statement such as ``@import …;`` or a torn rule."""
    head, body, depth = "", "", 0
    for found in _PART.finditer(css):
        mark = found[2]
        if mark == "{" and depth == 0:
            depth = 1
        elif mark == "{":
            depth += 1
            body += mark
        elif mark == "}" and depth == 1:
            yield " ".join(head.split()), body
            head, body, depth = "", "", 0
        elif mark == "}" and depth == 0:
            head = ""
        elif mark == ";" and depth == 0:
            yield " ".join(head.split()), None
            head = ""
        elif depth:
            depth -= mark == "}"
            body += found[0]
        else:
            head += found[0]
    if head.strip():
        yield " ".join(head.split()), None
