"""Mails to begin with, so that nobody has to face an empty page: news, an offer, a plain letter.

What only the owner can know stands in square brackets, and buttons lead to ``ELSEWHERE``; ``unfilled`` says
what of that is still there, so that no mail leaves with it.
"""

import re
from collections.abc import Iterable
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from shopmail.campaigns.blocks.block import Block
from shopmail.campaigns.blocks.drawn import Divider
from shopmail.campaigns.blocks.markup import Line, Run, written
from shopmail.campaigns.blocks.written import Button, Heading, Text
from shopmail.settings import ShopSettings
from shopmail.wording import LANGUAGES, N_, in_language

ELSEWHERE = "https://example.com/"
"""Where a button leads until the owner has said where to (RFC 2606: nobody's site)."""

_SIGNED = N_("Warm wishes,\n{name}")
_HINT = re.compile(r"\[([^\[\]]+)\]")


class StartingPoint(Struct, frozen=True):
    """A mail to begin with. ``title`` and ``sentence`` are looked up with ``_`` where they are shown."""

    key: str
    title: str
    sentence: str
    drawn_up: tuple[Block, ...]
    """Its blocks in English, without the last words."""

    def blocks(self, language: str, shop: ShopSettings) -> tuple[Block, ...]:
        """The mail in the language ``en``, ``cs`` or ``ru``, signed with the shop's name."""
        name = written((Line((Run(shop.name.strip() or "…"),)),))
        signed = Text(in_language(language, _SIGNED, name=name))
        return (*(_said(block, language) for block in self.drawn_up), signed)


STARTING_POINTS = (
    StartingPoint(
        "news",
        N_("News"),
        N_("What is new in the shop: a greeting, one thing told well, a short list."),
        (
            Heading(N_("News from our shop")),
            Text(
                N_(
                    'Hello {{ first_name | default: "there" }},\n\n'
                    "A lot has happened here since we last wrote."
                    " This is what we want to show you first."
                )
            ),
            Heading(N_("[The best piece of news, in five words]")),
            Text(
                N_(
                    "[What is it, whom is it for, and why do you like it? Two or three sentences do.]"
                    "\n\nAlso new:\n\n- [Something else worth knowing]\n- [A date, an event, opening hours]"
                )
            ),
            Button(N_("Have a look"), ELSEWHERE),
            Divider(),
            Text(
                N_(
                    "Is there something you have been looking for?"
                    " Just answer this mail. We read every answer ourselves."
                )
            ),
        ),
    ),
    StartingPoint(
        "offer",
        N_("Offer"),
        N_("Something at a better price: what, until when, and how to get it."),
        (
            Heading(N_("A thank-you for you: 10 percent off")),
            Text(
                N_(
                    'Hello {{ first_name | default: "there" }},\n\n'
                    "Without our customers there would be no shop. As a small thank-you, you get"
                    " **10 percent off [what the offer is for]** until **[the last day]**."
                )
            ),
            Button(N_("Choose something"), ELSEWHERE),
            Text(
                N_(
                    "This is how it works:\n\n- In the shop, show this mail when you pay.\n"
                    "- Can't come in person? Answer this mail, and we will put aside what you would like."
                )
            ),
            Text(N_("*The offer ends on [the last day] and can't be combined with other discounts.*")),
        ),
    ),
    StartingPoint(
        "plain-letter",
        N_("Plain letter"),
        N_("Words only, as you would write to a good customer."),
        (
            Text(
                N_(
                    'Hello {{ first_name | default: "there" }},\n\n'
                    "[Begin with the one thing you want to say,"
                    " as if the person stood at the counter before you.]\n\n"
                    "[Then say what it means for them and what they can do: come by, answer, order.]\n\n"
                    "Questions? Just answer this mail, it comes straight to us."
                )
            ),
        ),
    ),
)
"""In the order in which they are offered."""


def unfilled(blocks: Iterable[Block]) -> tuple[str, ...]:
    """What of a starting point is still in these blocks as it was: its hints, and ``ELSEWHERE``."""
    texts = [getattr(block, key) for block in blocks for key in block.__struct_fields__]
    said = "\n".join(texts).replace("\\[", "[").replace("\\]", "]")
    hints = [hint for hint in _hints() if f"[{hint}]" in said]
    return (*hints, *([ELSEWHERE] if ELSEWHERE in texts else []))


def _said(block: Block, language: str) -> Block:
    if isinstance(block, Heading | Text | Button):
        return replace(block, text=in_language(language, block.text))
    return block


@cache
def _hints() -> tuple[str, ...]:
    """The words in square brackets of all starting points, in every language."""
    texts = [
        block.text
        for language in LANGUAGES
        for point in STARTING_POINTS
        for block in point.blocks(language, ShopSettings())
        if isinstance(block, Heading | Text | Button)
    ]
    return tuple(dict.fromkeys(hint for text in texts for hint in _HINT.findall(text)))
