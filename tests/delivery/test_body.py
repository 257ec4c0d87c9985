"""The JSON that is handed to SendGrid."""

import pytest

from shopmail.delivery.body import GROUP_TAG, NOWHERE, TRACKING_TAG, request_body
from shopmail.delivery.message import UNSUBSCRIBE_URL, Address, Leave
from shopmail.errors import MailRefused, TooLarge
from tests.delivery.bundles import a_bundle, a_picture, a_recipient


def test_the_whole_of_it() -> None:
    bundle = a_bundle(
        1,
        reply_to=Address("reply@example.com"),
        leave=Leave(1001),
        track_opens=True,
        batch_id="b1",
        send_at=1_800_000_000,
    )
    assert request_body(bundle) == {
        "personalizations": [
            {
                "to": [{"email": "p0@example.org"}],
                "subject": "Tea for № 0",
                "substitutions": {"-abcdefgh1-": "Žofie &amp; 0", "-abcdefgh2-": "Žofie & 0"},
                "custom_args": {"sm_recipient": "r0"},
            }
        ],
        "from": {"email": "shop@example.com", "name": "Čaj, s.r.o."},
        "reply_to": {"email": "reply@example.com"},
        "content": [
            {"type": "text/plain", "value": f"Dear -abcdefgh2-\n\nLeave: {GROUP_TAG}\n"},
            {"type": "text/html", "value": f'<p>Dear -abcdefgh1-</p><a href="{GROUP_TAG}">Leave</a>'},
        ],
        "categories": ["shopmail", "sm-07"],
        "tracking_settings": {
            "click_tracking": {"enable": False, "enable_text": False},
            "open_tracking": {"enable": True},
            "subscription_tracking": {"enable": False},
        },
        "asm": {"group_id": 1001},
        "batch_id": "b1",
        "send_at": 1_800_000_000,
    }


def test_by_subscription_tracking_the_tag_is_its_own_and_no_group_is_named() -> None:
    body = request_body(a_bundle(leave=Leave(None)))
    assert "asm" not in body
    tracking = body["tracking_settings"]["subscription_tracking"]
    assert tracking == {"enable": True, "substitution_tag": TRACKING_TAG}
    assert all(TRACKING_TAG in part["value"] and "<%" not in part["value"] for part in body["content"])


def test_every_unsubscribe_link_is_replaced() -> None:
    html = f'<a href="{UNSUBSCRIBE_URL}">a</a><a href="{UNSUBSCRIBE_URL}">b</a>'
    body = request_body(a_bundle(html=html, leave=Leave(1)))
    assert body["content"][1]["value"].count(GROUP_TAG) == 2
    assert UNSUBSCRIBE_URL not in str(body)


def test_an_unsubscribe_link_in_a_personal_piece_is_refused() -> None:
    people = (a_recipient(0), a_recipient(1, pieces={"-abcdefgh1-": f"<a href='{UNSUBSCRIBE_URL}'>"}))
    with pytest.raises(MailRefused) as caught:
        request_body(a_bundle(recipients=people))
    assert caught.value.place == "personalizations.1.substitutions"


def test_people_keep_their_order_and_see_nobody_else() -> None:
    people = request_body(a_bundle(1000))["personalizations"]
    assert [one["to"] for one in people] == [[{"email": f"p{n}@example.org"}] for n in range(1000)]


def test_nothing_empty_is_sent() -> None:
    body = request_body(a_bundle(recipients=(a_recipient(pieces={}),), sender=Address("shop@example.com")))
    assert "substitutions" not in body["personalizations"][0]
    assert body["from"] == {"email": "shop@example.com"}
    assert not {"reply_to", "batch_id", "send_at"} & body.keys()


def test_pictures_are_enclosed_once_whoever_it_goes_to() -> None:
    body = request_body(a_bundle(1000, pictures=(a_picture(), a_picture(1, b"12345"))))
    assert body["attachments"] == [
        {
            "content": "iVBORw==",
            "type": "image/png",
            "filename": "rose-0.png",
            "disposition": "inline",
            "content_id": "0" * 32,
        },
        {
            "content": "MTIzNDU=",
            "type": "image/png",
            "filename": "rose-1.png",
            "disposition": "inline",
            "content_id": "0" * 31 + "1",
        },
    ]
    assert "attachments" not in request_body(a_bundle())


def test_a_picture_is_told_by_its_size() -> None:
    assert repr(a_picture(data=b"secret")) == f"<InlinePicture {'0' * 32}, 6 bytes>"


def test_a_test_mail_has_no_way_out_and_nothing_of_the_accounts_own() -> None:
    body = request_body(a_bundle(leave=None))
    assert "asm" not in body
    assert body["tracking_settings"]["subscription_tracking"] == {"enable": False}
    assert [part["value"].count(NOWHERE) for part in body["content"]] == [1, 1]
    assert UNSUBSCRIBE_URL not in str(body)


def test_30_mb_are_too_large() -> None:
    with pytest.raises(TooLarge):
        request_body(a_bundle(html="x" * 30_000_000))
    assert request_body(a_bundle(html="x" * 29_990_000))
    with pytest.raises(TooLarge):
        request_body(a_bundle(pictures=(a_picture(data=bytes(22_500_000)),)))
    assert request_body(a_bundle(pictures=(a_picture(data=bytes(22_490_000)),)))
