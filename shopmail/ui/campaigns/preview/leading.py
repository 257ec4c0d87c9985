"""Where a link of a mail leads, in a sentence: the preview tells it instead of going there."""

from urllib.parse import unquote

from shopmail.wording import _

MOST = 300
"""Characters of an address that are shown."""


def words(address: str) -> str:
    """What to say of a link that was pressed."""
    from shopmail.delivery.message import UNSUBSCRIBE_URL

    if address.startswith(UNSUBSCRIBE_URL):
        return _("Here everybody finds their own link to leave.")
    kind, _colon, rest = address.partition(":")
    if kind == "mailto":
        return _("This link writes a mail to {address}.", address=_short(unquote(rest)))
    if kind == "tel":
        return _("This link calls {number}.", number=_short(unquote(rest)))
    return _("This link leads to {address}", address=_short(address))


def _short(address: str) -> str:
    # Without what has no face: it could turn round the end of an address, and so hide where it leads.
    line = "".join(letter for letter in address if letter.isprintable())
    return line if len(line) <= MOST else f"{line[:MOST]} …"
