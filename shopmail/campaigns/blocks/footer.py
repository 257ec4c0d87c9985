"""The footer no mail goes without: who sends it, from where, the way out (480/2004 Coll. § 7(4))."""

from shopmail.campaigns.personalization import as_html
from shopmail.delivery.message import UNSUBSCRIBE_URL
from shopmail.settings import ShopSettings
from shopmail.wording import N_, in_language

_COMMERCIAL = N_("This is a commercial message from {name}.")
_NUMBER = N_("Company number: {number}")
_WHY = N_("You get it because you agreed to our mails or are our customer.")
_UNSUBSCRIBE = N_("Unsubscribe")


def footer(shop: ShopSettings) -> str:
    """The footer's lines as HTML, in the language of the shop."""
    said = shop.language
    name = in_language(said, _COMMERCIAL, name=shop.name.strip() or "…")
    lines = [
        f"{as_html(name)} {as_html(in_language(said, _WHY))}",
        as_html(", ".join(line.strip() for line in [shop.name, *shop.address.splitlines()] if line.strip())),
        as_html(in_language(said, _NUMBER, number=shop.company_number.strip()))
        if shop.company_number
        else "",
        f'<a href="{UNSUBSCRIBE_URL}" style="color:#5C544B;text-decoration:underline">'
        f"{as_html(in_language(said, _UNSUBSCRIBE))}</a>",
    ]
    return "<br/>".join(filter(None, lines))


def footer_for_own_html(shop: ShopSettings) -> str:
    """The footer as an element of its own; no style sheet of the author's can hide it."""
    return (
        '<div style="display:block!important;visibility:visible!important;max-width:600px;margin:24px auto;'
        f'padding:0 16px;font:13px/20px Arial,sans-serif;color:#5C544B">{footer(shop)}</div>'
    )
