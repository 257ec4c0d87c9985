"""A mistake in a template is refused with its part, line and column, in words for a shopkeeper."""

import pytest

from shopmail.campaigns.blocks.written import Button, Text
from shopmail.errors import CampaignRefused
from tests.campaigns.mails import of_blocks, own


@pytest.mark.parametrize(
    ("html", "place", "said"),
    [
        ("<p>\n  {{ first_nam }}</p>", "line 2, column 3", "Did you mean “first_name”?"),
        ('{{ city | dfault: "x" }}', "line 1, column 1", "Did you mean “default”?"),
        ("a {{ city | safe }}", "line 1, column 3", "“| safe” can't be used"),
        ("{{ city | escape }}", "line 1, column 1", "“| escape” can't be used"),
        ("x\ny {{ city", "line 2, column 3", "never closed"),
        ("{% if city", "line 1, column 1", "never closed"),
        ('{{ city default "x" }}', "line 1, column 1", "can't be understood"),
        ("{{ }}", "line 1, column 1", "can't be understood"),
        ("{% if %}x{% endif %}", "line 1, column 1", "can't be understood"),
        ("{% for x %}x{% endfor %}", "line 1, column 1", "can't be understood"),
        ("{% case city %}{% when %}x{% endcase %}", "line 1, column 16", "can't be understood"),
        ("a{% if city %}x", "line 1, column 2", "Write {% endif %} where it ends."),
        ("{% comment %}x", "line 1, column 1", "Write {% endcomment %}"),
        ("x{% endif %}", "line 1, column 2", "without what it belongs to"),
        ("{% if city %}{% endfor %}", "line 1, column 14", "without what it belongs to"),
        ("{% if city %}{% when 1 %}{% endif %}", "line 1, column 14", "without what it belongs to"),
        ("{% if city %}a{% else city %}b{% endif %}", "line 1, column 15", "takes no condition"),
        ("{% include 'x' %}", "line 1, column 1", "“{% include %}” can't be used"),
        ("{% render 'x' %}", "line 1, column 1", "“{% render %}” can't be used"),
        ("{% doc %}x{% enddoc %}", "line 1, column 1", "“{% doc %}” can't be used"),
        ("{% capture a %}x{% endcapture %}", "line 1, column 1", "can't be used"),
        ("{% for i in (1..3) %}{% break %}{% endfor %}", "line 1, column 22", "can't be used"),
        ("{% fi city %}", "line 1, column 1", "can't be used"),
        ("{{ city.upper }}", "line 1, column 1", "has no parts"),
        ("{{ forloop.index }}", "line 1, column 1", "no field “forloop”"),
        ('{% if city == "" %}x{% endif %}', "line 1, column 1", "Write {% if city %}"),
        ("{% unless city == blank %}x{% endunless %}", "line 1, column 1", "Write {% if city %}"),
        ("{% case city %}{% when empty %}x{% endcase %}", "line 1, column", "Write {% if city %}"),
        ("{% if city > 1 %}x{% endif %}", "line 1, column 1", "can't be worked out"),
        ('{{ city | truncate: "x" }}', "line 1, column 1", "can't be worked out"),
        ("{% for i in (1..99999) %}x{% endfor %}", "line 1, column 1", "can't be worked out"),
        ("<p><%asm_global_unsubscribe_raw_url%></p>", "line 1, column 4", "{{ unsubscribe_url }}"),
        ("a\x01b", "line 1, column 2", "can't be seen"),
        ("{{ unsubscribe_url | upcase }}", "line 1, column 1", "nothing after its name"),
        ("{% if unsubscribe_url %}x{% endif %}", "line 1, column 1", "only be shown"),
        ("{{ city | append: '" + "x" * 1000 + "' }}", "line 1, column 1", "too long"),
    ],
)
def test_a_mistake_names_its_place(html: str, place: str, said: str) -> None:
    with pytest.raises(CampaignRefused) as refused:
        own(html)
    assert place in refused.value.message
    assert said in f"{refused.value.message} {refused.value.remedy}"


def test_a_mistake_names_its_part() -> None:
    with pytest.raises(CampaignRefused, match="Subject, line 1, column 4"):
        own("x", subject="Hi {{ firstname }}")
    with pytest.raises(CampaignRefused, match="Preview text, line 1, column 1"):
        own("x", preview="{{ x }}")
    with pytest.raises(CampaignRefused, match=r"Block 2 \(button\), url, line 1, column 15"):
        of_blocks(Text("a"), Button("b", "https://a.org/{{ x }}"))


def test_conditions_nested_too_deeply_are_refused() -> None:
    with pytest.raises(CampaignRefused, match="nested too deeply"):
        own("{% if city %}" * 40 + "x" + "{% endif %}" * 40)


def test_an_assignment_that_doubles_itself_is_stopped() -> None:
    with pytest.raises(CampaignRefused, match="too much"):
        own("{% assign a = 'xxxxxxxxxx' %}" + "{% assign a = a | append: a %}" * 40 + "{{ a }}")


@pytest.mark.parametrize("subject", ["", "  ", "{% comment %}x{% endcomment %}", "{{ unsubscribe_url }}"])
def test_a_mail_needs_a_subject_of_words(subject: str) -> None:
    with pytest.raises(CampaignRefused, match="Subject"):
        own("x", subject=subject)


def test_the_marks_of_a_mail_may_not_stand_in_it_by_chance() -> None:
    with pytest.raises(CampaignRefused, match="by chance"):
        own("<p>qwertzui</p>")
