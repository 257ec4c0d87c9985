"""Accepted requests and the mails in them: one mail a recipient, put together only when somebody looks."""

from base64 import b64decode
from hashlib import sha256
from typing import Any

from msgspec import Struct

from tests.standin.assembling import fill, with_links
from tests.standin.bodies import decoded

FINAL_STATES = ("delivered", "bounced", "blocked", "dropped", "cancelled", "expired")
STATES = ("scheduled", *FINAL_STATES)


class Attachment(Struct, frozen=True):
    """What is enclosed, told by its size and its SHA-256: there may be many mails of many megabytes."""

    name: str
    type: str
    disposition: str
    content_id: str
    size: int
    sha256: str


class MailSeen(Struct, frozen=True):
    """A mail as it travels over HTTP; the fields are those of ``Mail``."""

    id: str
    to: str
    name: str
    others: list[str]
    sender: str
    subject: str
    html: str
    text: str
    html_as_sent: str
    text_as_sent: str
    unsubscribe_url: str
    state: str
    reason: str
    batch_id: str
    send_at: int
    accepted_at: int
    message_id: str
    custom_args: dict[str, str]
    categories: list[str]
    headers: dict[str, str]
    attachments: list[Attachment]
    group_id: int | None
    request: int


class Posting:
    """One accepted ``mail/send`` request, kept as it came. ``request`` counts accepted requests from 0."""

    def __init__(self, raw: bytes, message_id: str, request: int, accepted_at: int, url: str) -> None:
        self._raw = raw
        self.message_id = message_id
        self.request = request
        self.accepted_at = accepted_at
        self.url = url
        settings = self.body.get("mail_settings", {})
        self.bypasses = frozenset(name for name, setting in settings.items() if setting.get("enable"))
        self.batch_id: str = self.body.get("batch_id", "")
        self.group_id: int | None = self.body.get("asm", {}).get("group_id")

    @property
    def body(self) -> dict[str, Any]:
        """The whole request."""
        body: dict[str, Any] = decoded(self._raw)
        return body

    def content(self, mime_type: str) -> str:
        """The skeleton of that type, or nothing."""
        return next((part["value"] for part in self.body["content"] if part["type"] == mime_type), "")


class Mail:
    """What one recipient gets. Subject and parts are assembled when read; ``state`` is one of ``STATES``."""

    __slots__ = ("_number", "_place", "_position", "posting", "reason", "send_at", "state", "to")

    def __init__(
        self, posting: Posting, to: str, send_at: int, position: int, number: int, place: tuple[str, int]
    ) -> None:
        self.posting = posting
        self.to = to
        self.send_at = send_at
        self.state = "scheduled"
        self.reason = ""
        self._position = position
        self._number = number
        self._place = place

    def __repr__(self) -> str:
        return f"<Mail to {self.to}: {self.state} {self.reason}>"

    @property
    def id(self) -> str:
        """Like an ``sg_message_id``: the request's ``X-Message-Id`` and a part of its own."""
        return f"{self.posting.message_id}.recvd-{self._position}"

    @property
    def name(self) -> str:
        """The name beside the address."""
        list_name, index = self._place
        name: str = self._envelope[list_name][index].get("name", "")
        return name

    @property
    def others(self) -> list[str]:
        """Whom else this recipient sees in To and Cc: nobody, in a newsletter."""
        envelope = self._envelope
        seen = [person["email"] for person in (*envelope["to"], *envelope.get("cc", ()))]
        return [email for email in seen if email != self.to]

    @property
    def sender(self) -> str:
        sender: str = self._envelope.get("from", self.posting.body["from"])["email"]
        return sender

    @property
    def subject(self) -> str:
        return self._filled(self._envelope.get("subject") or self.posting.body["subject"])

    @property
    def html_as_sent(self) -> str:
        """Filled, before footer and links were put in."""
        return self._filled(self.posting.content("text/html"))

    @property
    def text_as_sent(self) -> str:
        """Filled, before footer and links were put in."""
        return self._filled(self.posting.content("text/plain"))

    @property
    def html(self) -> str:
        part = self.html_as_sent
        return part and with_links(part, self.posting.body, self.link, html=True)

    @property
    def text(self) -> str:
        part = self.text_as_sent
        return part and with_links(part, self.posting.body, self.link, html=False)

    @property
    def unsubscribe_url(self) -> str:
        """The person's own link out of the group, or out of everything where the request names no group."""
        return self.link("global_unsubscribe" if self.group_id is None else "group_unsubscribe")

    @property
    def batch_id(self) -> str:
        return self.posting.batch_id

    @property
    def accepted_at(self) -> int:
        return self.posting.accepted_at

    @property
    def message_id(self) -> str:
        return self.posting.message_id

    @property
    def custom_args(self) -> dict[str, str]:
        return {**self.posting.body.get("custom_args", {}), **self._envelope.get("custom_args", {})}

    @property
    def categories(self) -> list[str]:
        return list(self.posting.body.get("categories", ()))

    @property
    def headers(self) -> dict[str, str]:
        return {**self.posting.body.get("headers", {}), **self._envelope.get("headers", {})}

    @property
    def attachments(self) -> list[Attachment]:
        """The same for everybody of one request."""
        return [_attachment(one) for one in self.posting.body.get("attachments", ())]

    @property
    def group_id(self) -> int | None:
        return self.posting.group_id

    @property
    def request(self) -> int:
        return self.posting.request

    def link(self, kind: str) -> str:
        """This person's URL of ``kind``: ``group_unsubscribe``, ``global_unsubscribe`` or ``preferences``."""
        return f"{self.posting.url}/leave/{kind}/{self.id}"

    def seen(self) -> MailSeen:
        """Everything about it as plain values."""
        return MailSeen(**{field: getattr(self, field) for field in MailSeen.__struct_fields__})

    @property
    def _envelope(self) -> dict[str, Any]:
        envelope: dict[str, Any] = self.posting.body["personalizations"][self._number]
        return envelope

    def _filled(self, skeleton: str) -> str:
        return fill(skeleton, self._envelope.get("substitutions", {}))


def _attachment(one: dict[str, str]) -> Attachment:
    content = b64decode(one["content"], validate=True)
    return Attachment(
        name=one["filename"],
        type=one.get("type", ""),
        disposition=one.get("disposition", "attachment"),
        content_id=one.get("content_id", ""),
        size=len(content),
        sha256=sha256(content).hexdigest(),
    )


def mails_of(posting: Posting) -> list[Mail]:
    """One mail for each address in To, Cc and Bcc; a personalization's ``send_at`` beats the request's.

    A mail without ``send_at``, or with one that is past, has the moment at which it was accepted.
    """
    mails: list[Mail] = []
    body, at_once = posting.body, posting.accepted_at
    for number, envelope in enumerate(body["personalizations"]):
        send_at = max(envelope.get("send_at", body.get("send_at", at_once)), at_once)
        for place in ("to", "cc", "bcc"):
            for index, person in enumerate(envelope.get(place, ())):
                mails.append(Mail(posting, person["email"], send_at, len(mails), number, (place, index)))
    return mails
