"""What an import would do to people who are known is told before, exactly, and leaves no trace."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text

from shopmail.consent.mailable import is_mailable
from shopmail.consent.sources import Effect
from shopmail.errors import Stopped
from shopmail.importing.applying import apply
from shopmail.importing.effect import effect
from shopmail.importing.plan import Plan
from shopmail.importing.request import Request
from shopmail.model import Contact, ImportKind
from shopmail.storage.shop import Shop, settings_of
from tests.builders import AClock, a_shop


def not_told(_done: int, _total: int) -> None:
    pass


def plan_of(shop: Shop, path: Path, rows: list[str], kind: str) -> Plan:
    path.write_text("\n".join(["email,status,confirmed,order", *rows]), encoding="utf-8")
    maps = ("status=status", "confirmed=confirmed_at", "order=order_number")
    return Plan(shop, Request(path=path, kind=ImportKind(kind), maps=maps), not_told, lambda: False)


def mailable_people(shop: Shop) -> set[str]:
    with shop.reading() as session:
        asked = is_mailable(settings_of(session), shop.clock.now())
        return set(session.scalars(select(Contact.email_key).where(asked)))


def everything(shop: Shop) -> list[object]:
    tables = ("contact", "consent_entry", "suppression", "import_row", "import_run", "staged_row", "source")
    with shop.reading() as session:
        return [session.execute(text(f"SELECT * FROM {table} ORDER BY 1, 2")).all() for table in tables]


LINES = st.lists(
    st.tuples(
        st.sampled_from("abcd"),
        st.sampled_from(["", "confirmed", "subscribed", "pending", "unsubscribed", "no"]),
        st.sampled_from(["", "2026-02-03", "2019-02-03"]),
        st.sampled_from(["", "77"]),
    ),
    max_size=6,
    min_size=1,
)
KINDS = st.sampled_from([kind.value for kind in ImportKind])


@settings(max_examples=12)
@given(st.lists(st.tuples(KINDS, LINES), min_size=2, max_size=3))
def test_it_is_what_then_happens(
    tmp_path_factory: pytest.TempPathFactory, files: list[tuple[str, list[tuple[str, str, str, str]]]]
) -> None:
    folder = tmp_path_factory.mktemp("effect")
    with a_shop(folder, AClock()) as shop:
        for number, (kind, lines) in enumerate(files):
            rows = [f"{who}@example.com,{status},{day},{order}" for who, status, day, order in lines]
            with plan_of(shop, folder / f"{number}.csv", rows, kind) as plan:
                with shop.reading() as session:
                    known = set(session.scalars(select(Contact.email_key)))
                before, whole = mailable_people(shop), everything(shop)
                told = effect(plan)
                assert everything(shop) == whole, "no trace is left"
                apply(plan)
            after = mailable_people(shop) & known
            assert told == Effect(len(after - before), len(before - after))


def test_it_can_be_stopped_and_the_plan_stays(tmp_path: Path) -> None:
    with a_shop(tmp_path, AClock()) as shop:
        with plan_of(shop, tmp_path / "a.csv", ["a@example.com,confirmed,2026-02-03,"], "signups") as plan:
            apply(plan)
        with plan_of(shop, tmp_path / "b.csv", ["a@example.com,unsubscribed,,"], "signups") as plan:
            with pytest.raises(Stopped):
                effect(plan, stopped=lambda: True)
            assert effect(plan) == Effect(0, 1)
            assert mailable_people(shop) == {"a@example.com"}
