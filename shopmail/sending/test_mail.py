"""A test mail of the owner to himself: a sample, or a campaign's own mail; it is counted nowhere."""

import secrets
from collections.abc import Sequence
from email.utils import parseaddr
from pathlib import Path

from msgspec import Struct
from sqlalchemy import select

from shopmail.campaigns.blocks.written import Heading, Text
from shopmail.campaigns.composing import outgoing
from shopmail.campaigns.content import MailContent
from shopmail.campaigns.pictures import enclosed
from shopmail.campaigns.previewing import preview
from shopmail.campaigns.rendering import compile_mail
from shopmail.campaigns.saving import get
from shopmail.campaigns.skeleton import new_letters
from shopmail.consent.mailable import Standing, has_standing
from shopmail.consent.suppressing import address_hash, standing_against
from shopmail.contacts.address import normalised, on_the_wire
from shopmail.delivery.message import Address, Bundle, Leave, Recipient
from shopmail.delivery.provider import Provider
from shopmail.delivery.rehearsal import RehearsalOutbox
from shopmail.errors import InputRefused, MailRefused
from shopmail.model import Contact, ShopFact
from shopmail.sending.parcels import shown_in
from shopmail.settings import Settings
from shopmail.storage.shop import Shop, settings_of
from shopmail.wording import N_, _, in_language

CATEGORY = "sm-test"
"""No campaign's slot, so that SendGrid's own figures of a campaign are not touched either."""

TEST_MARK = "[Test] "
"""Before the subject of a campaign's mail, so that in the mailbox nobody takes it for the real one."""

MOST_ADDRESSES = 10
"""Of one test: these are the owner's own, not customers."""

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

    Raises ``InputRefused`` for an address that is none or must not be mailed, or while there is no sender;
    what the post office raises; ``OutcomeUnknown`` when it may be on its way all the same.
    """
    [email] = _own_addresses(shop, [to])
    settings = shop.settings()
    _refuse_without(settings.sender.email)
    return _handed_over(shop, provider, _sample(settings, email, _leave(settings, provider)), [email])[0]


def send_campaign_test(
    shop: Shop, provider: Provider, campaign_id: int, to: Sequence[str], as_email: str | None
) -> tuple[Tested, ...]:
    """Hand a campaign's mail over to the owner's own addresses ``to``, at once, all of them or none.

    It is the mail of the person with the address ``as_email``; None: of somebody of whom nothing is known.
    Its subject is marked, it is not tracked, and its unsubscribe link leads nowhere: a try must take nobody
    off the list. Raises ``CampaignRefused`` for a mail with a mistake or a stranger; else as
    ``send_test_mail``.
    """
    emails = _own_addresses(shop, to)
    with shop.reading() as session:
        campaign = get(session, campaign_id)
        mail = outgoing(session, campaign)
        pictures = enclosed(session, mail.mail.pictures)
        written = (
            mail.mail.mail({"email": emails[0]})
            if as_email is None
            else preview(session, campaign, as_email).mail
        )
    _refuse_without(mail.sender.email)
    bundle = Bundle(
        sender=_wired_address(mail.sender),
        reply_to=_wired_address(mail.reply_to) if mail.reply_to else None,
        html=written.html,
        text=written.text,
        recipients=tuple(
            Recipient(secrets.token_urlsafe(12), _wired(email), TEST_MARK + written.subject, {})
            for email in emails
        ),
        category=CATEGORY,
        leave=None,
        pictures=shown_in(written.html, pictures),
    )
    return _handed_over(shop, provider, bundle, emails)


def _own_addresses(shop: Shop, to: Sequence[str]) -> list[str]:
    """``to`` in its usual spelling, each once. Somebody who said no is not tested upon either."""
    found = {normalised(each).email_key: normalised(each).email for each in to}
    if not 1 <= len(found) <= MOST_ADDRESSES:
        raise InputRefused(
            _("The test mail was not sent"),
            _("A test goes to one to {most} addresses of your own.", most=MOST_ADDRESSES),
        )
    with shop.reading() as session:
        said_no = set(
            session.scalars(
                select(Contact.email_key).where(
                    Contact.email_key.in_(found),
                    has_standing(Standing.MUST_NOT, settings_of(session), shop.clock.now()),
                )
            )
        )
        for key, email in found.items():
            # The ledger is asked too: it knows addresses that are no contacts.
            if key in said_no or standing_against(session, address_hash(shop.address_key, key)):
                raise InputRefused(
                    _("The test mail was not sent"),
                    _("“{email}” is on the list of those who must not be mailed.", email=email),
                    _("Use another address of your own."),
                )
    return list(found.values())


def _refuse_without(sender: str) -> None:
    if not sender:
        raise InputRefused(
            _("The test mail was not sent"),
            _("Your shop has no sender address yet."),
            _("Set the sender address first."),
        )


def _handed_over(shop: Shop, provider: Provider, bundle: Bundle, emails: Sequence[str]) -> tuple[Tested, ...]:
    """Hand over once; note in the shop file that a test mail was sent, and by whom."""
    try:
        provider.hand_over(bundle)
    except MailRefused as refused:
        raise _with_remedy(refused) from refused
    with shop.transaction() as session:
        session.merge(ShopFact(name="test_mail_at", value=str(shop.clock.now()).encode()))
        session.merge(ShopFact(name="test_mail_by", value=provider.name.encode()))
    rehearsed = provider if isinstance(provider, RehearsalOutbox) else None
    return tuple(
        Tested(email, rehearsed.file_of(one.id) if rehearsed else None)
        for email, one in zip(emails, bundle.recipients, strict=True)
    )


def _sample(settings: Settings, to: str, leave: Leave) -> Bundle:
    said = settings.shop.language
    content = MailContent(
        subject=in_language(said, _SUBJECT),
        blocks=(Heading(text=in_language(said, _HEADING)), Text(text=in_language(said, _TEXT))),
    )
    mail = compile_mail(content, settings.shop, frozenset(), new_letters())
    rendered = mail.render({})
    html, text = mail.skeleton(rendered.group)
    return Bundle(
        sender=_wired_address(Address(settings.sender.email, settings.sender.name)),
        reply_to=_reply_to(settings.sender.reply_to),
        html=html,
        text=text,
        recipients=(Recipient(secrets.token_urlsafe(12), _wired(to), rendered.subject, rendered.pieces),),
        category=CATEGORY,
        leave=leave,
    )


def _reply_to(text: str) -> Address | None:
    name, email = parseaddr(text)
    return _wired_address(Address(email, name)) if email else None


def _wired_address(address: Address) -> Address:
    return Address(_wired(address.email), address.name)


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
