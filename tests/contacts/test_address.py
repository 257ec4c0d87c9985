"""Addresses: the quick way and email-validator agree on everything; what is wrong is one sentence."""

import random

import pytest
from email_validator import EmailNotValidError, validate_email
from hypothesis import example, given
from hypothesis import strategies as st

from shopmail.contacts import address
from shopmail.contacts.address import Address, judged, normalised, on_the_wire, read
from shopmail.errors import InputRefused

CORPUS = (
    "jana@example.com",
    "Jana.Nováková@example.com",
    "INFO@Example.COM",
    "Postmaster@example.org",
    "PostMasterX@example.org",
    "a.b+c_d-e@sub.example.co.uk",
    "!#$%&'*+-/=?^_`{|}~@example.com",
    "1@1.example",
    "a@example",
    "a@example.1",
    "a@localhost",
    "a@shop.local",
    "a@mail.test",
    "a@x.invalid",
    "a@xn--hky-5la8n.cz",
    "a@XN--HKY-5LA8N.cz",
    "a@xn--zz.cz",
    "a@háčky.cz",
    "a@HÁČKY.CZ",
    "a@пример.рф",
    "a@faß.de",
    "a@ab--cd.com",
    "a@-x.com",
    "a@x-.com",
    "a@x..com",
    "a@.com",
    "a@com.",
    ".a@x.com",
    "a.@x.com",
    "a..b@x.com",
    '"a b"@x.com',
    "a b@x.com",
    "a@b@x.com",
    "Jana <jana@example.com>",
    "<jana@example.com>",
    "a@[127.0.0.1]",
    "a@[IPv6:::1]",
    "a\n@x.com",
    "a@x.com\n",
    "a@x.com\x00",
    "a＠x.com",
    "ａ@x.com",
    "a@x。com",
    "a@１２.com",
    "a@" + "x" * 63 + ".com",
    "a@" + "x" * 64 + ".com",
    "a" * 64 + "@x.com",
    "a" * 180 + "@example.com",
    "a" * 242 + "@example.com",
    "a" * 243 + "@example.com",
    "a@" + "x." * 130 + "com",
    "",
    "@",
    "a@",
    "@x.com",
    "jana",
)
_MARKS = "aZ09.@-_+ \"<>[]:;,()\\'\t\n\x00é\u0301ß\u200bчЁ。xn--"


def verdict_of_library(text: str) -> tuple[str, str]:
    try:
        return "normal form", validate_email(text, check_deliverability=False).normalized
    except EmailNotValidError as refused:
        return "error", str(refused)


def verdict(text: str) -> tuple[str, str]:
    try:
        return "normal form", judged(text)
    except EmailNotValidError as refused:
        return "error", str(refused)


def mutated(text: str, chance: random.Random) -> str:
    for _ in range(chance.randint(1, 3)):
        place = chance.randint(0, len(text))
        text = (
            text[:place]
            + chance.choice(("", chance.choice(_MARKS), chance.choice(CORPUS)[:6]))
            + text[place + chance.randint(0, 2) :]
        )
    return text if chance.random() < 0.8 else chance.choice((text.upper(), text.swapcase(), text * 2))


@pytest.mark.parametrize("text", CORPUS)
def test_the_corpus_is_judged_as_by_the_library(text: str) -> None:
    assert verdict(text) == verdict_of_library(text)


def test_five_thousand_mutants_are_judged_as_by_the_library() -> None:
    chance = random.Random(20261122)
    for _ in range(5_000):
        text = mutated(chance.choice(CORPUS), chance)
        assert verdict(text) == verdict_of_library(text), repr(text)


@given(
    st.from_regex(r"[A-Za-z0-9._%+\-']{1,12}@[A-Za-z0-9.\-]{1,14}", fullmatch=True)
    | st.text(st.sampled_from(_MARKS), max_size=20)
    | st.emails()
)
@example("a@b.c")
def test_any_text_is_judged_as_by_the_library(text: str) -> None:
    assert verdict(text) == verdict_of_library(text)


def test_most_addresses_take_the_quick_way() -> None:
    quick = [text for text in CORPUS if address._quick(text)]
    assert quick[:3] == ["jana@example.com", "INFO@Example.COM", "Postmaster@example.org"]


@given(st.text(max_size=30) | st.text(st.sampled_from(_MARKS), max_size=20))
def test_any_text_is_an_address_or_a_sentence(text: str) -> None:
    found = read(text)
    if isinstance(found, Address):
        assert found.email_key == found.email.lower()
        assert read(found.email) == found
    else:
        assert found.endswith(".")
        assert found.isprintable()


@pytest.mark.parametrize(
    ("text", "email", "email_key"),
    [
        ("  Jana.Nova@Example.COM\u00a0", "Jana.Nova@example.com", "jana.nova@example.com"),
        ("\ufeffINFO@example.com\u200b", "info@example.com", "info@example.com"),
        ("Eva@HÁČKY.cz", "Eva@háčky.cz", "eva@háčky.cz"),
        ("eva@xn--hky-ela.cz", "eva@háky.cz", "eva@háky.cz"),
    ],
)
def test_two_spellings_have_one_key(text: str, email: str, email_key: str) -> None:
    assert normalised(text) == Address(email, email_key)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "There is no address."),
        ("   ", "There is no address."),
        ("jana.example.com", "“jana.example.com” has no @."),
        ("a@b@example.com", "“a@b@example.com” has more than one @."),
        ("@example.com", "“@example.com” lacks the part before or after the @."),
        ("jana@", "“jana@” lacks the part before or after the @."),
        ("ja na@example.com", "“ja na@example.com” has a blank inside."),
        ("a" * 300 + "@example.com", "“" + "a" * 79 + "…” is too long for an address."),
        ("a..b@example.com", "“a..b@example.com” has two dots in a row."),
        (".a@example.com", "“.a@example.com” has a dot where none may be."),
        ("a@example.com.", "“a@example.com.” has a dot where none may be."),
        ("jana@example", "“jana@example” has no ending such as .com after the @."),
        ("jana@shop.local", "“shop.local” is no domain that can get mail."),
        ("ja(na@example.com", "“ja(na@example.com” has a character that no address may have."),
        ("ja(na@xn--hky-ela.cz", "“ja(na@xn--hky-ela.cz” has a character that no address may have."),
        ("ja\x07na@example.com", "“ja�na@example.com” has a character that no address may have."),
        ("jána@example.com", "“jána@example.com” has letters before the @ that SendGrid can't mail to."),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(text: str, sentence: str) -> None:
    assert read(text) == sentence
    with pytest.raises(InputRefused) as refused:
        normalised(text)
    assert refused.value.message == sentence


def test_an_international_domain_travels_in_ascii() -> None:
    assert on_the_wire("Eva@háky.cz") == "Eva@xn--hky-ela.cz"
    assert on_the_wire("Eva@example.com") == "Eva@example.com"


def test_what_is_remembered_of_domains_is_bounded() -> None:
    assert address._domain.cache_info().maxsize == 1 << 16
