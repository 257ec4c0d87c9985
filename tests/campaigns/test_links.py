"""Addresses that a mail may point to."""

import pytest

from shopmail.campaigns.links import link, picture

LETTERS = "qwertzui"


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://a.org", "https://a.org"),
        (" HTTPS://a.org/b c ", "HTTPS://a.org/b%20c"),
        ("http://a.org?x", "http://a.org?x"),
        ("https://a.org#-qwertzuio3-", "https://a.org#-qwertzuiu3-"),
        ("https://a.org/-qwertzuio3-?q=-qwertzuio12-", "https://a.org/-qwertzuiu3-?q=-qwertzuiu12-"),
        ("mailto:a@b.org?subject=-qwertzuio1-", "mailto:a@b.org?subject=-qwertzuiu1-"),
        ("tel:+420 123 456", "tel:+420%20123%20456"),
        ("#news", "#news"),
        *((bad, None) for bad in ("", "a.org", "/a", "//a.org", "\\\\a\\b", "ftp://a.org", "javascript:x")),
        *(
            (bad, None)
            for bad in ("https://", "https:///a", "https:a.org", "https://a.org\\b", "https://a.org/\x00")
        ),
        *(
            (bad, None)
            for bad in ("https://user@a.org/", "https://-qwertzuio1-/", "https://a-qwertzuio1-.org/x")
        ),
        *((bad, None) for bad in ("-qwertzuio1-", "tel:-qwertzuio1-", "cid:x", "data:x", "file:///x")),
    ],
)
def test_links(address: str, kept: str | None) -> None:
    assert link(address, LETTERS) == kept


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://a.org/x.png", "https://a.org/x.png"),
        ("cid:logo", "cid:logo"),
        *(
            (bad, None)
            for bad in ("data:image/png;base64,AA", "mailto:a@b.org", "x.png", "//a/x.png", "file:///x")
        ),
    ],
)
def test_pictures(address: str, kept: str | None) -> None:
    assert picture(address, LETTERS) == kept
