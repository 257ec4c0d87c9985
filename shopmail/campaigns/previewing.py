"""A campaign's mail as one person will get it, byte for byte but for the unsubscribe link."""

from msgspec import Struct
from sqlalchemy import select
from sqlalchemy.orm import Session

from shopmail.campaigns.audience import values_of
from shopmail.campaigns.composing import outgoing
from shopmail.contacts.address import normalised
from shopmail.delivery.message import Mail
from shopmail.errors import CampaignRefused
from shopmail.model import Campaign, Contact
from shopmail.wording import _


class Preview(Struct, frozen=True):
    """The mail, and the fields for which this person gets the fallback.

    The link to leave is ``delivery.message.UNSUBSCRIBE_URL``: the post office gives everybody their own.
    """

    mail: Mail
    fell_back: tuple[str, ...]


def preview(session: Session, campaign: Campaign, email: str) -> Preview:
    """The mail of the person with this address, whether or not they are in the audience.

    Raises ``CampaignRefused`` for a stranger or a broken template, ``InputRefused`` for no address.
    """
    person = session.execute(
        select(Contact.id, Contact.email).where(Contact.email_key == normalised(email).email_key)
    ).one_or_none()
    if person is None:
        raise CampaignRefused(
            _("There is no preview"),
            _("Nobody in your contacts has the address “{email}”.", email=email),
            _("Choose somebody from your contacts."),
        )
    mail = outgoing(session, campaign).mail
    values = values_of(session, [person.id])[person.id]
    whole = mail.mail(values)
    return Preview(
        mail=Mail(to=person.email, subject=whole.subject, html=whole.html, text=whole.text),
        fell_back=mail.render(values).fell_back,
    )
