"""Whom the account may send as: single senders and domains, all pages of both."""

import pytest

from shopmail.clock import Clock
from shopmail.delivery.mailbox_services import is_mailbox_service
from shopmail.delivery.senders import Domain
from shopmail.delivery.sendgrid import SendGridProvider
from shopmail.errors import RightMissing
from shopmail.keychain import Secret
from tests.standin import ALL_SCOPES, StandIn


def an_office(post: StandIn, key: str = "") -> SendGridProvider:
    return SendGridProvider(Secret(key or post.key), post.url, Clock())


def test_who_has_not_answered_yet_may_not_send() -> None:
    with StandIn(senders=("shop@example.org",), domains=()) as post:
        post.enter_sender("new@example.org")
        senders = an_office(post).senders()
        assert [(one.from_email, one.verified) for one in senders.single] == [
            ("shop@example.org", True),
            ("new@example.org", False),
        ]
        assert senders.may_send_as("Shop@Example.org")
        assert not senders.may_send_as("new@example.org")


def test_all_pages_of_domains() -> None:
    many = tuple(f"d{number}.example.com" for number in range(120))
    with StandIn(senders=(), domains=many) as post:
        senders = an_office(post).senders()
        assert senders.domains == tuple(Domain(domain, True) for domain in many)
        assert senders.may_send_as("anybody@d119.example.com")


def test_a_key_that_may_not_ask() -> None:
    with StandIn() as post, pytest.raises(RightMissing) as refusal:
        an_office(post, post.new_key(ALL_SCOPES - {"whitelabel.read"})).senders()
    assert "Sender Authentication" in refusal.value.remedy


def test_mailbox_services_are_known_in_any_case() -> None:
    assert is_mailbox_service("Seznam.cz")
    assert not is_mailbox_service("kvetiny.example")
    assert not is_mailbox_service("")
