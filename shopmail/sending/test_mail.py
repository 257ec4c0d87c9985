"""A test mail of the owner to himself: made and handed over as a campaign's mail is, and counted nowhere."""

import secrets
from email.utils import parseaddr
from pathlib import Path

from msgspec import Struct

from shopmail.campaigns.blocks.written import Heading, Text
from shopmail.campaigns.content import MailContent
from shopmail.campaigns.rendering import compile_mail
from shopmail.campaigns.skeleton import new_letters
from shopmail.contacts.address import normalised, on_the_wire
from shopmail.delivery.message import Address, Bundle, Leave, Recipient
from shopmail.delivery.provider import Provider
from shopmail.delivery.rehearsal import RehearsalOutbox
from shopmail.errors import InputRefused, MailRefused
from shopmail.model import ShopFact
from shopmail.settings import Settings
from shopmail.storage.shop import Shop
from shopmail.wording import N_, _, in_language

CATEGORY = "sm-test"
"""No campaign's slot, so that SendGrid's own figures of a campaign are not touched either."""

_SUBJECT = N_("Test: this is how your mails arrive")
_HEADING = N_("It works")
_TEXT = N_(
    "This is a test mail that you sent to yourself with shopmail. It counts in no report.\n\n"
    "Below you see what stands under every mail of your shop: who sends it, and the link by which people"
    " leave. That link works here too: following it takes this address off your list."
)


class Tested(Struct, frozen=True):
    """What became of it; ``file`` is the mail itself where it was only rehearsed."""

    to: str
    file: Path | None


def send_test_mail(shop: Shop, provider: Provider, to: str) -> Tested:
    """Hand one sample mail over, addressed to ``to``, and note in the shop file that it was done.

    Raises ``InputRefused`` for an address that is none, or while there is no sender; what the post office
    raises; ``OutcomeUnknown`` when it may be on its way all the same.
    """
    email = normalised(to).email
    settings = shop.settings()
    _refuse_without_sender(settings)
    bundle = _bundle(settings, email, _leave(settings, provider))
    try:
        provider.hand_over(bundle)
    except MailRefused as refused:
        raise _with_remedy(refused) from refused
    with shop.transaction() as session:
        session.merge(ShopFact(name="test_mail_at", value=str(shop.clock.now()).encode()))
        session.merge(ShopFact(name="test_mail_by", value=provider.name.encode()))
    one = bundle.recipients[0]
    return Tested(email, provider.file_of(one.id) if isinstance(provider, RehearsalOutbox) else None)


def _refuse_without_sender(settings: Settings) -> None:
    if not settings.sender.email:
        raise InputRefused(
            _("The test mail was not sent"),
            _("Your shop has no sender address yet."),
            _("Set the sender address first."),
        )


def _bundle(settings: Settings, to: str, leave: Leave) -> Bundle:
    said = settings.shop.language
    content = MailContent(
        subject=in_language(said, _SUBJECT),
        blocks=(Heading(text=in_language(said, _HEADING)), Text(text=in_language(said, _TEXT))),
    )
    mail = compile_mail(content, settings.shop, frozenset(), new_letters())
    rendered = mail.render({})
    html, text = mail.skeleton(rendered.group)
    return Bundle(
        sender=Address(_wired(settings.sender.email), settings.sender.name),
        reply_to=_reply_to(settings.sender.reply_to),
        html=html,
        text=text,
        recipients=(Recipient(secrets.token_urlsafe(12), _wired(to), rendered.subject, rendered.pieces),),
        category=CATEGORY,
        leave=leave,
    )


def _reply_to(text: str) -> Address | None:
    name, email = parseaddr(text)
    return Address(_wired(email), name) if email else None


def _wired(email: str) -> str:
    return on_the_wire(normalised(email).email)


def _leave(settings: Settings, provider: Provider) -> Leave:
    by_group = settings.unsubscribe.way == "group"
    return Leave(provider.leave_group(settings.unsubscribe.group) if by_group else None)


def _with_remedy(refused: MailRefused) -> MailRefused:
    if not refused.place.startswith("asm"):
        return refused
    # SendGrid's documentation: a group can be named in mails a minute after it was made.
    remedy = _("The unsubscribe group may have been made just now: try again in a minute.")
    return MailRefused(refused.title, refused.message, remedy, place=refused.place)
