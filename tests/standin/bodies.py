"""Request bodies stay bytes and are decoded when looked at: many thousand kept dicts slow everything down."""

from functools import lru_cache
from typing import Any

import msgspec

UNREADABLE = object()
"""Stands for a body that is no JSON."""


@lru_cache(maxsize=4)
def decoded(raw: bytes) -> Any:
    """The value of a JSON body, not to be changed; ``UNREADABLE`` when it is none."""
    try:
        return msgspec.json.decode(raw)
    except msgspec.DecodeError:
        return UNREADABLE
