"""What can be done with a row of blocks; each act gives another row."""

from typing import TypeVar

T = TypeVar("T")
Row = tuple[T, ...]


def put(blocks: Row[T], place: int, block: T) -> Row[T]:
    """``block`` before the one at ``place``, or at the end."""
    return (*blocks[:place], block, *blocks[place:])


def without(blocks: Row[T], place: int) -> Row[T]:
    """All but the one at ``place``."""
    return blocks[:place] + blocks[place + 1 :]


def replaced(blocks: Row[T], place: int, block: T) -> Row[T]:
    """``block`` in the place of the one at ``place``."""
    return (*blocks[:place], block, *blocks[place + 1 :])


def moved(blocks: Row[T], place: int, to: int) -> Row[T]:
    """The block at ``place`` so that it then stands at ``to``."""
    return put(without(blocks, place), to, blocks[place])
