"""A mail as one person gets it: drawn from what is on screen, with its pictures, and marked where wanted."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from shopmail.campaigns import pictures, saving
from shopmail.campaigns.blocks.block import Block
from shopmail.campaigns.blocks.drawn import Picture
from shopmail.campaigns.blocks.written import Button, Heading, Text
from shopmail.campaigns.composing import field_titles
from shopmail.campaigns.content import MailContent, Written
from shopmail.campaigns.marking import STAND_IN, VALUE, marked
from shopmail.campaigns.previewing import NOBODY, Drawn, Person, draw, preview, somebody
from shopmail.campaigns.rendering import compile_mail
from shopmail.campaigns.skeleton import new_letters
from shopmail.contacts.fields import add_own
from shopmail.delivery.message import UNSUBSCRIBE_URL
from shopmail.errors import CampaignRefused, InputRefused
from shopmail.segments import saving as segments
from shopmail.segments.definition import EVERYONE
from shopmail.segments.saving import save
from shopmail.storage.shop import Shop
from tests.builders import NOON, a_contact, a_shop
from tests.campaigns.mails import FIELDS, LETTERS, SHOP, of_blocks, own
from tests.sending.ready import a_campaign, add_people, an_open_shop

GREETING = Text("Dear {{ first_name | default: 'friend' }} from {{ city | default: 'far' }}")


def wrote(*blocks: Block, subject: str = "News", preview_text: str = "", sender: str = "") -> Written:
    return Written("A", subject, preview_text, sender, blocks=blocks)


def drawn(shop: Shop, written: Written, email: str | None = None, *, marked: bool = False) -> Drawn:
    with shop.reading() as session:
        return draw(session, written, new_letters(), email, marked=marked)


def spans(html: str) -> list[tuple[str, str]]:
    return re.findall(r'<span style="([^"]*)">(.*?)</span>', html)


def test_a_draft_is_drawn_as_it_will_be_sent(tmp_path: Path) -> None:
    with an_open_shop(tmp_path) as shop:
        campaign_id = a_campaign(shop)
        with shop.reading() as session:
            opened = saving.opened(session, campaign_id)
            seen = preview(session, saving.get(session, campaign_id), "p1@example.org")
            one = draw(session, opened.written, opened.letters, "P1@Example.org")
        assert (one.to, one.subject, one.html, one.text) == (
            "p1@example.org",
            seen.mail.subject,
            seen.mail.html,
            seen.mail.text,
        )
        assert one.sender == "Květiny <shop@example.com>"
        assert (one.filled, one.fell_back) == (("city", "first_name"), ())
        assert one.html_bytes == len(seen.mail.html.encode())
        assert UNSUBSCRIBE_URL in one.html


def test_a_mail_without_a_subject_yet_is_drawn_all_the_same(tmp_path: Path) -> None:
    with a_shop(tmp_path) as shop:
        seen = drawn(shop, wrote(GREETING, subject="  "))
    assert seen.subject == ""
    assert "Dear friend from far" in seen.text


def test_somebody_of_whom_nothing_is_known(tmp_path: Path) -> None:
    with an_open_shop(tmp_path) as shop:
        one = drawn(
            shop, wrote(GREETING, subject="{{ email | default: '' }}", sender="Jan <jan@example.com>")
        )
        assert "Dear friend from far" in one.text
        assert (one.to, one.subject) == (NOBODY, NOBODY)
        assert (one.filled, one.fell_back) == (("email",), ("city", "first_name"))
        assert one.sender == "Jan <jan@example.com>"


@pytest.mark.parametrize(
    ("preview_text", "line"),
    [
        ("New  for {{ city | default: 'you' }} & <me>", "New for you & <me>"),
        (" ", "Dear friend from far This is a commercial message"),
        ("{% if city %}x{% endif %}", "Dear friend from far This is a commercial message"),
    ],
)
def test_the_line_behind_the_subject(tmp_path: Path, preview_text: str, line: str) -> None:
    with an_open_shop(tmp_path) as shop:
        said = drawn(shop, wrote(GREETING, preview_text=preview_text)).preview_text
        assert said.startswith(line)
        assert len(said) <= 150


def test_pictures_of_the_shop_file_stand_in_it_and_those_on_the_web_are_named(tmp_path: Path) -> None:
    with an_open_shop(tmp_path) as shop:
        Image.new("RGB", (30, 20), "#884466").save(tmp_path / "rose.png")
        cid = pictures.keep(shop, tmp_path / "rose.png").cid
        web = "https://example.com/{{ city | default: 'a' }}.png"
        one = drawn(
            shop, wrote(Picture(f"cid:{cid}", "Rose"), Picture(web, "Web"), Text(f'Write src="cid:{cid}x"'))
        )
        assert one.html.count('src="data:image/') == 1
        assert f'src="cid:{cid}"' not in one.html
        assert one.remote_pictures == ("https://example.com/a.png",)
        shouted = drawn(shop, Written("A", "News", html=f'<img src="CID:{cid}" alt="Rose">'))
        assert shouted.html.count('src="data:image/') == 1, "as in the mail: schemes know no case (RFC 3986)"
        with pytest.raises(CampaignRefused, match="not in the shop file"):
            drawn(shop, wrote(Picture("cid:0123456789abcdef", "Gone")))


def test_a_mistake_is_said_with_its_place_and_a_stranger_has_no_preview(tmp_path: Path) -> None:
    with an_open_shop(tmp_path) as shop:
        with pytest.raises(CampaignRefused, match="Block 2"):
            drawn(shop, wrote(GREETING, Text("{{ frist_name }}")))
        with pytest.raises(CampaignRefused, match="Nobody in your contacts"):
            drawn(shop, wrote(GREETING), "stranger@example.com")
        with pytest.raises(InputRefused):
            drawn(shop, wrote(GREETING), "no address")


def test_somebody_is_the_first_of_the_audience_who_can_be_mailed(tmp_path: Path) -> None:
    with a_shop(tmp_path) as shop:
        with shop.transaction() as session:
            a_contact(session, shop, "nobasis@example.com")
        settings = shop.settings()
        segment = save(shop, "All", EVERYONE).id
        written = Written("A", segment_id=segment)
        with shop.reading() as session:
            assert somebody(session, written, settings, NOON) is None
        add_people(shop, ["a@example.com", "b@example.com"], first_name="Ada", last_name="")
        with shop.reading() as session:
            found = somebody(session, written, settings, NOON)
            assert (
                found == somebody(session, Written("A"), settings, NOON) == Person(2, "a@example.com", "Ada")
            )
        segments.delete(shop, segment)
        with shop.reading() as session:
            assert somebody(session, written, settings, NOON) is None


def test_fields_have_their_titles(tmp_path: Path) -> None:
    with a_shop(tmp_path) as shop:
        with shop.transaction() as session:
            add_own(session, "flower", "Oblíbená květina", NOON)
        with shop.reading() as session:
            titles = field_titles(session)
        assert titles[:2] == (("email", "E-mail address"), ("first_name", "First name"))
        assert titles[-1] == ("flower", "Oblíbená květina")


def test_values_and_stand_ins_are_told_apart() -> None:
    mail = of_blocks(GREETING, Heading("{{ city | upcase | default: '' }}"), Text("{{ last_name }}"))
    html = marked(mail, {"city": "Písek", "last_name": " "})
    assert spans(html) == [(STAND_IN, "friend"), (VALUE, "Písek"), (VALUE, "PÍSEK")]


def test_marks_stand_in_texts_only() -> None:
    name = "{{ first_name | default: 'x' }}"
    mail = own(
        f'<p title="a > b {name}">{name}</p><a href="https://example.com/?{name}">go</a>'
        f'<img src="https://example.com/{name}.png" alt="{name}"><!-- {{# no #}} -->',
        subject=name,
        preview=name,
    )
    html = marked(mail, {"first_name": "<J&>"})
    assert spans(html) == [(VALUE, "&lt;J&amp;&gt;")] * 2
    assert 'title="a &gt; b &lt;J&amp;&gt;"' in html or 'title="a > b &lt;J&amp;&gt;"' in html
    assert "example.com/?%3CJ%26%3E" in html


def test_what_the_template_works_out_itself_is_not_marked() -> None:
    mail = of_blocks(
        Text("{% assign who = first_name | default: 'you' %}\n\n{{ who | default: '' }} {{ city }}")
    )
    assert spans(marked(mail, {"first_name": "Ada", "city": "Brno"})) == [(VALUE, "Brno")]
    assert marked(of_blocks(Text("Hello")), {}) == of_blocks(Text("Hello")).mail({}).html


def test_branches_and_values_too_long_for_a_request_are_marked_too() -> None:
    mail = of_blocks(Text("{% if city %}{{ city }}{% else %}{{ first_name | default: 'x' }}{% endif %}"))
    assert spans(marked(mail, {})) == [(STAND_IN, "x")]
    assert spans(marked(mail, {"city": "y" * 20_000})) == [(VALUE, "y" * 20_000)]


VALUES = st.dictionaries(st.sampled_from(sorted(FIELDS)), st.text(max_size=20) | st.just(LETTERS))


@given(VALUES)
def test_a_marked_mail_is_the_mail_and_the_marks(person: dict[str, str]) -> None:
    texts = (GREETING, Heading("{{ city }}!"), Button("{{ city }}", "https://example.com/{{ city }}"))
    mail = compile_mail(MailContent("News", "", None, texts), SHOP, FIELDS, LETTERS)
    html = re.sub(rf'(?s)<span style="(?:{VALUE}|{STAND_IN})">(.*?)</span>', r"\1", marked(mail, person))
    assert html == mail.mail(person).html
