"""Drafts are begun, kept, renamed, copied, put away, deleted and brought back; what was sent stays."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from shopmail.campaigns import saving
from shopmail.campaigns.blocks.drawn import Divider
from shopmail.campaigns.blocks.written import Button, Text
from shopmail.campaigns.composing import address_of, address_words, outgoing, sender_of
from shopmail.campaigns.content import Written
from shopmail.campaigns.saving import Opened
from shopmail.delivery.message import Address
from shopmail.errors import CampaignRefused, InputRefused
from shopmail.model import Campaign, CampaignState
from shopmail.segments.definition import EVERYONE
from shopmail.segments.saving import save
from shopmail.storage.shop import Shop
from tests.builders import NOON, AClock, a_shop
from tests.sending.ready import a_campaign, an_open_shop, at_once

HALF = Written("Autumn", "Dear {{ frist_name", blocks=(Text("Hello"), Button("", "")))
"""A draft as it is while somebody types: with mistakes, and with blocks that are still empty."""


def look(shop: Shop, campaign_id: int) -> Opened:
    with shop.reading() as session:
        return saving.opened(session, campaign_id)


def names(shop: Shop, *, archived: bool = False) -> list[str]:
    with shop.reading() as session:
        return [line.name for line in saving.listing(session, archived)]


def be(shop: Shop, campaign_id: int, state: CampaignState) -> None:
    with shop.transaction() as session:
        saving.get(session, campaign_id).state = state


def test_what_is_written_comes_back_as_it_was_also_with_mistakes(tmp_path: Path) -> None:
    clock = AClock()
    with a_shop(tmp_path, clock) as shop:
        segment = save(shop, "Regulars", EVERYONE).id
        campaign_id = saving.begin(shop, HALF)
        first = look(shop, campaign_id)
        assert (first.written, first.state, first.created_at) == (HALF, CampaignState.DRAFT, NOON)
        own = Written(
            "Autumn ", "", "new", "Květiny, Písek <a@example.com>", "b@", segment, "<p>{{</p>", (), True
        )
        clock.moment += 60
        assert saving.keep(shop, campaign_id, own) == NOON + 60
        assert look(shop, campaign_id) == Opened(
            campaign_id, CampaignState.DRAFT, own, first.letters, None, NOON, None
        )
        saving.keep(shop, campaign_id, HALF)
        assert look(shop, campaign_id) == first


@pytest.mark.parametrize("state", [state for state in CampaignState if state is not CampaignState.DRAFT])
def test_what_is_no_draft_any_more_is_neither_written_on_nor_deleted(
    tmp_path: Path, state: CampaignState
) -> None:
    with an_open_shop(tmp_path) as shop:
        campaign_id = a_campaign(shop)
        be(shop, campaign_id, state)
        before = look(shop, campaign_id)
        with pytest.raises(CampaignRefused, match="no draft any more"):
            saving.keep(shop, campaign_id, HALF)
        with pytest.raises(CampaignRefused, match="must stay known"):
            saving.delete(shop, campaign_id)
        assert look(shop, campaign_id) == before


def test_a_send_that_was_just_begun_is_not_written_over(tmp_path: Path) -> None:
    """The keeper's last write may come right after the owner's word: it must find the door shut."""
    from shopmail.sending.queueing import queue

    with an_open_shop(tmp_path) as shop:
        campaign_id = a_campaign(shop)
        queue(shop, campaign_id, at_once(NOON), None, "sendgrid")
        with shop.reading() as session:
            mail = outgoing(session, saving.get(session, campaign_id)).mail.mail({})
        with pytest.raises(CampaignRefused):
            saving.keep(shop, campaign_id, HALF)
        with shop.reading() as session:
            assert outgoing(session, saving.get(session, campaign_id)).mail.mail({}) == mail


def test_there_is_no_such_campaign(tmp_path: Path) -> None:
    with a_shop(tmp_path) as shop:
        for act in (
            lambda: saving.keep(shop, 7, HALF),
            lambda: saving.rename(shop, 7, "x"),
            lambda: saving.duplicate(shop, 7),
            lambda: saving.archive(shop, 7, True),
            lambda: saving.delete(shop, 7),
            lambda: look(shop, 7),
        ):
            with pytest.raises(CampaignRefused, match="No campaign has the number 7"):
                act()


def test_a_name_is_changed_whatever_the_state(tmp_path: Path) -> None:
    with an_open_shop(tmp_path) as shop:
        campaign_id = a_campaign(shop)
        be(shop, campaign_id, CampaignState.HANDED_OVER)
        assert saving.rename(shop, campaign_id, "  Winter\n mail ") == "Winter  mail"
        assert names(shop) == ["Winter  mail"]
        for name in ("", " \t ", "x" * 101):
            with pytest.raises(InputRefused):
                saving.rename(shop, campaign_id, name)
        assert names(shop) == ["Winter  mail"]


def test_a_copy_is_a_draft_of_its_own(tmp_path: Path) -> None:
    with an_open_shop(tmp_path) as shop:
        campaign_id = a_campaign(shop)
        be(shop, campaign_id, CampaignState.RECALLED)
        saving.archive(shop, campaign_id, True)
        second, third = (look(shop, saving.duplicate(shop, campaign_id)) for _copy in range(2))
        sent = look(shop, campaign_id)
        assert (second.written.name, third.written.name) == ("Autumn (2)", "Autumn (3)")
        assert (second.state, second.archived_at, second.written.blocks) == (
            CampaignState.DRAFT,
            None,
            sent.written.blocks,
        )
        assert len({sent.letters, second.letters, third.letters}) == 3
        assert look(shop, saving.duplicate(shop, second.id)).written.name == "Autumn (4)"
        saving.rename(shop, campaign_id, "x" * 100)
        saving.rename(shop, saving.duplicate(shop, campaign_id), "still a name")


def test_put_away_and_taken_out_again(tmp_path: Path) -> None:
    with a_shop(tmp_path) as shop:
        first, _second = (saving.begin(shop, Written(name)) for name in ("A", "B"))
        for _twice in range(2):
            saving.archive(shop, first, True)
        assert (names(shop), names(shop, archived=True)) == (["B"], ["A"])
        assert look(shop, first).archived_at == NOON
        saving.archive(shop, first, False)
        assert (names(shop), names(shop, archived=True)) == (["B", "A"], [])


def test_a_deleted_draft_comes_back_as_it_was(tmp_path: Path) -> None:
    with a_shop(tmp_path) as shop:
        campaign_id = saving.begin(shop, HALF)
        before = look(shop, campaign_id)
        gone = saving.delete(shop, campaign_id)
        assert names(shop) == []
        assert [saving.restore(shop, gone) for _twice in range(2)] == [campaign_id] * 2
        assert (gone, look(shop, campaign_id)) == (before, before)


def test_no_number_is_given_twice(tmp_path: Path) -> None:
    """A window that still has a deleted draft open would write into whichever campaign had its number."""
    with a_shop(tmp_path) as shop:
        first, second = saving.begin(shop, HALF), saving.begin(shop, HALF)
        gone = saving.delete(shop, second)
        saving.delete(shop, first)
        assert saving.begin(shop, Written("Another")) > second
        with pytest.raises(CampaignRefused):
            saving.keep(shop, second, HALF)
        saving.restore(shop, gone)
        assert names(shop) == ["Another", "Autumn"]


def test_a_draft_of_a_file_keeps_its_senders_name(tmp_path: Path) -> None:
    with an_open_shop(tmp_path) as shop:
        campaign_id = a_campaign(
            shop, 'name="A"\nsubject="B"\nfrom="Květiny, Písek <k@example.com>"\n[[block]]\nkind="divider"'
        )
        with shop.reading() as session:
            campaign = session.scalars(select(Campaign)).one()
            assert sender_of(campaign, shop.settings().sender) == Address("k@example.com", "Květiny, Písek")
        assert look(shop, campaign_id).written.blocks == (Divider(),)


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("a@example.com", Address("a@example.com")),
        ('"Květiny" <a@example.com>', Address("a@example.com", "Květiny")),
        (" Jan,\n Petr  <a@example.com> ", Address("a@example.com", "Jan, Petr")),
        ("Jan <a@", Address("Jan <a@")),
        ("Jan <>", Address("Jan <>")),
        ("Jan", Address("Jan")),
    ],
)
def test_an_address_is_read_as_it_was_meant(written: str, address: Address) -> None:
    assert address_of(written) == address


@given(st.text(st.characters(exclude_characters='<>"'), max_size=30))
def test_a_name_beside_an_address_comes_back(name: str) -> None:
    name = " ".join(name.split())
    assert address_of(address_words(Address("a@example.com", name))) == Address("a@example.com", name)
