"""A field that is shown where it may be missing needs a stand-in, and is reported when it has none."""

import pytest

from tests.campaigns.mails import own


@pytest.mark.parametrize(
    "html",
    [
        '{{ city | default: "x" }}',
        '{{ city | upcase | default: "x" }}',
        '{{ city | append: last_name | default: "x" }}',
        '{{ city | default: last_name | default: "x" }}',
        "{% if city %}{{ city }}{% endif %}",
        "{% if city and last_name %}{{ city }} {{ last_name }}{% endif %}",
        "{% if city != nil %}{{ city }}{% endif %}",
        '{% if city == "Brno" %}{{ city }}{% endif %}',
        '{% if city contains "B" %}{{ city }}{% endif %}',
        '{% if city == "Brno" or city == "Plzeň" %}{{ city }}{% endif %}',
        "{% unless city %}x{% else %}{{ city }}{% endunless %}",
        "{% unless city == nil or last_name == nil %}{{ city }}{{ last_name }}{% endunless %}",
        "{% if first_name %}a{% elsif city %}{{ city }}{% endif %}",
        '{% unless city != "Brno" %}{{ city }}{% endunless %}',
        "{% if city == nil %}a{% else %}{{ city }}{% endif %}",
        '{% case city %}{% when "A", "B" %}{{ city }}{% endcase %}',
        '{% assign c = city | default: "x" %}{{ c }}',
        "{% assign l = interests | split: ',' %}{% for i in l %}{{ i }}{% endfor %}",
        "{% if city %}{% if last_name %}{{ city }}{% endif %}{% endif %}",
        '{{ "word" }}',
    ],
)
def test_it_is_covered(html: str) -> None:
    assert own(html).without_fallback == ()


@pytest.mark.parametrize(
    ("html", "fields"),
    [
        ("{{ city }}", ["city"]),
        ("{{ city | upcase }}", ["city"]),
        ("{{ city | default: last_name }}", ["last_name"]),
        ('{{ "Hi " | append: city }}', ["city"]),
        ("{% if last_name %}{{ city }}{% endif %}", ["city"]),
        ("{% if city or last_name %}{{ city }}{% endif %}", ["city"]),
        ("{% if city %}a{% else %}{{ city }}{% endif %}", ["city"]),
        ("{% if city == nil %}{{ city }}{% endif %}", ["city"]),
        ("{% unless city and last_name %}{{ city }}{% endunless %}", ["city"]),
        ('{% unless city == "x" %}{{ city }}{% endunless %}', ["city"]),
        ("{% unless city != last_name %}{{ city }}{% endunless %}", ["city"]),
        ("{% if city == last_name %}{{ city }}{% endif %}", ["city"]),
        ('{% case city %}{% when "A" %}a{% else %}{{ city }}{% endcase %}', ["city"]),
        ("{% case city %}{% when nil %}{{ city }}{% endcase %}", ["city"]),
        ("{% assign c = city %}{{ c }}", ["city"]),
        ("{% for i in (1..2) %}{{ city }}{% endfor %}", ["city"]),
        ("{% if city %}x{% endif %}{{ city }}{{ last_name }}", ["city", "last_name"]),
    ],
)
def test_it_is_not_covered(html: str, fields: list[str]) -> None:
    assert [use.field for use in own(html).without_fallback] == fields


def test_each_use_has_its_place() -> None:
    mail = own("<p>a</p>\n<p>{{ city }}</p>", subject="For {{ first_name }}", preview="{{ last_name }}")
    assert [(use.field, str(use.place)) for use in mail.without_fallback] == [
        ("first_name", "Subject, line 1, column 5"),
        ("last_name", "Preview text, line 1, column 1"),
        ("city", "The mail's own HTML, line 2, column 4"),
    ]


def test_the_fields_in_use_are_known() -> None:
    mail = own(
        '{% if city %}{{ last_name | default: "x" }}{% endif %}', subject='{{ first_name | default: "y" }}'
    )
    assert mail.fields_used == {"city", "last_name", "first_name"}


def test_who_sees_a_stand_in_is_known_person_by_person() -> None:
    mail = own(
        '{{ city | default: "x" }}{% if interests %}{{ last_name | default: "y" }}{% endif %}',
        subject='{{ first_name | default: "z" }}',
    )
    assert mail.render({}).fell_back == ("city", "first_name")
    assert mail.render({"interests": "roses", "city": " "}).fell_back == ("city", "first_name", "last_name")
    assert mail.render({"first_name": "A", "city": "B"}).fell_back == ()
    assert own('{% assign c = city | default: "x" %}{{ c }}').render({}).fell_back == ("city",)
