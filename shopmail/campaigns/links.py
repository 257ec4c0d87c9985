"""Which addresses a mail may point to, and where in one a field may stand."""

import re

from shopmail.campaigns.personalization import Form

_ADDRESS = re.compile(
    r"(https?://[^/?#@\s]+(?:[/?#].*)?|mailto:.*|tel:[-+0-9(). ]*)", re.IGNORECASE | re.DOTALL
)
_PICTURE = re.compile(r"(https?://[^/?#@\s]+(?:[/?#].*)?|cid:[^\s]+)", re.IGNORECASE | re.DOTALL)
_BAD = re.compile(r"[\x00-\x1f\x7f\\]")


def link(address: str, letters: str) -> str | None:
    """``address`` as a link may have it, or None: https, http, mailto, tel, or a place in the mail itself.

    A relative address, ``//host`` or ``\\\\host`` would mean the reader's own computer or network. Fields may
    stand only behind the site's address, or a stranger's data could lead readers to another site; they are
    marked to be percent-encoded.
    """
    if re.fullmatch(r"#[\w.-]+", address):
        return address
    return _checked(address, _ADDRESS, letters)


def picture(address: str, letters: str) -> str | None:
    """``address`` as a picture may have it, or None: https, http, or ``cid:`` for one inside the mail."""
    return _checked(address, _PICTURE, letters)


def _checked(address: str, allowed: re.Pattern[str], letters: str) -> str | None:
    address = address.strip()
    if _BAD.search(address) or not allowed.fullmatch(address):
        return None
    site, _slash, _path = address.partition("//")[2].partition("/")
    if f"-{letters}" in re.split("[?#]", site)[0]:
        return None
    marked = re.sub(rf"-{letters}{Form.HTML}(\d+)-", rf"-{letters}{Form.URL}\1-", address)
    return marked.replace(" ", "%20")
