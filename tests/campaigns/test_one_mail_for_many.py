"""Skeleton and pieces: what a provider puts together is, byte for byte, the mail of each person."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shopmail.campaigns.blocks.written import Text
from shopmail.campaigns.rendering import CompiledMail, Rendered
from shopmail.campaigns.skeleton import new_letters
from shopmail.delivery.message import (
    SUBSTITUTION_BYTES,
    SUBSTITUTION_KEYS,
    UNSUBSCRIBE_URL,
    Address,
    Bundle,
    Leave,
    Recipient,
    assembled,
)
from shopmail.errors import CampaignRefused
from tests.campaigns.mails import LETTERS, body, of_blocks, own

LETTER = (
    'Dear {{ first_name | default: "friend" }},\n\n'
    '{% if city == "Brno" %}\nWe bring it to Brno, {{ first_name | default: "friend" }}.\n'
    '{% elsif city %}\n[We post it](https://example.com/post?to={{ city | default: "x" }}).\n{% endif %}\n\n'
    '{% assign flowers = interests | split: "," %}'
    "{% for flower in flowers %}{{ forloop.index }}. {{ flower }} {% endfor %}"
)


def sent(mail: CompiledMail, rendered: Rendered) -> tuple[str, str, str]:
    """The mail as the post office puts it together."""
    html, text = mail.skeleton(rendered.group)
    recipient = Recipient("1", "a@example.com", rendered.subject, rendered.pieces)
    bundle = Bundle(Address("b@example.com"), None, html, text, (recipient,), "sm-00", Leave(None))
    put_together = assembled(bundle, recipient)
    return put_together.subject, put_together.html, put_together.text


VALUES = st.none() | st.sampled_from(["Brno", "Anna", "růže, lilie,tulipány"]) | st.text(max_size=30)


@given(st.fixed_dictionaries(dict.fromkeys(("first_name", "city", "interests"), VALUES)))
@settings(max_examples=60, deadline=None)
def test_what_is_sent_is_what_was_shown(person: dict[str, str | None]) -> None:
    mail = of_blocks(Text(LETTER), subject='{{ first_name | default: "Friend" }}, hello')
    shown = mail.mail(person)
    assert sent(mail, mail.render(person)) == (shown.subject, shown.html, shown.text)


def test_people_who_take_the_same_branches_share_a_skeleton() -> None:
    mail = of_blocks(Text(LETTER))
    anna = mail.render({"first_name": "Anna", "city": "Brno"})
    jan = mail.render({"first_name": "Jan", "city": "Brno"})
    eva = mail.render({"first_name": "Eva", "city": "Plzeň"})
    ota = mail.render({"city": "Brno", "interests": "a,b"})
    assert anna.group == jan.group
    assert len({anna.group, eva.group, ota.group}) == 3
    assert mail.skeleton(anna.group) != mail.skeleton(eva.group)
    assert "Anna" not in "".join(mail.skeleton(anna.group))


def test_a_value_shown_in_many_places_travels_once_for_each_form() -> None:
    mail = own(
        '{{ city }} {{city}} <b title="{{ city }}">{{ city }}</b> <a href="https://a.org/{{ city }}">x</a>'
    )
    assert sorted(mail.render({"city": "<Písek>"}).pieces.values()) == [
        "%3CP%C3%ADsek%3E",
        "&lt;Písek&gt;",
        "<Písek>",
    ]


def test_a_word_of_the_template_may_change_its_value() -> None:
    mail = own('{% assign w = "a" %}<i>{{ w }}</i>{% assign w = "b" %}<i>{{ w }}</i>')
    assert body(mail.mail({}).html) == "<i>a</i><i>b</i>"


def test_keys_are_closed_so_that_none_begins_another() -> None:
    fields = " ".join(f'{{{{ city | append: "{number}" }}}}' for number in range(30))
    mail = own(fields)
    rendered = mail.render({"city": "x"})
    html, text = mail.skeleton(rendered.group)
    keys = list(rendered.pieces)
    assert all(re.fullmatch(rf"-{LETTERS}\d+-", key) for key in keys)
    assert not any(one in other for one in keys for other in keys if one != other)
    assert all(key in html + text for key in keys)
    assert re.findall(LETTERS, html + text) == [LETTERS] * len(keys)
    assert body(mail.mail({"city": "x"}).html) == " ".join(f"x{number}" for number in range(30))


@pytest.mark.parametrize(
    ("outputs", "alone"), [(SUBSTITUTION_KEYS // 2, False), (SUBSTITUTION_KEYS // 2 + 1, True)]
)
def test_a_mail_of_too_many_keys_goes_one_by_one(outputs: int, alone: bool) -> None:
    mail = own("<p>" + " ".join(f'{{{{ city | append: "{n}" }}}}' for n in range(outputs)) + "</p>")
    rendered = mail.render({"city": "x"})
    assert bool(rendered.group.alone) == alone
    assert (rendered.pieces == {}) == alone
    assert sent(mail, rendered)[1:] == (mail.mail({"city": "x"}).html, mail.mail({"city": "x"}).text)
    assert f"x{outputs - 1}</p>" in sent(mail, rendered)[1]


@pytest.mark.parametrize("letter", ["x", "é", "<", "😀"])
def test_a_person_of_too_many_bytes_goes_alone(letter: str) -> None:
    mail = own("<p>{{ city }}</p>")
    fits = [
        number
        for number in range(1, SUBSTITUTION_BYTES, 7)
        if not mail.render({"city": letter * number}).group.alone
    ]
    largest = mail.render({"city": letter * fits[-1]})
    size = sum(len(part.encode()) for pair in largest.pieces.items() for part in pair)
    assert SUBSTITUTION_BYTES - 200 < size <= SUBSTITUTION_BYTES
    assert fits == list(range(1, fits[-1] + 1, 7))
    other = mail.render({"city": letter * (fits[-1] + 7)})
    assert other.group.alone
    assert f"<p>{letter.replace('<', '&lt;') * (fits[-1] + 7)}</p>" in sent(mail, other)[1]


@pytest.mark.parametrize("value", [f"-{LETTERS}1-", f"-{LETTERS}2-", LETTERS])
def test_a_value_that_looks_like_a_key_is_never_taken_for_one(value: str) -> None:
    mail = own("<p>{{ city }} {{ last_name }}</p>", subject="{{ city }}")
    rendered = mail.render({"city": value, "last_name": "Novák"})
    assert rendered.group.alone
    subject, html, text = sent(mail, rendered)
    assert subject == value
    assert f"<p>{value} Novák</p>" in html
    assert text.startswith(f"{value} Novák\n")


def test_the_subject_is_one_line_of_plain_text() -> None:
    mail = own(
        "x", subject='{% if city %}To {{ city }}{% else %}Hello{% endif %} & {{ last_name | default: "<3" }}'
    )
    assert (
        mail.render({"city": " A\r\nBcc: b@example.com\u2028 \x00C "}).subject
        == "To A Bcc: b@example.com C & <3"
    )
    assert mail.render({}).subject == "Hello & <3"
    with pytest.raises(CampaignRefused, match="Subject"):
        own("x", subject="{{ city }}").render({"city": " "})


def test_the_way_out_is_in_both_parts_and_never_among_the_pieces() -> None:
    mail = own('<p>{{ city }} <a href="{{ unsubscribe_url }}">Leave</a></p>')
    html, text = mail.skeleton(mail.render({"city": "x"}).group)
    assert f'<a href="{UNSUBSCRIBE_URL}">Leave</a>' in html
    assert f"Leave ({UNSUBSCRIBE_URL})" in text


def test_the_preview_text_comes_first_and_is_not_read_out() -> None:
    mail = own('<body class="a">Words</body>', preview='For {{ first_name | default: "you & me" }}')
    written = mail.mail({})
    assert re.search(
        r'<body class="a"><div style="display:none;[^"]*">For you &amp; me</div>Words', written.html
    )
    assert written.text.startswith("Words\n")


def test_fields_that_the_mail_does_not_use_do_not_matter() -> None:
    mail = own("{{ city }}")
    assert mail.render({"city": "x", "other": "y"}) == mail.render({"city": " x\n"})


def test_letters_are_random() -> None:
    assert all(re.fullmatch("[a-z]{8}", new_letters()) for _time in range(20))
    assert len({new_letters() for _time in range(20)}) == 20
