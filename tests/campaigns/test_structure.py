"""Conditions and loops stay where the author put them, or the mail is refused."""

import re

import pytest

from shopmail.campaigns.blocks.written import Button, Heading, Text
from shopmail.campaigns.script import Script
from shopmail.campaigns.skeleton import as_comment, tag_words
from shopmail.campaigns.structure import check_places
from shopmail.errors import CampaignRefused
from tests.campaigns.mails import FIELDS, LETTERS, body, of_blocks, own


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        (
            "<table>{% for i in (1..2) %}<tr><td>{{ i }}</td></tr>{% endfor %}</table>",
            "<table><tbody><tr><td>1</td></tr><tr><td>2</td></tr></tbody></table>",
        ),
        (
            "<table><caption>c</caption> {% for i in (1..2) %} <tr><td>{{ i }}</td></tr>{% endfor %}</table>",
            "<table><caption>c</caption><tbody>  <tr><td>1</td></tr> <tr><td>2</td></tr></tbody></table>",
        ),
        (
            "<table><tr>{% for i in (1..2) %}<td>{{ i }}</td>{% endfor %}</tr></table>",
            "<table><tbody><tr><td>1</td><td>2</td></tr></tbody></table>",
        ),
        (
            "<table><tbody>{% if city %}<tr><td>a</td></tr>{% endif %}</tbody>"
            "{% unless city %}<tbody><tr><td>b</td></tr></tbody>{% endunless %}</table>",
            "<table><tbody></tbody><tbody><tr><td>b</td></tr></tbody></table>",
        ),
        (
            "<ul>{% for i in (1..3) %}<li>{{ i }}</li>{% endfor %}</ul>",
            "<ul><li>1</li><li>2</li><li>3</li></ul>",
        ),
        ("{% if city %}<p>a</p>{% else %}<p>b</p>{% endif %}", "<p>b</p>"),
        ("<html><head></head>{% if city %}a{% endif %}c", "c"),
        ('{% assign x = city | default: "q" %}<!doctype html><html><body class="z">{{ x }}', "q"),
        (
            "<p>a {% if city %}<b>x</b>{% elsif last_name %}y{% else %}<i>z</i>{% endif %}</p>",
            "<p>a <i>z</i></p>",
        ),
        ('{% case city %} {% when "A" %}a{% else %}<p>b</p>{% endcase %}', "<p>b</p>"),
        (
            "{% for i in (1..2) %}{% for j in (1..2) %}<b>{{ i }}{{ j }}</b>{% endfor %}{% endfor %}",
            "<b>11</b><b>12</b><b>21</b><b>22</b>",
        ),
        ("{% for x in interests %}a{% else %}none{% endfor %}", "none"),
        ("<p>{% raw %}{{ x }} {% y %}{% endraw %}</p>", "<p>{{ x }} {% y %}</p>"),
        ("a{% comment %} {{ no_field }} {% endcomment %}b{% # and this %}c", "abc"),
        ("{%- if city -%} x {%- else -%} y {%- endif -%} !", "y!"),
    ],
)
def test_it_stays_in_place(html: str, shown: str) -> None:
    assert body(own(html).mail({}).html) == shown


@pytest.mark.parametrize(
    ("html", "place"),
    [
        ("<p>{% if city %}a</p>{% endif %}", "column 4"),
        ("<b>{% if city %}</b>x{% endif %}", "column 4"),
        ("<table>{% if city %}Hello{% endif %}<tr><td>x</td></tr></table>", "column 8"),
        (
            "<table><tr><td>x</td></tr>{% if city %}<img alt='a' src='https://a.org/b'>{% endif %}</table>",
            "column 27",
        ),
        ("<ul>{% for i in (1..2) %}<li>{{ i }}{% endfor %}</ul>", "column 5"),
        ("<a href='https://a.org/{% if city %}a{% endif %}'>x</a>", "column 24"),
        ("<p {% if city %}class=a{% endif %}>x</p>", "column 4"),
        ("<!-- {% if city %} x {% endif %} -->", "column 6"),
        ("<title>{% if city %}a{% endif %}</title>", "column 8"),
        ("<p>a</p></body>{% if city %}b{% endif %}", "column 16"),
        ("{% if city %}<body>a{% endif %}", "column 1"),
        ("<select>{% if city %}<option>a</option>{% endif %}</select>", "column 9"),
    ],
)
def test_it_would_be_torn(html: str, place: str) -> None:
    with pytest.raises(CampaignRefused, match="can't keep its place") as refused:
        own(html)
    assert f"line 1, {place}" in refused.value.message


@pytest.mark.parametrize(
    "html",
    [
        "<script>{{ city }}</script>",
        "<style>p { color: {{ city }} }</style>",
        '<p style="color:{{ city }}">x</p>',
        '<p class="{{ city }}">x</p>',
        "<!-- {{ city }} -->",
        "<!--[if mso]>{{ city }}<![endif]-->",
        "<p {{ city }}>x</p>",
        "<title>{{ city }}</title>",
        '<a href="{{ city }}">x</a>',
        '<a href=" {{ city }}">x</a>',
        '<a href="https://{{ city }}/">x</a>',
        '<a href="https://a.{{ city }}.org/">x</a>',
        '<a href="https://a.org{{ city }}">x</a>',
        '<a href="https:{{ city }}">x</a>',
        '<a href="java{{ city }}">x</a>',
        '<img src="{{ city }}">',
        "<textarea>{{ city }}</textarea>",
        "<svg>{{ city }}</svg>",
    ],
)
def test_a_field_has_no_place_there(html: str) -> None:
    with pytest.raises(CampaignRefused, match="no field can stand here"):
        own(html)


def test_a_field_that_left_its_condition_is_noticed() -> None:
    script = Script(FIELDS, LETTERS)
    words = script.add("x", "{% if city %}{{ city }}{% endif %}").replace(f"-{LETTERS}o0-", "")
    html = tag_words(LETTERS).sub(lambda found: as_comment(LETTERS, found[1]), words)
    with pytest.raises(CampaignRefused, match="can't keep its place"):
        check_places(f"{html}-{LETTERS}o0-", LETTERS, script)


def test_a_page_of_frames_is_no_mail() -> None:
    with pytest.raises(CampaignRefused, match="has no body"):
        own("<frameset><frame src='https://a.org/'></frameset><body>x")


def test_a_condition_in_a_text_block_encloses_whole_paragraphs_or_words() -> None:
    text = "a\n\n{% if city %}\nb\n{% else %}\n- c\n- d\n{% endif %}\n\ne {% if city %}f{% endif %}"
    html = re.sub(' style="[^"]*"', "", of_blocks(Text(text)).mail({}).html)
    assert "<p>a</p><ul><li>c</li><li>d</li></ul><p>e </p>" in html
    with pytest.raises(CampaignRefused, match="can't keep its place"):
        of_blocks(Text("a {% if city %}\n\nb{% endif %}"))
    with pytest.raises(CampaignRefused, match="can't keep its place"):
        of_blocks(Text("**a {% if city %}b** c{% endif %}"))


def test_conditions_may_stand_in_headings_buttons_and_the_preview_text() -> None:
    mail = of_blocks(
        Heading("A{% if city %} for {{ city }}{% endif %}"),
        Button("Go{% if city %} to {{ city }}{% endif %}", "https://example.com/"),
        preview="{% if city %}In {{ city }}{% else %}Soon{% endif %}",
    )
    written = mail.mail({"city": "Brno"})
    assert ">A for Brno</h1>" in written.html
    assert ">Go to Brno</a>" in written.html
    assert ">In Brno</div>" in written.html
    assert ">Soon</div>" in mail.mail({}).html
    assert "Soon" not in mail.mail({}).text
