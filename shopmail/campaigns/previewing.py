"""A campaign's mail as one person will get it, byte for byte but for the unsubscribe link."""

import re
from base64 import b64encode
from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace
from selectolax.lexbor import LexborHTMLParser
from sqlalchemy import select
from sqlalchemy.orm import Session

from shopmail.campaigns import marking, pictures
from shopmail.campaigns.audience import mailable_audience, values_of
from shopmail.campaigns.composing import address_words, compile_written, outgoing, sender_from
from shopmail.campaigns.content import Written
from shopmail.campaigns.findings import findings
from shopmail.campaigns.personalization import scope
from shopmail.contacts.address import normalised
from shopmail.delivery.message import Mail
from shopmail.errors import CampaignRefused
from shopmail.model import Campaign, Contact
from shopmail.settings import Settings
from shopmail.storage.shop import settings_of
from shopmail.wording import _

NOBODY = "somebody@example.com"
"""The address of the person of whom nothing else is known (RFC 2606: nobody ever gets mail there)."""

LINE_LENGTH = 150
"""Characters of the line behind the subject: no inbox shows more."""


class Preview(Struct, frozen=True):
    """The mail, and the fields for which this person gets the fallback.

    The link to leave is ``delivery.message.UNSUBSCRIBE_URL``: the post office gives everybody their own.
    """

    mail: Mail
    fell_back: tuple[str, ...]


class Person(Struct, frozen=True):
    """Somebody a mail can be looked at as. ``name``: first, then last, or empty."""

    contact_id: int
    email: str
    name: str


class Drawn(Struct, frozen=True):
    """One person's mail, ready to be shown without any other file and without the network.

    The link to leave is ``delivery.message.UNSUBSCRIBE_URL``: the post office gives everybody their own.
    """

    to: str
    sender: str
    subject: str
    preview_text: str
    """What an inbox shows behind the subject: the preview text, or where there is none the first words."""
    html: str
    """A whole document; the pictures of the shop file stand in it as ``data:`` addresses."""
    text: str
    filled: tuple[str, ...]
    """The fields that the mail asks for and this person has."""
    fell_back: tuple[str, ...]
    """The fields that are missing for this person and whose stand-in is shown."""
    remote_pictures: tuple[str, ...]
    """The addresses of the pictures that lie on the web."""
    html_bytes: int
    """Of the HTML as it is sent."""


def preview(session: Session, campaign: Campaign, email: str) -> Preview:
    """The mail of the person with this address, whether or not they are in the audience.

    Raises ``CampaignRefused`` for a stranger or a broken template, ``InputRefused`` for no address.
    """
    to, values = _person(session, email)
    mail = outgoing(session, campaign).mail
    whole = mail.mail(values)
    return Preview(
        mail=Mail(to=to, subject=whole.subject, html=whole.html, text=whole.text),
        fell_back=mail.render(values).fell_back,
    )


def draw(
    session: Session, written: Written, letters: str, email: str | None, *, marked: bool = False
) -> Drawn:
    """What is written, as the person with this address gets it; None: somebody of whom nothing is known.

    With ``marked``, values of the person and stand-ins are to be seen as such. A mail that has no subject yet
    is drawn all the same, its ``subject`` empty. Raises ``CampaignRefused`` for a stranger, or with the place
    of a mistake; ``InputRefused`` for no address.
    """
    to, values = _person(session, email) if email is not None else (NOBODY, {"email": NOBODY})
    has_subject = bool(written.subject.strip())
    mail = compile_written(session, written if has_subject else replace(written, subject="–"), letters)
    whole = mail.mail(values)
    html = marking.marked(mail, values) if marked else whole.html
    has = scope(values, mail.fields_used)
    return Drawn(
        to=to,
        sender=address_words(sender_from(written.sender, settings_of(session).sender)),
        subject=whole.subject if has_subject else "",
        preview_text=_line_behind(whole.html if written.preview_text.strip() else "", whole.text),
        html=_with_pictures(session, html, mail.pictures),
        text=whole.text,
        filled=tuple(sorted(name for name, value in has.items() if value is not None)),
        fell_back=mail.render(values).fell_back,
        remote_pictures=findings(whole.html).pictures_outside,
        html_bytes=len(whole.html.encode()),
    )


def somebody(session: Session, written: Written, settings: Settings, now: int) -> Person | None:
    """The first of the audience who can be mailed, in the order in which they came in; None for nobody."""
    who = mailable_audience(session, written.segment_id, settings, now)
    found = session.scalar(select(Contact.id).where(who).order_by(Contact.id).limit(1))
    return None if found is None else people(session, [found])[found]


def people(session: Session, contact_ids: Iterable[int]) -> dict[int, Person]:
    """These people by their id."""
    rows = session.execute(
        select(Contact.id, Contact.email, Contact.first_name, Contact.last_name).where(
            Contact.id.in_(list(contact_ids))
        )
    )
    return {id_: Person(id_, email, f"{first} {last}".strip()) for id_, email, first, last in rows}


def _person(session: Session, email: str) -> tuple[str, dict[str, str]]:
    person = session.execute(
        select(Contact.id, Contact.email).where(Contact.email_key == normalised(email).email_key)
    ).one_or_none()
    if person is None:
        raise CampaignRefused(
            _("There is no preview"),
            _("Nobody in your contacts has the address “{email}”.", email=email),
            _("Choose somebody from your contacts."),
        )
    return person.email, values_of(session, [person.id])[person.id]


def _line_behind(html: str, text: str) -> str:
    """The preview text, unseen at the head of ``html`` (or empty); failing that, how ``text`` begins."""
    first = LexborHTMLParser(html).css_first("body > div") if html else None
    words = first.text() if first is not None else ""
    return " ".join((words.strip() or text).split())[:LINE_LENGTH]


def _with_pictures(session: Session, html: str, cids: tuple[str, ...]) -> str:
    data = {
        picture.cid: f"data:{picture.media_type};base64,{b64encode(picture.data).decode()}"
        for picture in pictures.loaded(session, cids)
    }
    return re.sub(
        r'((?:src|background)=")(cid:([^"]*))',
        lambda found: found[1] + data.get(found[3], found[2]),
        html,
        flags=re.IGNORECASE,  # as a scheme is (RFC 3986, 3.1): own HTML may say CID:
    )
