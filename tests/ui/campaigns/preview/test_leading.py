"""Where a link of a mail leads, in words."""

import pytest

from shopmail.delivery.message import UNSUBSCRIBE_URL
from shopmail.ui.campaigns.preview import leading


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("https://example.com/kosik?a=1", "This link leads to https://example.com/kosik?a=1"),
        ("mailto:shop%40example.com", "This link writes a mail to shop@example.com."),
        ("tel:+420%20123", "This link calls +420 123."),
        (UNSUBSCRIBE_URL, "Here everybody finds their own link to leave."),
        (
            "https://example.com/\u202egpj.exe\n",
            "This link leads to https://example.com/gpj.exe",
        ),
        ("https://example.com/" + "a" * 400, f"This link leads to https://example.com/{'a' * 280} …"),
    ],
)
def test_it_is_said_in_a_sentence(address: str, words: str) -> None:
    assert leading.words(address) == words
