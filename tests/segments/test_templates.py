"""Segments to start from."""

from shopmail.model import Agreement, DoubleOptIn, Reason
from shopmail.segments import matching, templates
from shopmail.segments.definition import as_json
from shopmail.segments.phrasing import in_words
from shopmail.segments.templates import TEMPLATES
from shopmail.settings import Settings
from tests.segments.conftest import Populated
from tests.segments.people import NOW, Person

DAY = 86_400

SAYS = {
    "new-in-30-days": "Everyone for whom: added in the last 30 days.",
    "birthday-this-month": "Everyone for whom: birthday this month.",
    "birthday-soon": "Everyone for whom: birthday today or in the next 7 days.",
    "waiting": "Everyone for whom: standing is “waiting for answer”.",
    "tagged": "Everyone for whom: standing is “can be mailed”, and has a tag.",
    "customers": "Everyone for whom: standing is “can be mailed”, and legal basis is “existing customer”.",
    "counter": "Everyone for whom: standing is “can be mailed”, and origin is “at the counter”.",
    "came-back": "Everyone for whom: reason against mailing is “came back”.",
}


def test_each_says_whom_it_means() -> None:
    assert {template.key: in_words(template.definition()) for template in TEMPLATES} == SAYS
    for template in TEMPLATES:
        assert templates.find(template.key) == template
        assert template.heading
        assert as_json(template.definition())["where"] == template.where
    assert templates.find("nowhere") is None


def test_each_finds_the_person_it_is_meant_for(populated: Populated) -> None:
    old = NOW - 100 * DAY
    agreed = Agreement.RECORDED
    persons = {
        "new-in-30-days": Person(email="a@example.com"),
        "birthday-this-month": Person(
            email="b@example.com", created_at=old, fields={"birth_date": "1980-09-01"}
        ),
        "birthday-soon": Person(email="c@example.com", created_at=old, fields={"birth_date": "1980-09-28"}),
        "waiting": Person(email="d@example.com", created_at=old, double_opt_in=DoubleOptIn.ASKED),
        "tagged": Person(email="e@example.com", created_at=old, agreement=agreed, tags=frozenset({"VIP"})),
        "customers": Person(email="f@example.com", created_at=old, customer=True),
        "counter": Person(email="g@example.com", created_at=old, agreement=agreed, source="TRH"),
        "came-back": Person(email="h@example.com", created_at=old, suppressed=frozenset({Reason.CAME_BACK})),
    }
    with populated(*persons.values()) as session:
        for number, key in enumerate(persons, 1):
            template = templates.find(key)
            assert template is not None
            found = set(session.scalars(matching.matching(template.definition(), Settings(), NOW)))
            also = {"birthday-this-month": {3}, "waiting": {1, 2, 3}}.get(key, set())
            assert found == {number} | also, key
