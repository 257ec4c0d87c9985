"""Pictures in the shop file: kept once, found by what a mail shows, named so that a mail can carry them."""

import re
from pathlib import Path

import pytest
from PIL import Image
from selectolax.lexbor import LexborHTMLParser
from sqlalchemy import func, select

from shopmail.campaigns.blocks.drawn import Picture as PictureBlock
from shopmail.campaigns.blocks.written import Text
from shopmail.campaigns.composing import compiled
from shopmail.campaigns.content import MailContent
from shopmail.campaigns.pictures import (
    HEAVY_BYTES,
    MOST_BYTES,
    described,
    enclosed,
    keep,
    loaded,
    weight,
)
from shopmail.errors import CampaignRefused, FileRefused
from shopmail.model import Picture
from shopmail.storage.shop import Shop
from tests.builders import NOON, a_shop
from tests.campaigns.mails import LETTERS, of_blocks, own
from tests.campaigns.picture_files import a_logo, a_photo, saved, seen


def rows(shop: Shop) -> int:
    with shop.reading() as session:
        return session.scalar(select(func.count()).select_from(Picture)) or 0


def stored(shop: Shop, size: int, name: str = "a.png", media_type: str = "image/png") -> str:
    """A picture of so many bytes, put in as it is; its Content-ID."""
    cid = f"{rows(shop):032x}"
    with shop.transaction() as session:
        session.add(
            Picture(
                cid=cid,
                name=name,
                media_type=media_type,
                width=1,
                height=1,
                data=bytes(size),
                added_at=NOON,
            )
        )
    return cid


def test_it_is_kept_small_and_found_again(tmp_path: Path) -> None:
    with a_shop(tmp_path) as shop:
        kept = keep(shop, saved(a_photo(2400, 1200), tmp_path / "Růže.jpg"))
        assert re.fullmatch("[0-9a-f]{32}", kept.cid)
        assert (kept.name, kept.media_type, kept.width, kept.height) == ("Růže.jpg", "image/jpeg", 1200, 600)
        with shop.reading() as session:
            assert described(session, kept.cid) == kept
            (picture,) = loaded(session, [kept.cid])
            assert described(session, "0" * 32) is None
        assert (picture.cid, picture.media_type, len(picture.data)) == (kept.cid, "image/jpeg", kept.size)
        assert seen(picture.data).size == (1200, 600)


def test_the_same_picture_is_there_once_under_its_first_name(tmp_path: Path) -> None:
    with a_shop(tmp_path) as shop:
        first = keep(shop, saved(a_logo(), tmp_path / "logo.png"))
        again = keep(shop, saved(a_logo(), tmp_path / "copy.png"))
        other = keep(shop, saved(a_logo(300), tmp_path / "other.png"))
        assert again == first
        assert other.cid != first.cid
        assert rows(shop) == 2


def test_what_is_no_picture_leaves_nothing_behind(tmp_path: Path) -> None:
    with a_shop(tmp_path) as shop:
        (tmp_path / "a.jpg").write_text("words")
        with pytest.raises(FileRefused):
            keep(shop, tmp_path / "a.jpg")
        assert rows(shop) == 0


def test_they_come_in_the_order_asked_for_and_once(tmp_path: Path) -> None:
    with a_shop(tmp_path) as shop:
        one, two = stored(shop, 10), stored(shop, 20)
        with shop.reading() as session:
            assert [picture.cid for picture in loaded(session, (two, one, two))] == [two, one]
            assert loaded(session, ()) == ()
            assert weight(session, (two, one, two)) == 30
            assert weight(session, ()) == 0


def test_one_that_is_missing_is_refused(tmp_path: Path) -> None:
    with a_shop(tmp_path) as shop:
        cid = stored(shop, 10)
        with shop.reading() as session:
            with pytest.raises(CampaignRefused) as refused:
                loaded(session, (cid, "f" * 32))
            assert weight(session, (cid, "f" * 32)) == 10
        assert "not in the shop file" in refused.value.message


def test_what_many_mailboxes_would_not_take_does_not_leave(tmp_path: Path) -> None:
    with a_shop(tmp_path) as shop:
        most, more = stored(shop, MOST_BYTES), stored(shop, 1)
        with shop.reading() as session:
            assert enclosed(session, [most])[0].cid == most
            with pytest.raises(CampaignRefused) as refused:
                enclosed(session, [most, more])
            assert len(loaded(session, [most, more])) == 2, "it can still be looked at"
        assert "11 MB" in refused.value.message
        assert HEAVY_BYTES < MOST_BYTES


@pytest.mark.parametrize(
    ("name", "media_type", "carried"),
    [
        ("Košík růží (1).PNG", "image/png", "Kosik-ruzi-1.png"),
        ("IMG_0042.HEIC.jpeg", "image/jpeg", "IMG-0042-HEIC.jpg"),
        ("розы.png", "image/png", "picture.png"),
        ("a\r\nX: y.png", "image/png", "a-X-y.png"),
        ("..", "image/png", "picture.png"),
        ("x" * 200 + ".png", "image/jpeg", "x" * 60 + ".jpg"),
    ],
)
def test_a_mail_carries_a_plain_name(tmp_path: Path, name: str, media_type: str, carried: str) -> None:
    with a_shop(tmp_path) as shop:
        cid = stored(shop, 1, name, media_type)
        with shop.reading() as session:
            assert loaded(session, [cid])[0].name == carried


def test_a_mail_knows_which_pictures_it_shows() -> None:
    blocks = of_blocks(
        PictureBlock("cid:aa11", "A rose"),
        Text("{% if city %}x{% endif %}"),
        PictureBlock("https://example.com/b.png", "A lily"),
        PictureBlock("cid:aa11", "The same"),
    )
    assert blocks.pictures == ("aa11",)
    assert blocks.findings.pictures_outside == ("https://example.com/b.png",)
    assert 'src="cid:aa11"' in blocks.mail({}).html
    html = own(
        '<table background="CID:bb22"><tr><td>{% if city %}<img src="cid:cc33" alt="x">{% endif %}'
        '<img src="http://example.com/{{ city }}" alt="y"></td></tr></table>'
    )
    assert html.pictures == ("bb22", "cc33")
    assert len(html.findings.pictures_outside) == 1


def test_it_is_still_there_when_the_shop_file_is_opened_again(tmp_path: Path) -> None:
    with a_shop(tmp_path) as shop:
        kept = keep(shop, saved(Image.new("RGB", (5, 5), "#336699"), tmp_path / "dot.png"))
        path = shop.path
    with Shop(path) as again, again.reading() as session:
        (picture,) = loaded(session, [kept.cid])
        assert seen(picture.data).getpixel((2, 2)) == (0x33, 0x66, 0x99)


def test_a_small_picture_is_not_blown_up(tmp_path: Path) -> None:
    with a_shop(tmp_path) as shop:
        logo = keep(shop, saved(a_logo(200, 100), tmp_path / "logo.png"))
        photo = keep(shop, saved(a_photo(), tmp_path / "photo.jpg"))
        content = MailContent(
            "x", blocks=(PictureBlock(f"cid:{logo.cid}", "a"), PictureBlock(f" cid:{photo.cid}", "b"))
        )
        with shop.reading() as session:
            html = compiled(session, content, shop.settings().shop, LETTERS).mail({}).html
    small, large = LexborHTMLParser(html).css("img")
    assert small.attributes["width"] == "200"
    assert large.attributes["width"] == "536"
    assert "mj-full-width-mobile" in html, "a photo fills the phone"
    assert html.index("mj-full-width-mobile", html.index("<body")) > html.index(logo.cid), "a logo does not"
