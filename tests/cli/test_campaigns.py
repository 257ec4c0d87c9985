"""Campaigns kept in order from the command line: named, copied, put away, deleted."""

from pathlib import Path

from tests.builders import NOON, AClock
from tests.cli.typing import Keyboard
from tests.sending.ready import an_answer_that_got_lost, an_open_shop
from tests.standin import StandIn

DRAFT = 'name = "Autumn"\nsubject = "Roses"\n[[block]]\nkind = "text"\ntext = "Hello"\n'


def listed(keyboard: Keyboard, *options: str) -> list[str]:
    return [line["name"] for line in keyboard.ask("campaign", "list", *options)["campaigns"]]


def test_the_life_of_a_draft(keyboard: Keyboard, tmp_path: Path) -> None:
    (tmp_path / "draft.toml").write_text(DRAFT)
    first = keyboard.ask("campaign", "new", tmp_path / "draft.toml")["id"]
    assert keyboard.ask("campaign", "rename", first, " Autumn  roses")["name"] == "Autumn  roses"
    copy = keyboard.ask("campaign", "duplicate", first)
    assert copy["name"] == "Autumn  roses (2)"
    assert keyboard.ask("campaign", "archive", first) == {"id": first, "archived": True}
    assert (listed(keyboard), listed(keyboard, "--archived")) == ([copy["name"]], ["Autumn  roses"])
    assert keyboard.ask("campaign", "archive", first, "--undo") == {"id": first, "archived": False}
    assert keyboard.ask("campaign", "delete", first)["name"] == "Autumn  roses"
    assert (listed(keyboard), listed(keyboard, "--archived")) == ([copy["name"]], [])


def test_in_words(keyboard: Keyboard, tmp_path: Path) -> None:
    (tmp_path / "draft.toml").write_text(DRAFT)
    keyboard.type("campaign", "new", tmp_path / "draft.toml")
    for words, sentence in (
        (("list", "--archived"), "No campaign is archived.\n"),
        (("rename", 1, "Winter"), "Campaign 1 is now called “Winter”.\n"),
        (("duplicate", 1), "“Winter (2)” is kept as a draft, campaign 2.\n"),
        (("archive", 1), "Campaign 1 is archived.\n"),
        (("archive", 1, "--undo"), "Campaign 1 is in the list again.\n"),
        (("delete", 1), "The draft “Winter” is deleted.\n"),
    ):
        assert keyboard.type("campaign", *words).out == sentence
    assert keyboard.type("campaign", "list").out.endswith("0  Winter (2)\n")


def test_what_cannot_be(keyboard: Keyboard, tmp_path: Path) -> None:
    (tmp_path / "draft.toml").write_text(DRAFT)
    keyboard.type("campaign", "new", tmp_path / "draft.toml")
    assert "needs a name" in keyboard.refused("campaign", "rename", 1, " ")
    for words in (("rename", 7, "x"), ("duplicate", 7), ("archive", 7), ("delete", 7)):
        assert "number 7" in keyboard.refused("campaign", *words)


def test_settling_tells_of_campaigns_that_another_post_office_has(keyboard: Keyboard, tmp_path: Path) -> None:
    """SendGrid's answer got lost, and by now there is no key."""
    with StandIn(start=NOON, ticking=False) as post, an_open_shop(tmp_path) as shop:
        an_answer_that_got_lost(shop, post, AClock())
    assert keyboard.ask("settle") == {"requeued": 0, "unknown": 3, "elsewhere": 1}
    assert keyboard.type("settle").out.splitlines()[-1] == (
        "1 campaign is at SendGrid, and there is no SendGrid key any more."
    )
