"""A bundle as the JSON of SendGrid's ``POST /v3/mail/send``, each key as its specification has it."""

import json
from base64 import b64encode
from typing import Any

from shopmail.delivery.answers import too_large
from shopmail.delivery.message import UNSUBSCRIBE_URL, Address, Bundle, InlinePicture, Recipient
from shopmail.errors import MailRefused
from shopmail.wording import _

GROUP_TAG = "<%asm_group_unsubscribe_raw_url%>"
"""SendGrid puts the personal link of the request's unsubscribe group in its place, the bare address."""

TRACKING_TAG = "[shopmail_unsubscribe_url]"
"""Named in ``subscription_tracking.substitution_tag``: SendGrid puts the personal address in its place."""

NOWHERE = "#"
"""Where the unsubscribe link of a mail leads that nobody can leave by."""

REQUEST_BYTES = 30_000_000
"""SendGrid takes requests below 30 MB; measured on the JSON as it travels."""


def request_body(bundle: Bundle) -> dict[str, Any]:
    """The body for ``bundle``: ``personalizations`` in the order of its recipients.

    Raises ``MailRefused`` for an unsubscribe link inside a personal piece, where SendGrid would not find it,
    and ``TooLarge`` for a body of 30 MB or more.
    """
    group = bundle.leave.group if bundle.leave else None
    tag = _tag(bundle)
    body: dict[str, Any] = {
        "personalizations": [_personalization(n, one) for n, one in enumerate(bundle.recipients)],
        "from": _address(bundle.sender),
        "content": [
            {"type": "text/plain", "value": bundle.text.replace(UNSUBSCRIBE_URL, tag)},
            {"type": "text/html", "value": bundle.html.replace(UNSUBSCRIBE_URL, tag)},
        ],
        "categories": ["shopmail", bundle.category],
        "tracking_settings": _tracking(bundle),
    }
    if bundle.reply_to is not None:
        body["reply_to"] = _address(bundle.reply_to)
    if group is not None:
        body["asm"] = {"group_id": group}
    if bundle.batch_id:
        body["batch_id"] = bundle.batch_id
    if bundle.send_at:
        body["send_at"] = bundle.send_at
    if bundle.pictures:
        body["attachments"] = [_attachment(picture) for picture in bundle.pictures]
    # python_http_client writes it just so; an account over the limit answers 413 to half a body.
    if len(json.dumps(body)) >= REQUEST_BYTES:
        raise too_large()
    return body


def _personalization(index: int, recipient: Recipient) -> dict[str, Any]:
    if any(UNSUBSCRIBE_URL in piece for piece in recipient.pieces.values()):
        raise MailRefused(
            _("The mail was not sent"),
            _("The unsubscribe link stands inside a personal field, where SendGrid can't fill it in."),
            _("Put the link into the text of the mail itself."),
            place=f"personalizations.{index}.substitutions",
        )
    one: dict[str, Any] = {
        "to": [{"email": recipient.email}],
        "subject": recipient.subject,
        "custom_args": {"sm_recipient": recipient.id},
    }
    if recipient.pieces:
        one["substitutions"] = recipient.pieces
    return one


def _tag(bundle: Bundle) -> str:
    """What stands for the unsubscribe link until SendGrid puts each person's own in its place."""
    if bundle.leave is None:
        return NOWHERE
    return TRACKING_TAG if bundle.leave.group is None else GROUP_TAG


def _attachment(picture: InlinePicture) -> dict[str, str]:
    return {
        "content": b64encode(picture.data).decode("ascii"),
        "type": picture.media_type,
        "filename": picture.name,
        "disposition": "inline",
        "content_id": picture.cid,
    }


def _address(address: Address) -> dict[str, str]:
    return {"email": address.email, "name": address.name} if address.name else {"email": address.email}


def _tracking(bundle: Bundle) -> dict[str, Any]:
    # Each is said outright: what is left out follows the account's own settings, which may add a footer.
    leaving: dict[str, Any] = {"enable": False}
    if bundle.leave is not None and bundle.leave.group is None:
        leaving = {"enable": True, "substitution_tag": TRACKING_TAG}
    return {
        "click_tracking": {"enable": bundle.track_clicks, "enable_text": bundle.track_clicks},
        "open_tracking": {"enable": bundle.track_opens},
        "subscription_tracking": leaving,
    }
