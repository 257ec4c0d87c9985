"""What an owner may call a segment or a campaign, and what a second one of the same name is called."""

import re
from collections.abc import Iterable
from itertools import count

from shopmail.contacts.fields import clean
from shopmail.errors import InputRefused
from shopmail.wording import _

LONGEST_NAME = 100

_NUMBERED = re.compile(r" \(\d+\)\Z")


def checked(name: str, title: str, missing: str, advice: str) -> str:
    """``name`` on one line, at most ``LONGEST_NAME`` characters.

    Raises ``InputRefused`` with ``title``, which says what was not done; for no name with the sentences
    ``missing`` and ``advice``. All three are translated.
    """
    kept = clean(name)
    if not kept:
        raise InputRefused(title, missing, advice)
    if len(kept) > LONGEST_NAME:
        raise InputRefused(
            title,
            _("The name has more than {count} characters.", count=LONGEST_NAME),
            _("Choose a shorter one."),
        )
    return kept


def numbered(name: str, taken: Iterable[str]) -> str:
    """“Name (2)”, or the next number that none of ``taken`` has, upper and lower case alike.

    The stem is cut where the whole would get too long.
    """
    folded = {other.casefold() for other in taken}
    stem = _NUMBERED.sub("", name)
    suffixes = (f" ({number})" for number in count(2))
    names = (stem[: LONGEST_NAME - len(suffix)].rstrip() + suffix for suffix in suffixes)
    return next(free for free in names if free.casefold() not in folded)
