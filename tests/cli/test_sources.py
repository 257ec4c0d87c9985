"""``sources list`` and ``sources rule``: the plan, the act, and what is refused."""

import json

import pytest

from shopmail.model import Act
from shopmail.storage.shop import Shop
from tests.builders import a_contact, a_source, an_entry, an_import
from tests.cli.typing import Keyboard


@pytest.fixture
def peopled(keyboard: Keyboard) -> Keyboard:
    """A source with two people who signed up there, and an empty one."""
    with Shop(keyboard.shop_file) as shop, shop.transaction() as session:
        web = a_source(session, "Web form")
        a_source(session, "Fair", double_opt_in="required")
        run = an_import(session, source=web)
        for name in ("jana", "petr"):
            person = a_contact(session, shop, f"{name}@example.com")
            person.source_id = web.id
            an_entry(session, person, Act.SIGNED_UP, run=run)
    return keyboard


def test_every_source_is_listed(peopled: Keyboard) -> None:
    fair, web = peopled.ask("sources", "list")["sources"]
    assert (fair["name"], fair["rule"], fair["people"]) == ("Fair", "required", 0)
    assert (web["name"], web["rule"], web["people"], web["agreed"]) == ("Web form", "as-the-shop", 2, 2)
    assert peopled.type("sources", "list").out.splitlines()[1] == "Web form  own-form  2 people  as-the-shop"


def test_a_rule_is_planned_then_set_and_set_back(peopled: Keyboard) -> None:
    planned = peopled.type("sources", "rule", "web form", "not-required", "--plan")
    assert planned.out == "2 more people can be mailed.\nNothing was changed: this is the plan.\n"
    assert peopled.ask("contacts", "show", "jana@example.com")["mailable"] is False
    assert peopled.ask("sources", "rule", "Web form", "not-required") == {
        "plan": False,
        "rule": "not-required",
        "gained": 2,
        "lost": 0,
    }
    assert peopled.ask("contacts", "show", "jana@example.com")["mailable"] is True
    assert peopled.type("sources", "rule", "Web form", "as-the-shop").out == (
        "2 people fewer can be mailed.\n"
    )
    assert peopled.type("sources", "rule", "Fair", "as-the-shop").out == "Nobody's standing changes.\n"


def test_an_unknown_source_is_refused(peopled: Keyboard) -> None:
    assert "Fair, Web form" in peopled.refused("sources", "rule", "Nowhere", "required")


def test_an_unknown_rule_is_wrong_usage(peopled: Keyboard) -> None:
    said = peopled.type("sources", "rule", "Fair", "sometimes")
    assert (said.code, said.out) == (2, "")
    assert "as-the-shop" in said.err


def test_no_source_at_all(keyboard: Keyboard) -> None:
    assert json.loads(keyboard.type("sources", "list", "--json").out) == {"sources": []}
