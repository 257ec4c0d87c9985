"""What is handed to the post office: one skeleton, and for each person the pieces that belong into it."""

from msgspec import Struct

UNSUBSCRIBE_URL = "https://unsubscribe.invalid/shopmail"
"""Stands where the personal unsubscribe link belongs (RFC 2606: ``.invalid`` never resolves).

Only a provider puts the real link in its place, as the last step.
"""

RECIPIENTS_PER_REQUEST = 1000
"""SendGrid takes at most 1,000 personalizations a request."""

SUBSTITUTION_KEYS = 150
"""SendGrid takes at most 150 substitutions a personalization."""

SUBSTITUTION_BYTES = 10_000
"""Keys and values of one personalization, UTF-8: the stricter of SendGrid's two published limits."""


class Address(Struct, frozen=True):
    """An address and the name beside it."""

    email: str
    name: str = ""


class Leave(Struct, frozen=True):
    """How a recipient leaves: an unsubscribe group (``group`` set), else SendGrid's subscription tracking."""

    group: int | None


class Recipient(Struct, frozen=True):
    """One person of a bundle. ``id`` is random: it travels in SendGrid's logs, which keep it for good."""

    id: str
    email: str
    subject: str
    pieces: dict[str, str]
    """What replaces each key in the skeletons: HTML keys with escaped text, text keys with plain text."""

    def __repr__(self) -> str:  # nobody's address may reach a log
        return f"<Recipient {self.id}>"


class InlinePicture(Struct, frozen=True):
    """A picture that travels inside the mail; its HTML shows it as ``cid:`` and ``cid`` (RFC 2392)."""

    cid: str
    media_type: str
    """``image/jpeg`` or ``image/png``."""
    name: str
    """What a mail program calls it when it is saved: ASCII, with an ending."""
    data: bytes

    def __repr__(self) -> str:  # megabytes in a log help nobody
        return f"<InlinePicture {self.cid}, {len(self.data)} bytes>"


class Bundle(Struct, frozen=True):
    """One request: up to 1,000 people who get the same skeleton at the same time."""

    sender: Address
    reply_to: Address | None
    html: str
    text: str
    recipients: tuple[Recipient, ...]
    category: str
    """One of the recycled slots ``sm-00`` … ``sm-59``; ``sm-test`` for what counts nowhere."""
    leave: Leave | None
    """None: the unsubscribe link leads nowhere, in a test mail of the owner to himself."""
    track_opens: bool = False
    track_clicks: bool = False
    batch_id: str = ""
    """The handle by which this and its sister bundles can be cancelled; empty: none."""
    send_at: int = 0
    """Unix second by the provider's clock; 0: at once."""
    pictures: tuple[InlinePicture, ...] = ()
    """What the skeleton shows as ``cid:``; once a request, whoever it goes to."""

    def __repr__(self) -> str:  # nor may a whole mail
        return f"<Bundle of {len(self.recipients)}, batch {self.batch_id!r}>"


class Mail(Struct, frozen=True):
    """What one person gets."""

    to: str
    subject: str
    html: str
    text: str
    pictures: tuple[InlinePicture, ...] = ()


def assembled(bundle: Bundle, recipient: Recipient) -> Mail:
    """The mail of one person, put together as SendGrid does it: keys match literally, values not again."""
    return Mail(
        to=recipient.email,
        subject=recipient.subject,
        html=filled(bundle.html, recipient.pieces),
        text=filled(bundle.text, recipient.pieces),
        pictures=bundle.pictures,
    )


def filled(skeleton: str, pieces: dict[str, str]) -> str:
    """``skeleton`` with each key replaced; no key occurs in a value, so the order does not matter."""
    for key, value in pieces.items():
        skeleton = skeleton.replace(key, value)
    return skeleton
