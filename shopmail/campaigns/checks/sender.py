"""Checks of the sender: an address that is one, that answers come to, and that mails can come from."""

from collections.abc import Iterator

from shopmail.campaigns.checks.check import Candidate, Check, Finding, Remedy
from shopmail.contacts.address import Address, read
from shopmail.delivery.mailbox_services import is_mailbox_service
from shopmail.wording import N_, _


def _sender(candidate: Candidate) -> Iterator[Finding]:
    """An address to send from, and one to answer to that works."""
    email, reply_to = candidate.sender.email, candidate.reply_to
    domain = email.rpartition("@")[2]
    if not email:
        sentence = _("There is no sender. Choose one here, or one for all mails in the settings.")
        yield Finding("no-sender", True, sentence)
    elif not isinstance(read(email), Address):
        yield Finding("bad-sender", True, _("The sender “{email}” is not an address.", email=email))
    elif is_mailbox_service(domain):
        sentence = _(
            "Mails in the name of {domain} will not arrive. Use an address of your shop's own domain.",
            domain=domain,
        )
        yield Finding("mailbox-service", False, sentence)
    if reply_to is not None and not isinstance(read(reply_to.email), Address):
        sentence = _("The address for answers, “{email}”, is not one.", email=reply_to.email)
        yield Finding("bad-reply-to", True, sentence)


def _well(candidate: Candidate) -> str:
    sender = candidate.sender
    return f"{sender.name}, {sender.email}" if sender.name else sender.email


_CHOOSE = Remedy(N_("Choose a sender"), "from")

SENDER = Check(
    key="sender",
    title=N_("Sender"),
    look=_sender,
    well=_well,
    remedies=dict.fromkeys(("no-sender", "bad-sender", "mailbox-service", "bad-reply-to"), _CHOOSE),
)
