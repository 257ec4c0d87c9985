"""Rows put right before they come in: decided anew, undone by what was answered, and no way around a no."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from shopmail.errors import InputRefused
from shopmail.importing.applying import apply
from shopmail.importing.plan import Plan
from shopmail.model import ConsentEntry, Contact, ImportKind, ImportRow, Reason, StagedRow, Verdict
from shopmail.storage.shop import Shop
from tests.builders import a_contact, a_refusal, a_shop
from tests.importing.imports import a_plan, emails, everything, imported, judged, person, tags_of
from tests.importing.tables import a_file

FILE = """email;jméno;město;štítky;stav;potvrzeno;velikost
jana@exmaple.com;Jana;Brno;vip;potvrzeno;1. 5. 2026;42
bad address;Eva;Zlín;stálí;potvrzeno;2. 5. 2026;43
left@example.com;Levá;;;odhlášeno;;
jana@example.com;Johana;Praha;;;;
x@example.com;moc;buněk;;;;;navíc
;;;;odhlášeno;;
"""


@contextmanager
def planned(shop: Shop, text: str = FILE, **wishes: Any) -> Iterator[Plan]:
    with a_plan(shop, a_file(shop.path.parent, text), maps=["velikost=size"], **wishes) as plan:
        yield plan


def verdicts(plan: Plan) -> dict[int, str]:
    return {row.line: verdict.value for verdict in Verdict for row in plan.rows(verdict, "", 0, 100)}


def staged(shop: Shop) -> list[tuple[Any, ...]]:
    return everything(shop)["staged_row"]


FIRST = {2: "new", 3: "invalid", 4: "do-not-mail", 5: "new", 6: "invalid", 7: "invalid"}


def test_a_row_with_a_bad_address_comes_in_once_it_is_put_right(shop: Shop) -> None:
    with planned(shop) as plan:
        assert verdicts(plan) == FIRST
        assert plan.correct(3, {"email": " Eva@Example.com "}) == {"email": "bad address"}
        assert verdicts(plan) == FIRST | {3: "new"}
        (row,) = plan.rows(Verdict.NEW, "eva@", 0, 9)
        assert (row.email, row.name, row.corrected) == ("Eva@example.com", "Eva", True)
        assert row.fields == {"first_name": "Eva", "city": "Zlín", "tags": "stálí", "size": "43"}
        assert row.problem == "The address was corrected: the file has “bad address”."
        result = apply(plan)
    assert result.counts[Verdict.NEW] == 3
    eva = person(shop, "eva@example.com")
    assert (eva.first_name, eva.own) == ("Eva", {"size": "43"})
    assert tags_of(shop, "eva@example.com") == {"stálí"}
    assert judged(shop, "eva@example.com").basis == "consent-imported-proof"
    with shop.reading() as session:
        kept = session.get_one(ImportRow, (result.import_id, 3))
        assert session.scalars(select(ConsentEntry.line).where(ConsentEntry.contact_id == eva.id)).all() == [
            3
        ]
    assert kept.reason == "The address was corrected: the file has “bad address”."
    assert json.loads(kept.raw or "")[0] == "bad address"


def test_the_values_that_were_answered_undo_it(shop: Shop) -> None:
    with planned(shop) as plan:
        before, counts = staged(shop), plan.counts
        for line, values in (
            (3, {"email": "eva@example.com"}),
            (3, {"email": "jana@example.com", "first_name": "Evička", "size": ""}),
            (2, {"email": "jana@example.com"}),
            (2, {"city": "Plzeň", "size": "1"}),
            (5, {"email": "jana@exmaple.com", "first_name": ""}),
            (4, {"first_name": "Jiná"}),
        ):
            answered = plan.correct(line, values)
            assert set(answered) == set(values)
            assert staged(shop) != before
            assert plan.correct(line, answered) == {name: value.strip() for name, value in values.items()}
            assert staged(shop) == before, (line, values)
            assert plan.counts == counts


def test_an_address_that_another_row_has_makes_a_duplicate(shop: Shop) -> None:
    with planned(shop) as plan:
        plan.correct(2, {"email": "JANA@example.com"})
        assert verdicts(plan) == FIRST | {5: "duplicate"}
        assert plan.rows(Verdict.DUPLICATE, "", 0, 9)[0].problem == "the same person as line 2"
        plan.correct(2, {"email": "jana@example.org"})
        assert verdicts(plan) == FIRST
        apply(plan)
    assert emails(shop) == ["jana@example.org", "left@example.com", "jana@example.com"]


def test_a_corrected_row_meets_the_people_who_are_known(shop: Shop) -> None:
    imported(shop, "email,město\neva@example.com,Praha\n")
    with planned(shop, replace=["city"]) as plan:
        assert plan.fields_changed == 0
        plan.correct(3, {"email": "eva@example.com"})
        assert verdicts(plan)[3] == "changed"
        assert plan.fields_changed == 3
        plan.correct(3, {"city": "Praha", "size": ""})
        assert plan.fields_changed == 1
        apply(plan)
    eva = person(shop, "eva@example.com")
    assert (eva.first_name, eva.city, eva.own) == ("Eva", "Praha", {})


def test_whoever_left_stays_away_under_a_corrected_address_too(shop: Shop) -> None:
    with shop.transaction() as session:
        a_refusal(session, shop, "eva@example.com")
    with planned(shop) as plan:
        plan.correct(3, {"email": "EVA@example.com"})
        assert verdicts(plan)[3] == "do-not-mail"
        apply(plan)
    assert judged(shop, "eva@example.com").why_not == "left"


def test_a_bad_address_that_left_takes_its_no_along(shop: Shop) -> None:
    text = "email,status\nleft@@example.com,unsubscribed\nleft@example.com,confirmed\n"
    with a_plan(shop, a_file(shop.path.parent, text)) as plan:
        assert plan.counts[Verdict.NEW] == 1
        plan.correct(2, {"email": "left@example.com"})
        assert verdicts(plan) == {2: "do-not-mail", 3: "duplicate"}
        apply(plan)
    assert judged(shop, "left@example.com").why_not == "left"


@pytest.mark.parametrize("status", ["unsubscribed", "bounced", "complained", "not subscribed"])
def test_a_row_that_says_no_keeps_its_address(shop: Shop, status: str) -> None:
    text = f"email,status\nLeft@example.com,{status}\nother@example.com,confirmed\n"
    with a_plan(shop, a_file(shop.path.parent, text)) as plan:
        with pytest.raises(InputRefused, match="must not be mailed"):
            plan.correct(2, {"email": "nobody@example.com"})
        plan.correct(2, {"email": "LEFT@example.com"})
        apply(plan)
    assert not judged(shop, "left@example.com").mailable


def test_a_do_not_mail_list_keeps_its_addresses(shop: Shop) -> None:
    with a_plan(
        shop, a_file(shop.path.parent, "email\na@example.com\nbad\n"), ImportKind.DO_NOT_MAIL
    ) as plan:
        with pytest.raises(InputRefused, match="must not be mailed"):
            plan.correct(2, {"email": "b@example.com"})
        plan.correct(3, {"email": "b@example.com"})
        apply(plan)
    assert judged(shop, "b@example.com").why_not == "left"


@pytest.mark.parametrize("reason", [Reason.LEFT, Reason.COMPLAINED])
def test_who_said_no_before_does_not_come_in_under_another_address(shop: Shop, reason: Reason) -> None:
    with shop.transaction() as session:
        a_refusal(session, shop, "jana@exmaple.com", reason)
    with planned(shop) as plan:
        assert verdicts(plan)[2] == "do-not-mail"
        with pytest.raises(InputRefused, match="must not be mailed"):
            plan.correct(2, {"email": "jana@example.org"})
        plan.correct(2, {"email": "Jana@exmaple.com", "city": "Olomouc"})
        apply(plan)
    assert "jana@example.org" not in emails(shop)


def test_an_address_from_which_mail_came_back_may_be_put_right(shop: Shop) -> None:
    with shop.transaction() as session:
        a_refusal(session, shop, "jana@exmaple.com", Reason.CAME_BACK)
    with planned(shop) as plan:
        plan.correct(2, {"email": "jana@example.org"})
        apply(plan)
    assert judged(shop, "jana@example.org").mailable


@pytest.mark.parametrize("no", ["unsubscribed", "complained", "not subscribed"])
def test_who_says_no_in_another_row_does_not_come_in_under_another_address(shop: Shop, no: str) -> None:
    text = f"email,status,confirmed_at\njana@example.com,confirmed,2026-05-01\nJana@example.com,{no},\n"
    path = a_file(shop.path.parent, text)
    with a_plan(shop, path) as plan, pytest.raises(InputRefused, match="must not be mailed"):
        plan.correct(2, {"email": "eva@example.com"})


def test_who_said_no_to_marketing_before_does_not_come_in_under_another_address(shop: Shop) -> None:
    imported(shop, "email,status\njana@exmaple.com,not subscribed\n")
    with planned(shop) as plan, pytest.raises(InputRefused, match="must not be mailed"):
        plan.correct(2, {"email": "jana@example.org"})


@pytest.mark.parametrize(
    ("line", "values", "said"),
    [
        (3, {"email": "still bad"}, "has no @"),
        (3, {"first_name": "Iva"}, "has no @"),
        (2, {"email": ""}, "There is no address"),
        (2, {"phone": "777"}, "no column for the field “phone”"),
        (2, {"status": "confirmed"}, "no column for the field “status”"),
        (2, {"city": "x" * 501}, "more than 500"),
        (6, {"email": "x@example.com"}, "The row has 8 cells"),
        (7, {"email": "bad"}, "has no @"),
        (99, {"email": "x@example.com"}, "no row that begins in line 99"),
    ],
)
def test_what_can_not_be_is_refused_and_changes_nothing(
    shop: Shop, line: int, values: dict[str, str], said: str
) -> None:
    with planned(shop) as plan:
        before, counts = staged(shop), plan.counts
        with pytest.raises(InputRefused, match=said):
            plan.correct(line, values)
        assert staged(shop) == before
        assert plan.counts == counts


def test_a_correction_that_is_none_changes_nothing(shop: Shop) -> None:
    with planned(shop) as plan:
        before = staged(shop)
        assert plan.correct(3, {"email": "bad address"}) == {"email": "bad address"}
        assert plan.correct(2, {"city": " Brno "}) == {"city": "Brno"}
        assert plan.correct(2, {}) == {}
        assert staged(shop) == before


def test_a_correction_sees_the_list_as_it_is_by_then(shop: Shop) -> None:
    with planned(shop) as plan:
        with shop.transaction() as session:
            a_contact(session, shop, "jana@exmaple.com", first_name="Jana", city="Brno")
            a_refusal(session, shop, "jana@example.com")
        plan.correct(3, {"email": "eva@example.com"})
        assert verdicts(plan) == FIRST | {2: "changed", 3: "new", 5: "do-not-mail"}


def test_a_birthday_put_right_counts_and_its_undo_still_empties_nothing(shop: Shop) -> None:
    imported(shop, "email,born\njana@example.com,1985-05-14\n", maps=["born=birth_date"])
    text = "email,born\njana@example.com,in May\n"
    wishes: dict[str, Any] = {"maps": ["born=birth_date"], "clears": ["birth_date"]}
    with a_plan(shop, a_file(shop.path.parent, text), **wishes) as plan:
        before = plan.correct(2, {"birth_date": "1986-05-14"})
        assert plan.fields_changed == 1
        plan.correct(2, before)
        assert plan.fields_changed == 0
        apply(plan)
    assert person(shop).birth_date == "1985-05-14"


@pytest.fixture(scope="module")
def peopled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """A shop that knows a few, one of whom has left."""
    with a_shop(tmp_path_factory.mktemp("correcting")) as shop:
        with shop.transaction() as session:
            a_contact(session, shop, "a@example.com", city="Brno")
            a_refusal(session, shop, "b@example.com")
        yield shop


ADDRESS = st.sampled_from(("a@example.com", "A@example.com", "b@example.com", "c@example.com", "bad"))
STATUS = st.sampled_from(("confirmed", "", "unsubscribed", "no", "kvak"))
ROWS = st.lists(st.tuples(ADDRESS, st.sampled_from(("", "Praha")), STATUS), min_size=1, max_size=5)
STEP = st.tuples(st.integers(2, 6), ADDRESS, st.sampled_from(("", "Praha", "Brno")))
REFUSED = frozenset(("unsubscribed", "no"))


@settings(max_examples=25)
@given(ROWS, st.lists(STEP, max_size=4))
def test_corrected_rows_are_decided_as_if_the_file_had_said_so(
    peopled: Shop, rows: list[tuple[str, str, str]], steps: list[tuple[int, str, str]]
) -> None:
    """The plan of a corrected file, and that of a file that was right from the start, are one."""
    maps = ["status=status", "city=city"]
    folder = peopled.path.parent
    with a_plan(peopled, _file(folder, rows), maps=maps) as plan:
        untouched = _decided(peopled)
        undo = []
        wanted = list(rows)
        for line, email, city in steps:
            try:
                undo.append((line, plan.correct(line, {"email": email, "city": city})))
            except InputRefused:
                continue
            wanted[line - 2] = (email, city, wanted[line - 2][2])
        corrected, counts = _decided(peopled), plan.counts
        for line, before in reversed(undo):
            plan.correct(line, before)
        assert _decided(peopled) == untouched
    with a_plan(peopled, _file(folder, wanted), maps=maps) as plan:
        assert corrected == _decided(peopled)
        assert counts == plan.counts
    said_no = {"b@example.com"} | {was.lower() for was, _city, status in rows if status in REFUSED} - {"bad"}
    for (was, _city, _status), (now, _other, _same) in zip(rows, wanted, strict=True):
        if was.lower() in said_no:
            assert was.lower() == now.lower(), "who said no is not another one by a correction"


def _file(folder: Any, rows: list[tuple[str, str, str]]) -> Any:
    return a_file(folder, "email,city,status\n" + "".join(",".join(row) + "\n" for row in rows))


def _decided(shop: Shop) -> list[tuple[Any, ...]]:
    with shop.reading() as session:
        known = select(
            StagedRow.line,
            StagedRow.verdict,
            StagedRow.contact_id,
            StagedRow.email_key,
            StagedRow.address_hash,
            StagedRow.city,
            StagedRow.city_order,
            StagedRow.name_order,
            StagedRow.evidence,
        )
        return [tuple(row) for row in session.execute(known.order_by(StagedRow.line))]


def test_a_corrected_plan_is_true_of_the_moment_it_is_applied(shop: Shop) -> None:
    with planned(shop) as plan:
        plan.correct(3, {"email": "eva@example.com"})
        with shop.transaction() as session:
            a_refusal(session, shop, "eva@example.com")
        apply(plan)
    with shop.reading() as session:
        assert (
            session.scalars(select(Contact.agreement).where(Contact.email_key == "eva@example.com")).one()
            == "none"
        )
    assert judged(shop, "eva@example.com").why_not == "left"
