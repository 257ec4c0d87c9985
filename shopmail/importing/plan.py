"""What an import would do, row by row, before it does anything."""

from collections.abc import Callable

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from shopmail.importing.deciding import Landmarks, decide, landmarks
from shopmail.importing.mapping import mapping_from
from shopmail.importing.request import Request, replaceable
from shopmail.importing.staging import stage, sweep
from shopmail.importing.table_file import open_table
from shopmail.model import StagedRow, Verdict
from shopmail.storage.locking import Lock
from shopmail.storage.shop import Shop

Progress = Callable[[int, int], None]
Asked = Callable[[], bool]


class Plan:
    """A file staged in the shop file, with a verdict for each row. Ends by being applied, or discarded.

    It holds the ``import`` lock until then; as a context manager it discards itself when it was not applied.
    """

    def __init__(self, shop: Shop, request: Request, progress: Progress, stopped: Asked) -> None:
        """Read, check and stage ``request.path``. Raises what ``open_table`` and ``mapping_from`` raise."""
        request.check()
        self.shop = shop
        self.request = request
        self.table = open_table(request.path, request.encoding, request.delimiter, request.has_header)
        self.mapping = mapping_from(self.table, request.maps, request.skips)
        self.fields = replaceable(list(self.mapping.fields.values()), self.mapping.own_fields)
        request.check_replace(self.fields)
        self._lock = Lock(shop.path, "import")
        self._ended = False
        try:
            self.run_id, self.remarks = stage(
                shop, request, self.table, self.mapping, self.fields, progress, stopped
            )
            with shop.transaction() as session:
                self._decide(session)
        except BaseException:
            self.discard()
            raise

    def hold(self, session: Session) -> None:
        """Decide again if the list has moved on since, so that the plan is true of this very moment."""
        if landmarks(session) != self._landmarks:
            self._decide(session)

    def _decide(self, session: Session) -> None:
        decide(session, self.run_id, self.request, self.fields, self.shop.clock.now())
        self._landmarks: Landmarks = landmarks(session)
        self.counts = _counts(session)

    def discard(self) -> None:
        """Forget the plan; harmless to repeat."""
        if not self._ended:
            sweep(self.shop)
            self._lock.release()
            self._ended = True

    def __enter__(self) -> "Plan":
        return self

    def __exit__(self, *_exception: object) -> None:
        self.discard()


def _counts(session: Session) -> dict[Verdict, int]:
    """How many staged rows have each verdict; all verdicts are there."""
    rows = session.execute(select(StagedRow.verdict, func.count()).group_by(StagedRow.verdict))
    found = {row[0]: row[1] for row in rows}
    return {verdict: found.get(verdict.value, 0) for verdict in Verdict}
