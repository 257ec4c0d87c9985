"""What an import would do, row by row, before it does anything."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from shopmail.importing.correcting import Corrector
from shopmail.importing.deciding import Landmarks, count_changes, decide, landmarks, regroup
from shopmail.importing.mapping import mapping_from
from shopmail.importing.plan_rows import Change, PlanRow, PlanRows
from shopmail.importing.request import Request, replaceable
from shopmail.importing.staging import stage, sweep
from shopmail.importing.status_words import with_meanings
from shopmail.importing.stopping import Asked, Progress, stopping, unheard
from shopmail.importing.table_file import open_table
from shopmail.model import StagedRow, Verdict
from shopmail.settings import zone
from shopmail.storage.locking import Lock
from shopmail.storage.shop import Shop, settings_of

__all__ = ["Change", "Plan", "PlanRow"]


class Plan:
    """A file staged in the shop file, with a verdict for each row. Ends by being applied, or discarded.

    It holds the ``import`` lock until then; as a context manager it discards itself when it was not applied.
    """

    def __init__(self, shop: Shop, request: Request, progress: Progress, stopped: Asked) -> None:
        """Read, check and stage ``request.path``; ``progress`` is told bytes.

        Raises what ``open_table``, ``mapping_from`` and ``with_meanings`` raise, and ``Stopped``.
        """
        request.check()
        self.shop = shop
        self.request = request
        self.table = open_table(
            request.path,
            request.encoding,
            request.delimiter,
            request.has_header,
            stopping(unheard, stopped),
        )
        mapping = mapping_from(self.table, request.maps, request.skips)
        self.mapping = with_meanings(mapping, request.words)
        columns = list(self.mapping.fields.values())
        request.check_fields(columns, self.mapping.own_fields)
        self.fields = replaceable(columns, self.mapping.own_fields)
        self._rows = PlanRows(request, self.table, self.mapping, self.fields)
        self._landmarks: Landmarks | None = None
        self.counts: dict[Verdict, int] = {}
        """How many rows have each verdict; all verdicts are there."""
        self.fields_changed = 0
        """How many values of known people's fields become others."""
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

    @property
    def rows_in_all(self) -> int:
        """The rows of the file: the sum of ``counts``."""
        return sum(self.counts.values())

    def found(self, verdict: Verdict, search: str) -> int:
        """How many rows of this verdict hold each word of ``search`` somewhere; case and accents are one."""
        with self.shop.reading() as session:
            return self._rows.found(session, verdict, search)

    def rows(self, verdict: Verdict, search: str, offset: int, limit: int) -> list[PlanRow]:
        """Those rows in the order of the file."""
        with self.shop.reading() as session:
            return self._rows.page(session, verdict, search, offset, limit, self.shop.clock.now())

    def correct(self, line: int, values: Mapping[str, str]) -> dict[str, str]:
        """Give the row that begins in ``line`` another address (``email``) or other fields; decide it anew.

        Answers with the values that stood before: handed in again, they undo it. Raises ``InputRefused`` for
        a value that can't be, for a row that is broken as a whole, and where somebody who said no would get
        away from it.
        """
        now = self.shop.clock.now()
        with self._kept_on_failure(), self.shop.transaction() as session:
            corrector = Corrector(
                self.request,
                self.table,
                self.mapping,
                self.fields,
                self.shop.address_key,
                zone(settings_of(session)),
                now,
            )
            before, hashes = corrector(session, line, values)
            if hashes:
                for hashed in hashes:
                    regroup(session, hashed)
                moved = landmarks(session) != self._landmarks
                self._decide(session, None if moved else (hashes[0], hashes[-1]))
        return before

    @contextmanager
    def applying(self) -> Iterator[Session]:
        """The transaction in which the plan is made true: it is decided again if the list has moved on.

        The plan has ended when the block has; when the block raises, it is what it was.
        """
        with self._kept_on_failure(), self.shop.transaction() as session:
            if landmarks(session) != self._landmarks:
                self._decide(session)
            yield session
        # Nothing is staged any more, so nothing that could fail follows what is done.
        self._end()

    @contextmanager
    def tried(self) -> Iterator[Session]:
        """A transaction in which the plan may be made true to see what comes of it; all is taken back."""
        kept = self._landmarks, self.counts, self.fields_changed
        try:
            with self.shop.transaction() as session:
                if landmarks(session) != self._landmarks:
                    self._decide(session)
                yield session
                session.rollback()
        finally:
            self._landmarks, self.counts, self.fields_changed = kept

    @contextmanager
    def _kept_on_failure(self) -> Iterator[None]:
        """What is rolled back in the shop file goes back here too."""
        kept = self._landmarks, self.counts, self.fields_changed
        try:
            yield
        except BaseException:
            self._landmarks, self.counts, self.fields_changed = kept
            raise

    def _decide(self, session: Session, only: tuple[bytes, bytes] | None = None) -> None:
        decide(session, self.run_id, self.request, self.fields, self.shop.clock.now(), only)
        self._landmarks = landmarks(session)
        self.counts = _counts(session)
        self.fields_changed = count_changes(session, self.request, self.fields)

    def discard(self) -> None:
        """Forget the plan; harmless to repeat. Raises ``ShopFileBusy``, and then too the plan has ended."""
        if not self._ended:
            try:
                sweep(self.shop)
            finally:
                # What could not be swept now, the next import sweeps; it must not be locked out for that.
                self._end()

    def _end(self) -> None:
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
