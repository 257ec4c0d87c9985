"""The block that is nothing but room between two others."""

from typing import ClassVar, Literal

from shopmail.campaigns.blocks.block import Block, Page

HEIGHTS = {"small": 16, "medium": 32, "large": 64}
"""Pixels, in steps that can be told apart also on a phone."""


class Spacing(Block, frozen=True, tag="spacing"):
    """Room: ``small``, ``medium`` or ``large``."""

    size: Literal["small", "medium", "large"] = "medium"

    optional: ClassVar[tuple[str, ...]] = ("size",)

    def mjml(self, page: Page) -> str:  # noqa: ARG002 - room is the same in every mail
        """The room."""
        return f'<mj-spacer height="{HEIGHTS[self.size]}px" />'
