"""Mails for the tests of this room, with one shop and one set of fields."""

from shopmail.campaigns.blocks.block import Block
from shopmail.campaigns.content import MailContent
from shopmail.campaigns.rendering import CompiledMail, compile_mail
from shopmail.settings import ShopSettings

SHOP = ShopSettings(
    name="Květiny U Mostu", address="Mostní 12\n397 01 Písek", company_number="12345678", language="en"
)
FIELDS = frozenset(("email", "first_name", "last_name", "city", "interests"))
LETTERS = "qwertzui"


def own(html: str, subject: str = "News", preview: str = "") -> CompiledMail:
    """A mail from own HTML."""
    return compile_mail(MailContent(subject, preview, html), SHOP, FIELDS, LETTERS)


def of_blocks(*blocks: Block, subject: str = "News", preview: str = "") -> CompiledMail:
    """A mail from blocks."""
    return compile_mail(MailContent(subject, preview, None, blocks), SHOP, FIELDS, LETTERS)


def body(html: str) -> str:
    """What stands in the body of ``html``, above the footer that was added."""
    inside = html.partition("<body")[2].partition(">")[2].rpartition("</body>")[0]
    return inside.partition('<div style="display:block!important')[0]
