"""Checks that warn: the campaign may leave, but the owner should know."""

from collections.abc import Iterator

from shopmail.campaigns.checks.check import Candidate, Finding
from shopmail.wording import _, n_

CLIPPED_BYTES = 102_400
"""Gmail shows about the first 102 kB of a mail's HTML and hides the rest, the unsubscribe link with it."""


def fallback_share(candidate: Candidate) -> Iterator[Finding]:
    """How many people get a fallback instead of their own data."""
    if candidate.fallbacks:
        share = round(100 * candidate.fallbacks / max(1, candidate.mailable))
        yield Finding(
            "fallbacks-used",
            False,
            n_(
                "{count} person gets a fallback instead of their own data ({share} %).",
                "{count} people get a fallback instead of their own data ({share} %).",
                candidate.fallbacks,
                share=share,
            ),
        )


def size(candidate: Candidate) -> Iterator[Finding]:
    """A mail that Gmail would cut off."""
    found = candidate.outgoing.mail.findings.html_bytes
    if found > CLIPPED_BYTES:
        yield Finding(
            "clipped",
            False,
            _("The mail has {size} kB; Gmail hides what is over 100 kB.", size=found // 1024),
        )


def pictures(candidate: Candidate) -> Iterator[Finding]:
    """Pictures that say nothing when they are not shown."""
    found = candidate.outgoing.mail.findings.pictures_without_words
    if found:
        yield Finding(
            "picture-without-words",
            False,
            n_("{count} picture has no description.", "{count} pictures have no description.", len(found)),
        )


def vague_links(candidate: Candidate) -> Iterator[Finding]:
    """Links such as "click here"."""
    for words in candidate.outgoing.mail.findings.vague_links:
        yield Finding("vague-link", False, _("The link “{words}” does not say where it leads.", words=words))


def removed(candidate: Candidate) -> Iterator[Finding]:
    """What was taken out of the owner's HTML, and the footer that was added."""
    if candidate.outgoing.mail.removed:
        yield Finding(
            "taken-out",
            False,
            _(
                "Taken out of your HTML, because mail programs block it: {what}.",
                what=", ".join(candidate.outgoing.mail.removed),
            ),
        )
    if candidate.outgoing.mail.footer_added:
        yield Finding(
            "footer-added",
            False,
            _("Your HTML has no unsubscribe link, so the shop's footer was added below it."),
        )


def one_by_one(candidate: Candidate) -> Iterator[Finding]:
    """People whose mail goes out in a request of its own, which takes long."""
    if candidate.alone:
        yield Finding(
            "one-by-one",
            False,
            n_(
                "{count} mail is too personal to be handed over with others.",
                "{count} mails are too personal to be handed over with others, which takes longer.",
                candidate.alone,
            ),
        )
