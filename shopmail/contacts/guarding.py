"""The apostrophe that keeps a spreadsheet from running a cell as a formula (OWASP, CSV injection; CWE-1236).

``unguarded(guarded(text)) == text`` for every text: what is exported comes back as it was.
"""

import re

_FORMULA = re.compile("'*[=+\\-@\t\r\n\0＝＋－＠]")
"""What a spreadsheet takes for a formula, and the same with apostrophes before it, so that one more shows."""
_GUARDED = re.compile("'" + _FORMULA.pattern)


def guarded(text: str) -> str:
    """``text`` as it may stand in a cell: one apostrophe before what could be a formula."""
    return "'" + text if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """``text`` without the one apostrophe that guards it, if one does."""
    return text[1:] if _GUARDED.match(text) else text
