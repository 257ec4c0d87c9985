"""One shop file for all of a module's examples; each takes back what it wrote."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from sqlalchemy.orm import Session

from shopmail.storage.shop import Shop
from tests.segments import people

Populated = Callable[..., AbstractContextManager[Session]]


@pytest.fixture(scope="module")
def module_shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    with Shop(tmp_path_factory.mktemp("segments") / "a.shop") as shop:
        with shop.transaction() as session:
            people.prepare(session)
        yield shop


@pytest.fixture(scope="module")
def populated(module_shop: Shop) -> Populated:
    """``with populated(person, person) as session``: contacts 1, 2, … for the length of the block."""

    @contextmanager
    def with_people(*persons: people.Person) -> Iterator[Session]:
        with module_shop.transaction() as session:
            try:
                people.add(session, persons)
                yield session
            finally:
                session.rollback()

    return with_people
