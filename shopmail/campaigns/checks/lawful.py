"""Checks of what the law wants in every mail: who sends it, that it is commercial, the way out, honesty."""

from collections.abc import Iterable, Iterator

from shopmail.campaigns.checks.check import Candidate, Check, Finding, Needs, Remedy
from shopmail.wording import N_, _

_IDENTITY_WORDS = {
    "name": N_("name"),
    "address": N_("postal address"),
    "company_number": N_("company number"),
}

_MARKINGS = (
    "obchodní sdělení",
    "obchodné oznámenie",
    "commercial message",
    "commercial communication",
    "advertisement",
    "реклама",
    "рекламное сообщение",
)
"""Words that tell whoever reads them what kind of mail it is."""

_NOT_UNMARKED = "CZ"
"""The country where a mail that is not marked must not be sent at all (480/2004 Coll. § 7(4) a); elsewhere in
the EU it has to be recognisable (2000/31/EC article 6)."""

_BULK = 5_000
"""Mails a day from which on Gmail and Yahoo want a one-click way to leave (RFC 8058)."""


def _identity(candidate: Candidate) -> Iterator[Finding]:
    """Name, postal address and company number of the shop in the mail itself (480/2004 Coll. § 7(4) b)."""
    shop = candidate.settings.shop
    missing = [key for key in _IDENTITY_WORDS if not getattr(shop, key).strip()]
    lacks = candidate.mail.lacks if candidate.mail else ()
    if missing:
        what = _words(missing)
        sentence = _(
            "The law wants the shop's name, address and company number in every mail. Still missing: {what}.",
            what=what,
        )
        yield Finding("no-shop-identity", True, sentence)
    elif lacks:
        sentence = _(
            "Your HTML does not show the shop's {what}; the law wants them in every mail.", what=_words(lacks)
        )
        yield Finding("identity-not-in-mail", True, sentence)


def _words(keys: Iterable[str]) -> str:
    return ", ".join(_(_IDENTITY_WORDS[key]) for key in keys)


def _marking(candidate: Candidate) -> Iterator[Finding]:
    """Own HTML with a footer of its own has to say what kind of mail it is; our footer does."""
    assert candidate.mail is not None
    if not candidate.own_html or candidate.mail.footer_added:
        return
    said = " ".join(candidate.text.casefold().split())
    if not any(marking in said for marking in _MARKINGS):
        yield Finding(
            "not-marked",
            candidate.settings.shop.country == _NOT_UNMARKED,
            _("Your HTML does not say that it is an advertisement. Write “commercial message” into it."),
        )


def _way_out(candidate: Candidate) -> Iterator[Finding]:
    """The unsubscribe link; for many people also the one-click way that large mailbox services ask for."""
    assert candidate.mail is not None
    if candidate.mail.footer_added:
        sentence = _("Your HTML has no unsubscribe link, so the shop's footer was added below it.")
        yield Finding("footer-added", False, sentence)
    if candidate.mailable >= _BULK and candidate.settings.unsubscribe.way == "group":
        yield Finding(
            "one-click-not-sure",
            False,
            _(
                "Gmail and Yahoo want a one-click way to leave from whoever sends thousands of mails a day,"
                " and SendGrid does not promise it for unsubscribe groups. In the settings, under “How people"
                " leave”, choose subscription tracking."
            ),
        )


def _measuring(candidate: Candidate) -> Iterator[Finding]:
    """Looking at who opens and clicks needs to be told (2002/58/EC article 5(3))."""
    if candidate.settings.tracking.opens or candidate.settings.tracking.clicks:
        yield Finding(
            "measuring",
            False,
            _("SendGrid notes who opens the mail or clicks. People have to be told of it when they sign up."),
        )


IDENTITY = Check(
    key="identity",
    title=N_("Address and company number"),
    look=_identity,
    well=lambda _candidate: _("The mail says who sends it, as the law wants."),
    remedies={
        "no-shop-identity": Remedy(N_("Shop details"), "settings/shop"),
        "identity-not-in-mail": Remedy(N_("To the mail"), "mail"),
    },
)
MARKING = Check(
    key="marking",
    title=N_("Marking as advertising"),
    look=_marking,
    well=lambda _candidate: _("The mail says that it is a commercial message."),
    needs=(Needs.MAIL,),
    remedies={"not-marked": Remedy(N_("To the mail"), "mail")},
)
WAY_OUT = Check(
    key="way-out",
    title=N_("Unsubscribe link"),
    look=_way_out,
    well=lambda _candidate: _("It is in the mail, and whoever clicks it gets no campaign any more."),
    needs=(Needs.MAIL,),
    remedies={
        "footer-added": Remedy(N_("To the mail"), "mail"),
        "one-click-not-sure": Remedy(N_("How people leave"), "settings/sendgrid"),
    },
)
MEASURING = Check(
    key="measuring",
    title=N_("Opens and clicks"),
    look=_measuring,
    well=lambda _candidate: _("They are not measured, so nobody has to be told."),
    remedies={"measuring": Remedy(N_("Opened and clicked"), "settings/sendgrid")},
)
