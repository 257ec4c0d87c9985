"""A mail from blocks: MJML of ours around the author's words, made into HTML that mail programs show."""

import re
from collections.abc import Mapping, Sequence

import mrml

from shopmail.campaigns.blocks.block import Block, Page
from shopmail.campaigns.blocks.footer import footer
from shopmail.campaigns.inlining import inlined
from shopmail.campaigns.personalization import as_html
from shopmail.settings import ShopSettings

TEXT_WIDTH = 536
"""Pixels: a mail is 600 wide, with 32 on either side."""

_HEAD = """<mj-head>
<mj-title>{title}</mj-title>
<mj-attributes>
<mj-all font-family="'Helvetica Neue', Helvetica, Arial, sans-serif" />
<mj-text font-size="16px" line-height="26px" color="#33302B" padding="8px 0 0" />
<mj-class name="heading" font-family="Georgia, 'Times New Roman', serif" font-size="28px" line-height="36px"
 font-weight="700" color="#26221E" />
<mj-class name="footer" font-size="13px" line-height="20px" color="#5C544B" />
<mj-button align="left" background-color="#3D332B" color="#FFFFFF" border-radius="8px" font-size="16px"
 font-weight="600" inner-padding="14px 28px" line-height="20px" padding="8px 0 24px" css-class="sm-button" />
<mj-image padding="16px 0" border-radius="8px" fluid-on-mobile="true" />
<mj-divider border-width="1px" border-color="#E4DFD8" padding="16px 0" />
</mj-attributes>
<mj-style>
a {{ color: #7A3B69; }}
img {{ font-family: Arial, sans-serif; line-height: 20px; color: #5C544B; }}
@media only screen and (max-width: 623px) {{
.sm-card {{ margin-left: 12px !important; margin-right: 12px !important; }}
}}
@media only screen and (max-width: 479px) {{
.sm-card > table > tbody > tr > td {{ padding-left: 20px !important; padding-right: 20px !important; }}
.sm-button > table {{ width: 100% !important; }}
.sm-button a {{ display: block !important; }}
}}
</mj-style>
</mj-head>"""
"""``img``: how the words stand there while a picture is not shown. Where the window is no wider than the
mail, a little ground stays at its sides; on a phone less room goes to the sides of the words, and the button
is as wide as a thumb likes it."""

_TAGS = (
    *("mjml", "mj-head", "mj-title", "mj-attributes", "mj-all", "mj-class", "mj-style", "mj-body"),
    *("mj-section", "mj-column", "mj-text", "mj-button", "mj-image", "mj-divider", "mj-spacer"),
)


def document(
    blocks: Sequence[tuple[Block, str]], shop: ShopSettings, letters: str, widths: Mapping[str, int]
) -> str:
    """The HTML document of ``blocks``, each with its place in the owner's words, and the footer.

    The blocks' texts hold word tokens for fields and tags; ``widths`` is as in ``Page``. Raises
    ``CampaignRefused`` for a link that leads nowhere safe.
    """
    drawn = "".join(block.mjml(Page(letters, place, widths)) for block, place in blocks)
    mjml = (
        f'<mjml lang="{shop.language}" dir="ltr">{_HEAD.format(title=as_html(shop.name))}'
        '<mj-body background-color="#F5F1EB" width="600px">'
        '<mj-section padding="16px 0 0"><mj-column></mj-column></mj-section>'
        '<mj-section css-class="sm-card" background-color="#FFFFFF" border-radius="12px" padding="16px 32px">'
        f"<mj-column>{drawn}</mj-column></mj-section>"
        '<mj-section css-class="sm-card" padding="8px 32px 24px"><mj-column>'
        f'<mj-text mj-class="footer">{footer(shop)}</mj-text></mj-column></mj-section>'
        "</mj-body></mjml>"
    )
    return inlined(mrml.to_html(checked(mjml)).content)


def checked(mjml: str) -> str:
    """``mjml`` itself; raises ``ValueError`` for a tag that is unknown or not closed in its turn.

    mrml passes over both in silence, and a block of the mail would be missing.
    """
    open_tags: list[str] = []
    for slash, name, closed in re.findall(r"<(/?)(mj[a-z-]*)(?:\s[^>]*?)?(/?)>", mjml):
        if name not in _TAGS:
            raise ValueError(f"unknown MJML tag <{name}>")
        if slash and (not open_tags or open_tags.pop() != name):
            raise ValueError(f"</{name}> closes nothing")
        if not slash and not closed:
            open_tags.append(name)
    if open_tags:
        raise ValueError(f"<{open_tags[-1]}> is never closed")
    return mjml
