"""What a key may do, told feature by feature, and that it is true: the stand-in asks for the same scopes."""

from collections.abc import Callable

import pytest

from shopmail.clock import Clock
from shopmail.delivery.provider import FeedbackKind
from shopmail.delivery.rights import FEATURES, Feature, missing
from shopmail.delivery.sendgrid import SendGridProvider
from shopmail.errors import RightMissing
from shopmail.keychain import Secret
from tests.delivery.bundles import a_bundle
from tests.standin import ALL_SCOPES, StandIn


def _hold_and_recall(office: SendGridProvider) -> None:
    batch_id = office.new_batch()
    office.cancel(batch_id)
    assert office.is_cancelled(batch_id)


ACTS: dict[str, Callable[[SendGridProvider], object]] = {
    "send": lambda office: office.hand_over(a_bundle(1)),
    "recall": _hold_and_recall,
    "leave": lambda office: (
        office.leave_group(None),
        list(office.feedback(FeedbackKind.GROUP_UNSUBSCRIBE, 0, 1)),
    ),
    "returned": lambda office: [
        list(office.feedback(kind, 0, 1))
        for kind in FeedbackKind
        if kind is not FeedbackKind.GROUP_UNSUBSCRIBE
    ],
    "senders": lambda office: office.senders(),
    "credits": lambda office: office.credits(),
}


def test_a_key_with_everything_lacks_nothing() -> None:
    assert missing(ALL_SCOPES) == ()


def test_a_key_that_only_sends() -> None:
    assert [feature.key for feature in missing(frozenset(["mail.send"]))] == [
        "recall",
        "leave",
        "returned",
        "senders",
        "credits",
    ]


def test_single_senders_go_by_either_name() -> None:
    scopes = frozenset(["whitelabel.read", "sender_verification_eligible"])
    assert "senders" not in [feature.key for feature in missing(scopes)]


@pytest.mark.parametrize("feature", FEATURES, ids=lambda feature: feature.key)
def test_the_scopes_named_are_the_ones_needed(feature: Feature) -> None:
    """With its own scopes a feature works; without any one of them it is refused, and said to lack it."""
    all_of_it = frozenset(scope for group in feature.needs for scope in group)
    with StandIn() as post:
        post.new_group("Newsletter") if feature.key != "leave" else None
        ACTS[feature.key](an_office(post, all_of_it))
    for group in feature.needs:
        without = all_of_it - frozenset(group)
        assert feature in missing(without)
        if group == ("user.scheduled_sends.update",):
            continue  # only for a batch that somebody paused in SendGrid itself
        with StandIn() as post, pytest.raises(RightMissing) as refusal:
            ACTS[feature.key](an_office(post, without))
        assert feature.right in refusal.value.remedy


def an_office(post: StandIn, scopes: frozenset[str]) -> SendGridProvider:
    return SendGridProvider(Secret(post.new_key(scopes)), post.url, Clock())
