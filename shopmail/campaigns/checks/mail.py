"""Checks of the mail itself: that it can be written, that it says what it should, that it arrives whole."""

from collections.abc import Iterator

from shopmail.campaigns.checks.check import Candidate, Check, Finding, Needs, Remedy, decimal
from shopmail.campaigns.pictures import HEAVY_BYTES
from shopmail.campaigns.starting_points import ELSEWHERE
from shopmail.wording import N_, _, n_

CLIPPED_BYTES = 102_400
"""Gmail shows about the first 102 kB of a mail's HTML and hides the rest, the unsubscribe link with it."""


def _subject(candidate: Candidate) -> Iterator[Finding]:
    """A subject, and one that can be written for everybody."""
    if not candidate.has_subject:
        yield Finding("no-subject", True, _("The mail has no subject yet."))
    elif candidate.subject_problem:
        yield Finding("broken-template", True, candidate.subject_problem)


def _template(candidate: Candidate) -> Iterator[Finding]:
    """A mail without a mistake."""
    if candidate.mail_problem:
        of_preview = candidate.mail_problem.startswith(_("Preview text"))
        yield Finding("broken-template", True, candidate.mail_problem, _SUBJECT_TAB if of_preview else "")


def _own_words(candidate: Candidate) -> Iterator[Finding]:
    """What a starting point only suggests, and what the owner has not replaced yet."""
    hints = [_("“{words}”", words=f"[{hint}]") for hint in candidate.unfilled if hint != ELSEWHERE]
    if hints:
        sentence = n_(
            "{hints} is still in the mail: write your own words there.",
            "In the mail still stand {hints}: write your own words there.",
            len(hints),
            hints=", ".join(hints),
        )
        yield Finding("not-filled-in", True, sentence)
    if ELSEWHERE in candidate.unfilled:
        sentence = _("A link still leads to {address}: write your own address there.", address=ELSEWHERE)
        yield Finding("leads-elsewhere", True, sentence)


def _fallbacks(candidate: Candidate) -> Iterator[Finding]:
    """A field that may be empty says what stands there then; how many people get that."""
    assert candidate.mail is not None
    for use in candidate.mail.without_fallback:
        yield Finding(
            "field-without-fallback",
            True,
            _(
                "{place}: the field “{field}” lacks the words for people who have none. Press it and write"
                " them; in code, that is {example}.",
                place=use.place.part,
                field=candidate.titles.get(use.field, use.field),
                example="{{ " + use.field + ' | default: "…" }}',
            ),
            _SUBJECT_TAB if use.place.part in (_("Subject"), _("Preview text")) else "",
        )
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


def _links(candidate: Candidate) -> Iterator[Finding]:
    """A link that leads nowhere, or says "click here"."""
    assert candidate.mail is not None
    count = candidate.mail.findings.empty_links
    if count:
        sentence = n_("{count} link leads nowhere.", "{count} links lead nowhere.", count)
        yield Finding("empty-link", True, sentence)
    for words in candidate.mail.findings.vague_links:
        sentence = _("The link “{words}” does not say where it leads.", words=words)
        yield Finding("vague-link", False, sentence)


def _pictures(candidate: Candidate) -> Iterator[Finding]:
    """Pictures that can't travel, weigh much, or say nothing when they are not shown."""
    assert candidate.mail is not None
    if candidate.pictures_problem:
        yield Finding("pictures-refused", True, candidate.pictures_problem)
    elif candidate.picture_bytes >= HEAVY_BYTES:
        size = decimal(candidate.picture_bytes / 1_000_000)
        sentence = _("The pictures have {size} MB together; on a phone they take long to come.", size=size)
        yield Finding("heavy-pictures", False, sentence)
    count = len(candidate.mail.findings.pictures_without_words)
    if count:
        sentence = n_("{count} picture has no description.", "{count} pictures have no description.", count)
        yield Finding("picture-without-words", False, sentence)


def _web_pictures(candidate: Candidate) -> Iterator[Finding]:
    """Pictures that a mail program has to fetch, which many don't do unasked."""
    assert candidate.mail is not None
    count = len(candidate.mail.findings.pictures_outside)
    if count:
        sentence = n_(
            "{count} picture lies on the web: many mail programs ask before they show it.",
            "{count} pictures lie on the web: many mail programs ask before they show them.",
            count,
        )
        yield Finding("pictures-on-the-web", False, sentence)


def _length(candidate: Candidate) -> Iterator[Finding]:
    """A mail that Gmail would cut off."""
    assert candidate.mail is not None
    found = candidate.mail.findings.html_bytes
    if found > CLIPPED_BYTES:
        sentence = _("The mail has {size} kB; Gmail hides what is over 100 kB.", size=found // 1024)
        yield Finding("clipped", False, sentence)


def _taken_out(candidate: Candidate) -> Iterator[Finding]:
    """What was taken out of the owner's HTML."""
    assert candidate.mail is not None
    if candidate.mail.removed:
        what = ", ".join(candidate.mail.removed)
        sentence = _("Taken out of your HTML, because mail programs block it: {what}.", what=what)
        yield Finding("taken-out", False, sentence)


def _size(candidate: Candidate) -> str:
    assert candidate.mail is not None
    size = max(1, candidate.mail.findings.html_bytes // 1024)
    return _("{size} kB: every mail program shows it whole.", size=size)


_SUBJECT_TAB = "subject"
"""Where the preview text is written too."""
_TO_MAIL = Remedy(N_("To the mail"), "mail")
_TO_SUBJECT = Remedy(N_("To the subject"), "subject")

SUBJECT = Check(
    key="subject",
    title=N_("Subject"),
    look=_subject,
    well=lambda _candidate: _("It works for everybody who gets it."),
    remedies={"no-subject": _TO_SUBJECT, "broken-template": _TO_SUBJECT},
)
TEMPLATE = Check(
    key="mail",
    title=N_("Mail"),
    look=_template,
    well=lambda _candidate: _("It works for everybody who gets it."),
    remedies={"broken-template": _TO_MAIL, _SUBJECT_TAB: _TO_SUBJECT},
)
OWN_WORDS = Check(
    key="own-words",
    title=N_("Your own words"),
    look=_own_words,
    well=lambda _candidate: _("Nothing stands in the mail that was only a suggestion."),
    needs=(Needs.BLOCKS,),
    remedies={"not-filled-in": _TO_MAIL, "leads-elsewhere": _TO_MAIL},
)
FALLBACKS = Check(
    key="fallbacks",
    title=N_("Words where something is missing"),
    look=_fallbacks,
    well=lambda _candidate: _("Nobody gets a gap where a name should be."),
    needs=(Needs.MAIL,),
    remedies={"field-without-fallback": _TO_MAIL, "fallbacks-used": _TO_MAIL, _SUBJECT_TAB: _TO_SUBJECT},
)
LINKS = Check(
    key="links",
    title=N_("Links"),
    look=_links,
    well=lambda _candidate: _("Each leads somewhere and says where."),
    needs=(Needs.MAIL,),
    remedies={"empty-link": _TO_MAIL, "vague-link": _TO_MAIL},
)
PICTURES = Check(
    key="pictures",
    title=N_("Pictures"),
    look=_pictures,
    well=lambda _candidate: _("Each has words for those who don't see it."),
    needs=(Needs.MAIL,),
    remedies=dict.fromkeys(("pictures-refused", "heavy-pictures", "picture-without-words"), _TO_MAIL),
)
WEB_PICTURES = Check(
    key="web-pictures",
    title=N_("Pictures on the web"),
    look=_web_pictures,
    well=lambda _candidate: _("None has to be fetched from the web."),
    needs=(Needs.MAIL,),
    remedies={"pictures-on-the-web": _TO_MAIL},
)
LENGTH = Check(
    key="length",
    title=N_("Length"),
    look=_length,
    well=_size,
    needs=(Needs.MAIL,),
    remedies={"clipped": _TO_MAIL},
)
TAKEN_OUT = Check(
    key="taken-out",
    title=N_("Your HTML"),
    look=_taken_out,
    well=lambda _candidate: _("Nothing had to be taken out."),
    needs=(Needs.OWN_HTML,),
    remedies={"taken-out": _TO_MAIL},
)
