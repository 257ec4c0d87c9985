"""The sources that the shop knows, read on a lane."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from shopmail.settings import Settings


@dataclass(frozen=True)
class KnownSource:
    """A source as it is kept; an import into it adds people and changes none of this."""

    name: str
    origin: str
    collected_on: str
    wording: str


def known_sources(session: "Session", _settings: "Settings") -> dict[str, KnownSource]:
    """By their names."""
    from sqlalchemy import select

    from shopmail.model import Source

    found = session.execute(select(Source.name, Source.origin, Source.collected_on, Source.wording))
    sources = (
        KnownSource(name, origin.value, collected_on, wording)
        for name, origin, collected_on, wording in found
    )
    return {source.name: source for source in sorted(sources, key=lambda source: source.name.casefold())}
