"""A draft in TOML becomes a campaign's content, or is refused with the place of its mistake."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from shopmail.campaigns.blocks.drawn import Divider, Picture
from shopmail.campaigns.blocks.spacing import Spacing
from shopmail.campaigns.blocks.written import Button, Heading, Text
from shopmail.campaigns.content import MailContent
from shopmail.campaigns.drafting import LARGEST_DRAFT, Draft, parse_draft, read_draft
from shopmail.campaigns.pictures import keep
from shopmail.campaigns.saving import create, opened
from shopmail.delivery.message import Address
from shopmail.errors import CampaignRefused, FileRefused, ShopmailError
from tests.builders import a_shop

HEAD = 'name = "Autumn"\nsubject = "Hi {{ first_name }}"\n'


def no_file(name: str) -> str:
    raise AssertionError(f"{name} was asked for")


def test_a_draft_of_blocks() -> None:
    draft = parse_draft(
        HEAD
        + """
preview_text = "New in the shop"
from = "Květiny <shop@example.com>"
reply_to = "anna@example.com"
segment = "Regulars"

[[block]]
kind = "heading"
text = "Autumn"

[[block]]
kind = "text"
text = '''
Hello,

bye'''

[[block]]
kind = "button"
text = "Order"
url = "https://example.com/"

[[block]]
kind = "picture"
url = "https://example.com/a.png"
alt = "Rose"

[[block]]
kind = "divider"
""",
        no_file,
    )
    assert draft == Draft(
        name="Autumn",
        content=MailContent(
            "Hi {{ first_name }}",
            "New in the shop",
            None,
            (
                Heading("Autumn"),
                Text("Hello,\n\nbye"),
                Button("Order", "https://example.com/"),
                Picture("https://example.com/a.png", "Rose"),
                Divider(),
            ),
        ),
        sender=Address("shop@example.com", "Květiny"),
        reply_to=Address("anna@example.com"),
        segment="Regulars",
    )


def test_a_draft_with_html_beside_it(tmp_path: Path) -> None:
    (tmp_path / "mail.html").write_bytes(b"\xef\xbb\xbf<p>P\xc5\x99\xc3\xad</p>\r\n")
    (tmp_path / "draft.toml").write_text(HEAD + 'html_file = "mail.html"', encoding="utf-8-sig")
    draft = read_draft(tmp_path / "draft.toml")
    assert draft.content.html == "<p>Pří</p>\n"
    assert draft.sender is draft.reply_to is None
    assert draft.segment == ""


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ("", "“name” is missing"),
        ('name = "x"', "“subject” is missing"),
        ('name = " "\nsubject = "x"', "“name” is missing"),
        (HEAD, "no mail in it"),
        ('name = "x"\nsubject = Autumn', "line 2, column 11 can't be read: “subject = Autumn”"),
        ('name = "x', "line 1, column 10 can't be read"),
        ("name =\n", "line 1, column 7 can't be read"),
        ('name = "a"\nname = "b"', "line 2, column 11 can't be read"),
        (HEAD + "a = " + "[" * 5000, "nested too deeply"),
        (HEAD + 'sujbect = "x"', "Did you mean “subject”?"),
        ("name = 1\nsubject = 2", "“name” is not a text"),
        (HEAD + "segment = 3\nhtml_file = 'x'", "“segment” is not a text"),
        (HEAD + 'html_file = "x"\n[[block]]\nkind = "divider"', "both “html_file” and blocks"),
        *(
            (HEAD + f"html_file = '{name}'", "not the name of a file")
            for name in ("", "../a.html", "/etc/passwd", "a/b.html", "..", "c:\\a.html", "..\\a.html")
        ),
        (HEAD + "block = 3", "“block” is not a table"),
        (HEAD + '[block]\nkind = "text"', "“block” is not a table"),
        (HEAD + "[[block]]\ntext = 'x'", "block 1 is of no known kind"),
        (HEAD + "[[block]]\nkind = 'buton'", "Did you mean “button”?"),
        (
            HEAD + "[[block]]\nkind = 'film'",
            "The kinds are: heading, text, button, picture, divider, spac",
        ),
        (
            HEAD + "[[block]]\nkind = 'divider'\n[[block]]\nkind = 'button'\ntext = 'x'\nulr = 'y'",
            "mean “url”?",
        ),
        (HEAD + "[[block]]\nkind = 'button'\ntext = 'x'", "Block 1 (button): “url” is missing"),
        (HEAD + "[[block]]\nkind = 'text'\ntext = ' '", "Block 1 (text): “text” is missing"),
        (HEAD + "[[block]]\nkind = 'text'\ntext = ['x']", "Block 1 (text): “text” is not a text"),
        (HEAD + "[[block]]\nkind = 'spacing'\nsize = 'larg'", "Block 1 (spacing): “size” can't be “larg”"),
        (HEAD + "[[block]]\nkind = 'spacing'\nsize = 'larg'", "Did you mean “large”?"),
        (HEAD + "[[block]]\nkind = 'spacing'\nsize = ''", "These can: small, medium, large."),
        (HEAD + "[[block]]\nkind = 'picture'\nfile = 'a'\nurl = 'b'", "both “file” and “url”"),
        (HEAD + "[[block]]\nkind = 'picture'\nfile = '../a.png'", "“file” is “../a.png”"),
        (HEAD + "[[block]]\nkind = 'picture'\nfile = 3", "“file” is not a text"),
        (HEAD + "[[block]]\nkind = 'text'\ntext = 'a'\nfile = 'b'", "no key “file”"),
        *(
            (HEAD + f"html_file = 'x'\nfrom = '{address}'", "no address")
            for address in ("shop", "shop@example", "@example.com", "a b@exam ple.com", "Shop <>", "Shop")
        ),
    ],
)
def test_a_mistake_has_its_place_and_a_way_on(toml: str, said: str) -> None:
    with pytest.raises(CampaignRefused) as refused:
        parse_draft(toml, lambda _name: "<p></p>")
    assert said in f"{refused.value.message} {refused.value.remedy}"
    assert refused.value.message.startswith("In the draft: ")


def test_pictures_lie_beside_the_draft(tmp_path: Path) -> None:
    blocks = "[[block]]\nkind='spacing'\n[[block]]\nkind='picture'\nfile='rose.png'\nalt='Rose'\n"
    (tmp_path / "draft.toml").write_text(HEAD + blocks)
    Image.new("RGB", (30, 20), "#884466").save(tmp_path / "rose.png")
    draft = read_draft(tmp_path / "draft.toml")
    assert draft.content.blocks == (Spacing("medium"), Picture("rose.png", "Rose"))
    assert draft.pictures == ((1, tmp_path / "rose.png"),)
    with a_shop(tmp_path) as shop:
        campaign_id = create(shop, draft)
        cid = keep(shop, tmp_path / "rose.png").cid
        with shop.reading() as session:
            assert opened(session, campaign_id).written.blocks[1] == Picture(f"cid:{cid}", "Rose")
        (tmp_path / "rose.png").write_text("no picture")
        with pytest.raises(FileRefused):
            create(shop, draft)


def test_files_that_are_none(tmp_path: Path) -> None:
    draft = tmp_path / "draft.toml"
    with pytest.raises(FileRefused, match="There is no file"):
        read_draft(draft)
    with pytest.raises(FileRefused, match="There is no file"):
        read_draft(tmp_path)
    for content, said in (
        (b"name = '\xe8'", "byte 9 belongs to no character"),
        (b"name = '\x00'", "not a text file"),
        (b"#" * (LARGEST_DRAFT + 1), "larger than 1 MB"),
        (HEAD.encode() + b"html_file = 'none.html'", r"There is no file .*none\.html"),
    ):
        draft.write_bytes(content)
        with pytest.raises(FileRefused, match=said):
            read_draft(draft)


@given(st.text(alphabet="[]{}=\"'\n#.,abcnkindtexl123 \\\r\t", max_size=60))
def test_no_text_at_all_breaks_the_reading(toml: str) -> None:
    try:
        draft = parse_draft(HEAD + toml, lambda _name: "")
    except ShopmailError as refused:
        assert refused.title  # noqa: PT017 - either outcome is right
    else:
        assert draft.name == "Autumn"
