"""Checks that stop a campaign: without these, a mail would be unlawful, broken, or addressed to nobody."""

from collections.abc import Iterator

from shopmail.campaigns.checks.check import Candidate, Finding
from shopmail.contacts.address import Address, read
from shopmail.wording import N_, _, n_

_IDENTITY_WORDS = {
    "name": N_("name"),
    "address": N_("postal address"),
    "company_number": N_("company number"),
}


def sender(candidate: Candidate) -> Iterator[Finding]:
    """An address to send from, and one to answer to that works."""
    email = candidate.outgoing.sender.email
    if not email:
        yield Finding(
            "no-sender", True, _("There is no sender: set sender.email, or write “from” in the draft.")
        )
    elif not isinstance(read(email), Address):
        yield Finding("bad-sender", True, _("The sender “{email}” is not an address.", email=email))
    reply_to = candidate.outgoing.reply_to
    if reply_to is not None and not isinstance(read(reply_to.email), Address):
        yield Finding(
            "bad-reply-to", True, _("The address for answers, “{email}”, is not one.", email=reply_to.email)
        )


def identity(candidate: Candidate) -> Iterator[Finding]:
    """Name, postal address and company number of the shop in the mail itself (480/2004 Coll. § 7(4) b)."""
    shop = candidate.settings.shop
    missing = [
        key
        for key, value in (
            ("shop.name", shop.name),
            ("shop.address", shop.address),
            ("shop.company_number", shop.company_number),
        )
        if not value.strip()
    ]
    if missing:
        yield Finding(
            "no-shop-identity",
            True,
            _(
                "The law wants the shop's name, address and company number in every mail: set {keys}.",
                keys=", ".join(missing),
            ),
        )
    elif candidate.outgoing.mail.lacks:
        what = ", ".join(_(_IDENTITY_WORDS[part]) for part in candidate.outgoing.mail.lacks)
        yield Finding(
            "identity-not-in-mail",
            True,
            _(
                "Your HTML does not show the shop's {what}; the law wants them in every mail.",
                what=what,
            ),
        )


def fallbacks(candidate: Candidate) -> Iterator[Finding]:
    """A field that may be empty says what stands there then."""
    for use in candidate.outgoing.mail.without_fallback:
        yield Finding(
            "field-without-fallback",
            True,
            _(
                "{place}: the field “{field}” has no fallback; write {example}.",
                place=str(use.place),
                field=use.field,
                example="{{ " + use.field + ' | default: "…" }}',
            ),
        )


def links(candidate: Candidate) -> Iterator[Finding]:
    """A link that leads nowhere."""
    count = candidate.outgoing.mail.findings.empty_links
    if count:
        yield Finding(
            "empty-link", True, n_("{count} link leads nowhere.", "{count} links lead nowhere.", count)
        )


def somebody(candidate: Candidate) -> Iterator[Finding]:
    """At least one person who may be mailed."""
    if not candidate.mailable:
        yield Finding(
            "nobody",
            True,
            _("None of the {count} people in the audience can be mailed.", count=len(candidate.audience)),
        )
