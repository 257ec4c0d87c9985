"""The questions of the Contacts page to the shop file, each on its lane; only the latest answer comes."""

from collections.abc import Callable, Sequence
from functools import partial

from shopmail.ui.contacts import reading
from shopmail.ui.contacts.choosing import Asked
from shopmail.ui.contacts.columns import OwnFields
from shopmail.ui.page import Page
from shopmail.ui.paged import Answer, Row

Counts = dict[str, int]
"""How many people have each standing."""


class Finding:
    """Rows come on one lane and counts on another, so that what is on screen doesn't wait for a count.

    Both at once would still share the disk and the processor: the count is asked for when rows have come.
    """

    def __init__(self, page: Page) -> None:
        self._desk = page.desk
        self._rows, self._fields, self._range = (page.latest("reading") for _matter in range(3))
        self._count, self._everybody, self._standings = (page.latest("counting") for _matter in range(3))
        self._rows_are_coming = False
        self._count_then: Callable[[], None] | None = None

    def rows(self, asked: Asked, offset: int, limit: int, answer: Answer) -> None:
        """Some rows of the list, as ``PagedModel`` fetches them."""
        now = self._desk.now()

        def came(found: Sequence[Row] | None) -> None:
            self._rows_are_coming = False
            answer(found)
            if self._count_then:
                self._count_then()

        def failed(problem: Exception) -> None:
            came(None)
            self._desk.background.unforeseen(problem)

        work = self._desk.reading(lambda s, settings: reading.rows(s, settings, asked, offset, limit, now))
        self._rows_are_coming = True
        self._rows.ask(work, came, failed)

    def own_fields(self, answer: Callable[[OwnFields], None]) -> None:
        """The fields that the owner has added."""
        self._fields.ask(self._desk.reading(lambda session, _s: reading.own_fields(session)), answer)

    def people_at(self, asked: Asked, first: int, last: int, answer: Callable[[Sequence[int]], None]) -> None:
        """Who stands in these rows."""
        now = self._desk.now()
        self._range.ask(
            self._desk.reading(lambda session, _s: reading.people_at(session, asked, first, last, now)),
            answer,
        )

    def count(self, asked: Asked, answer: Callable[[Asked, int], None]) -> None:
        """How many are found."""
        now = self._desk.now()
        counted = self._desk.reading(lambda session, _s: reading.count(session, asked, now))

        def count() -> None:
            self._count_then = None
            self._count.ask(counted, partial(answer, asked))

        self.forget_count()
        if self._rows_are_coming:
            self._count_then = count
        else:
            count()

    def by_standing(self, search: str, answer: Callable[[Counts], None]) -> None:
        """How many of those found have each standing."""
        now = self._desk.now()
        counted = self._desk.reading(lambda session, _s: reading.by_standing(session, search, now))
        self._standings.ask(counted, answer)

    def forget_count(self) -> None:
        """It is known by now; no answer is to come any more."""
        self._count_then = None
        self._count.drop()

    def forget_standings(self) -> None:
        """They are known by now; no answer is to come any more."""
        self._standings.drop()

    def everybody(self, answer: Callable[[Counts], None]) -> None:
        """The same of all people."""
        now = self._desk.now()
        counted = self._desk.reading(lambda session, _s: reading.by_standing(session, "", now))
        self._everybody.ask(counted, answer)
