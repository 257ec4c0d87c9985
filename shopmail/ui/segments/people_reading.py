"""What the list of a segment's people reads, on a lane: from its definition, anew each time."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from shopmail.ui.contacts.reading import BoxCell
from shopmail.ui.widgets.cells import Cell
from shopmail.ui.widgets.states import standing_state
from shopmail.wording import _

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from shopmail.segments.definition import Definition
    from shopmail.segments.people import Found
    from shopmail.settings import Settings
    from shopmail.storage.shop import Shop

_EVERYBODY = 2**31
"""More people than anybody has."""


class People:
    """The people of a definition (JSON): ``which`` of them, as ``segments.people`` names them; ``now`` fixed.

    Everything here runs on a lane and raises ``DefinitionRefused``.
    """

    def __init__(self, definition_json: str, which: str, now: int) -> None:
        self._json, self._which, self._now = definition_json, which, now

    def rows(
        self, session: "Session", settings: "Settings", search: str, offset: int, limit: int
    ) -> Sequence[tuple[Cell, ...]]:
        """Name, address, whether they may be mailed."""
        from shopmail.segments.people import people

        wanted = self._definition(session)
        found = people(session, wanted, settings, self._now, self._which, search, offset, limit)
        return [_cells(one) for one in found]

    def some_rows(
        self, session: "Session", settings: "Settings", search: str, spans: Sequence[tuple[int, int]]
    ) -> Sequence[tuple[Cell, ...]]:
        """The rows from the first to the last of each span; of no span at all, all rows."""
        found: list[tuple[Cell, ...]] = []
        for first, last in spans or [(0, _EVERYBODY)]:
            found += self.rows(session, settings, search, first, last - first + 1)
        return found

    def count(self, session: "Session", settings: "Settings", search: str) -> int:
        """How many they are."""
        from shopmail.segments.people import how_many

        return how_many(session, self._definition(session), settings, self._now, self._which, search)

    def export(
        self,
        shop: "Shop",
        search: str,
        path: Path,
        progress: Callable[[int, int], None],
        stopped: Callable[[], bool],
    ) -> int:
        """Write them into a file; raises what ``contacts.exporting.export`` raises."""
        from shopmail.contacts.exporting import export
        from shopmail.segments.people import query
        from shopmail.storage.shop import settings_of

        with shop.reading() as session:
            people = query(self._definition(session), settings_of(session), self._now, self._which, search)
            # The dialog has asked about a file of that name.
            return export(session, people, path, self._now, progress, stopped, replace=True)

    def _definition(self, session: "Session") -> "Definition":
        from shopmail.segments.parsing import from_json
        from shopmail.segments.rules.catalog import known

        return from_json(json.loads(self._json), known(session))


def _cells(one: "Found") -> tuple[Cell, ...]:
    from shopmail.consent.mailable import MEANINGS, Standing

    if one.why_not is None:
        state = standing_state(Standing.CAN_BE_MAILED.value, "")
        mailed = Cell(_(state.words), state)
    else:
        meaning = MEANINGS[one.why_not]
        words = _(meaning.words)
        state = standing_state(meaning.standing.value, one.why_not.value)
        mailed = Cell(words[:1].upper() + words[1:], state, more=_(meaning.sentence))
    return BoxCell(one.name, person=one.contact_id), Cell(one.email, muted=True), mailed
