"""Status words are read as a whole, in four languages; what nobody knows says nothing."""

import pytest

from shopmail.importing import statuses
from shopmail.importing.folding import phrases
from shopmail.importing.statuses import Status

WORDS = {
    Status.CONFIRMED: """
        confirmed, Confirmed, confirmed_opt_in, double opt-in, Double Opt-In, DOI, potvrzeno,
        potvrzen, potvrzená, POTVRZENO, potvrzene, подтверждён, подтвержден, Подтверждена,
        bestätigt, Bestaetigt, bestatigt""",
    Status.SUBSCRIBED: """
        subscribed, active, enabled, opted in, opt-in, single_opt_in, přihlášen, přihlášena,
        odebírá, aktivní, подписан, активен, abonniert, yes, 1, true, ano, да, ja, tak, Y, TRUE""",
    Status.PENDING: """
        pending, unconfirmed, not confirmed, nepotvrzeno, nepotvrzená, čeká, ожидает, не
        подтверждён, неподтверждён, activation_requested, unbestätigt, nicht bestätigt, čeká na
        potvrzení""",
    Status.UNSUBSCRIBED: """
        unsubscribed, Unsubscribed, opted out, opted-out, opt-out, odhlášen, odhlášeno, отписан,
        отписался, abgemeldet, blocklisted, blacklisted, disabled, blocked, left""",
    Status.BOUNCED: "cleaned, bounced, hard bounce, Hard-Bounce, hard_bounced, nedoručeno, invalid",
    Status.COMPLAINED: "complained, spam, spam report, stížnost, жалоба, junk",
    Status.NO: "no, 0, false, ne, нет, nein, nie, NE, not subscribed, nonsubscribed, nesouhlasí",
}


@pytest.mark.parametrize(
    ("word", "status"),
    [(word.strip(), status) for status, words in WORDS.items() for word in words.split(",")],
)
def test_a_word_is_known(word: str, status: Status) -> None:
    assert statuses.read(word) is status
    assert statuses.read(f"  {word.upper()}.") is status


@pytest.mark.parametrize(
    "word",
    [
        "", "?", "resubscribe later", "confirmed by phone with unsubscribed", "subscribedx", "presubscribed",
        "Vyřízena", "Nevyřízená", "unpaid", "paid", "completed", "5.1.1", "2", "unsubscribe reason",
        "nikdy nepotvrzeno ale",
        "potvrzenost", "noo", "10", "registered", "verified",
    ],
)  # fmt: skip
def test_a_word_that_nobody_knows_says_nothing(word: str) -> None:
    assert statuses.read(word) is None


def test_no_word_is_claimed_twice() -> None:
    known = [phrase for words in statuses.PHRASES.values() for phrase in phrases(words)]
    assert len(known) == len(set(known))


def test_a_column_that_asks_has_confirmed() -> None:
    assert statuses.read_confirmation("ano") is Status.CONFIRMED
    assert statuses.read_confirmation("0") is Status.PENDING
    assert statuses.read_confirmation("single_opt_in") is Status.SUBSCRIBED
    assert statuses.read_confirmation("unsubscribed") is Status.UNSUBSCRIBED


def test_of_two_words_the_one_that_lowers_wins() -> None:
    assert statuses.joined(Status.SUBSCRIBED, Status.CONFIRMED) is Status.CONFIRMED
    assert statuses.joined(None, Status.SUBSCRIBED) is Status.SUBSCRIBED
    assert statuses.joined(Status.CONFIRMED, None) is Status.CONFIRMED
    for lower in (Status.PENDING, Status.NO, Status.BOUNCED, Status.UNSUBSCRIBED, Status.COMPLAINED):
        assert statuses.joined(lower, Status.CONFIRMED) is lower
        assert statuses.joined(Status.CONFIRMED, lower) is lower
    assert statuses.joined(Status.BOUNCED, Status.UNSUBSCRIBED) is Status.UNSUBSCRIBED
    assert statuses.joined(None, None) is None
