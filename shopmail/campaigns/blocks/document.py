"""A mail from blocks: MJML of ours around the author's words, made into HTML that mail programs show."""

import re
from collections.abc import Sequence

import mrml

from shopmail.campaigns.blocks.block import Block, Page
from shopmail.campaigns.blocks.footer import footer
from shopmail.campaigns.inlining import inlined
from shopmail.campaigns.personalization import as_html
from shopmail.settings import ShopSettings

_HEAD = """<mj-head>
<mj-title>{title}</mj-title>
<mj-attributes>
<mj-all font-family="'Helvetica Neue', Helvetica, Arial, sans-serif" />
<mj-text font-size="16px" line-height="26px" color="#33302B" padding="8px 32px 0" />
<mj-class name="heading" font-family="Georgia, 'Times New Roman', serif" font-size="28px" line-height="36px"
 font-weight="700" color="#26221E" />
<mj-class name="footer" font-size="13px" line-height="20px" color="#5C544B" />
<mj-button align="left" background-color="#3D332B" color="#FFFFFF" border-radius="8px" font-size="16px"
 font-weight="600" inner-padding="14px 28px" line-height="20px" padding="8px 32px 24px" />
<mj-image padding="16px 32px" border-radius="8px" fluid-on-mobile="true" />
<mj-divider border-width="1px" border-color="#E4DFD8" padding="16px 32px" />
</mj-attributes>
<mj-style>a {{ color: #7A3B69; }}</mj-style>
</mj-head>"""

_TAGS = (
    *("mjml", "mj-head", "mj-title", "mj-attributes", "mj-all", "mj-class", "mj-style", "mj-body"),
    *("mj-section", "mj-column", "mj-text", "mj-button", "mj-image", "mj-divider"),
)


def document(blocks: Sequence[tuple[Block, str]], shop: ShopSettings, letters: str) -> str:
    """The HTML document of ``blocks``, each with its place in the owner's words, and the footer.

    The blocks' texts hold word tokens for fields and tags. Raises ``CampaignRefused`` for a link that leads
    nowhere safe.
    """
    drawn = "".join(block.mjml(Page(letters, place)) for block, place in blocks)
    mjml = (
        f'<mjml lang="{shop.language}" dir="ltr">{_HEAD.format(title=as_html(shop.name))}'
        '<mj-body background-color="#F5F1EB" width="600px">'
        '<mj-section padding="16px 0 0"><mj-column></mj-column></mj-section>'
        '<mj-section background-color="#FFFFFF" border-radius="12px" padding="16px 0">'
        f"<mj-column>{drawn}</mj-column></mj-section>"
        '<mj-section padding="8px 0 24px"><mj-column>'
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
