"""A mail made ready for the view: the policy comes first, hints of servers go, pictures come beside it."""

import pytest

from shopmail.ui.campaigns.preview import sealing
from shopmail.ui.campaigns.preview.sealing import sealed

PNG, GIF = "data:image/png;base64,Rose", "data:image/gif;base64,Lily"


def test_the_policy_comes_before_everything() -> None:
    html = sealed("<!-- <head> --><!doctype html><html><p>x", images_allowed=False).html
    assert html.startswith('<!doctype html><meta http-equiv="Content-Security-Policy" content="default-src')
    assert "img-src data:;" in html
    assert "img-src data: http: https:;" in sealed("", images_allowed=True).html


def test_without_pictures_none_is_left() -> None:
    made = sealed(f"<img src='{PNG}' alt='A rose'>", images_allowed=True, with_pictures=False)
    assert made.pictures == ()
    assert "img-src 'none';" in made.html
    assert made.html.endswith("<img src='' alt='A rose'>")


def test_pictures_come_beside_the_mail_each_once() -> None:
    made = sealed(f"<img src='{PNG}'><img src=\"{GIF}\"><img src={PNG}>", images_allowed=False)
    assert made.pictures == (PNG, GIF)
    assert "Rose" not in made.html
    assert "Lily" not in made.html
    script = sealing.placing(made.pictures, 40)
    assert f'["{PNG}", "{GIF}"]' in script
    assert "scrollTo(0, 40)" in script


@pytest.mark.parametrize("tag", ["<link rel=preconnect>", "<LINK/rel=preconnect>", "<Link\n>"])
def test_nothing_is_left_that_hints_at_a_server(tag: str) -> None:
    assert "<link" not in sealed(tag, images_allowed=True).html.lower()


@pytest.mark.parametrize(
    ("words", "is_too_long"),
    [("a" * 1_900_000, False), ("a" * 2_000_000, True), ("<" * 650_000, False), ("ž" * 334_000, True)],
)
def test_what_the_engine_would_show_empty_is_too_long(words: str, is_too_long: bool) -> None:
    assert sealed(words, images_allowed=False).is_too_long is is_too_long


def test_a_picture_makes_no_mail_too_long() -> None:
    assert not sealed(f"<img src='{PNG}{'A' * 3_000_000}'>", images_allowed=False).is_too_long
