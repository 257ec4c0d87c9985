"""The quick way and Liquid itself agree: on each value, and on the whole mail."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from liquid import Environment
from liquid.undefined import FalsyStrictUndefined

from shopmail.campaigns.personalization import scope
from shopmail.campaigns.script import Script
from shopmail.errors import CampaignRefused
from tests.campaigns.mails import FIELDS, LETTERS, body, own

PLAIN = Environment(undefined=FalsyStrictUndefined)
ESCAPING = Environment(undefined=FalsyStrictUndefined, autoescape=True)

PEOPLE = st.fixed_dictionaries({name: st.none() | st.text(max_size=12) for name in sorted(FIELDS)})


@given(PEOPLE, st.sampled_from(sorted(FIELDS)), st.none() | st.text(alphabet="abc <&'é", max_size=5))
@settings(max_examples=150, deadline=None)
def test_a_field_and_its_stand_in(person: dict[str, str | None], field: str, stand_in: str | None) -> None:
    source = f"{{{{ {field} }}}}" if stand_in is None else f'{{{{ {field} | default: "{stand_in}" }}}}'
    script = Script(FIELDS, LETTERS)
    script.add("x", source)
    values = scope(person, FIELDS)
    assert script.outputs[0].shown.simple is not None
    assert script.program().run(values).values == ((PLAIN.from_string(source).render(values),),)


@pytest.mark.parametrize(
    "html",
    [
        '<p>Hi {{ first_name | default: "friend" }}, {{ city }}</p>',
        "<p>{{ first_name | upcase }} {{ city | append: '!' | default: 'x' }}</p>",
        "<p>{% if city %}<b>{{ city }}</b>{% else %}none{% endif %}</p>",
        "{% unless city %}<i>a</i>{% elsif last_name %}<b>{{ last_name }}</b>{% else %}c{% endunless %}",
        '{% case city %}{% when "a", "b" %}<p>1</p>{% when "c" %}<p>2</p>{% else %}<p>3</p>{% endcase %}',
        '{% assign n = first_name | default: "x" %}<p>{{ n }}</p>{% if n == "x" %}<p>y</p>{% endif %}',
        '{% assign l = city | split: "a" %}{% for i in l %}<p>{{ forloop.index }}{{ i }}</p>{% endfor %}',
        "{% for i in (1..3) %}{% if i == 2 %}<b>{{ city }}</b>{% else %}<i>2</i>{% endif %}{% endfor %}",
    ],
)
@given(st.fixed_dictionaries({name: st.none() | st.text("abc<&é ", max_size=6) for name in FIELDS}))
@settings(max_examples=40, deadline=None)
def test_a_whole_mail(html: str, person: dict[str, str | None]) -> None:
    values = scope(person, FIELDS)
    # the author's own strings are trusted by Liquid's escaping, so they hold nothing to escape here
    assert body(own(html).mail(person).html) == ESCAPING.from_string(html).render(values).replace(
        "\xa0", "&nbsp;"
    )


OUTPUTS = ("{{ city }}", "{{ 'a' }}", "{{ city | split: 'a' | first }}", "{{ first_name | truncate: 2 }}")
WORDS = ("{% assign a = city %}", "{{ a }}", "{{ i }}", "{{ forloop.last }}", "{{ city | size }}", "text")
BRANCHES = ("{% if city %}", "{% else %}", "{% endif %}", "{% for i in (1..3) %}", "{% endfor %}")
CASES = ("{% case city %}", "{% when 'a' %}", "{% endcase %}", "{% unless city == nil %}", "{% endunless %}")
HTML = ("<b>", "</b>", "<p>", "<table>", "<tr>", "<!--", "-->", '<a href="https://a.org/', '">', "<body>")
TORN = ("{{", "}}", "{%", "%}", "{% raw %}", "{% endraw %}", "{% comment %}", "{% endcomment %}")


@given(st.lists(st.sampled_from(OUTPUTS + WORDS + BRANCHES + CASES + HTML + TORN), max_size=12))
@settings(max_examples=300, deadline=None)
def test_any_template_is_either_refused_in_words_or_makes_a_mail(pieces: list[str]) -> None:
    try:
        mail = own("".join(pieces)).mail({"city": "abab", "first_name": "Anna"})
    except CampaignRefused as refused:
        said = refused.message
    else:
        said = "line 1, column 1"
        assert LETTERS not in mail.html + mail.text
        assert len(mail.html) < 100_000
    assert re.search(r"line \d+, column \d+", said)
