"""Checks of the people: that there are some, that those who said no are left out, what they got before."""

from collections.abc import Iterator

from shopmail.campaigns.checks.check import Candidate, Check, Finding, Needs, Remedy, decimal
from shopmail.campaigns.checks.past import MANY
from shopmail.wording import N_, _, n_

WATCH = 0.01
"""Mailbox services grow wary of a sender when more than a hundredth of the mails come back."""


def _somebody(candidate: Candidate) -> Iterator[Finding]:
    """At least one person who may be mailed."""
    if candidate.audience_problem:
        yield Finding("no-segment", True, candidate.audience_problem)
    elif not candidate.mailable:
        count = len(candidate.audience or ())
        sentence = _("None of the {count} people in the audience can be mailed.", count=count)
        yield Finding("nobody", True, sentence)


def _nothing(_candidate: Candidate) -> Iterator[Finding]:
    """Nobody who may not be mailed ever gets past the core; that is told, and never a finding."""
    return iter(())


def _tired(candidate: Candidate) -> Iterator[Finding]:
    """People who have got several campaigns lately."""
    assert candidate.past is not None
    if candidate.past.tired:
        yield Finding(
            "many-mails",
            False,
            n_(
                "{count} person already got {number} or more campaigns in the last 30 days.",
                "{count} people already got {number} or more campaigns in the last 30 days.",
                candidate.past.tired,
                number=MANY,
            ),
        )


def _coming_back(candidate: Candidate) -> Iterator[Finding]:
    """How many may come back, and which source to leave out."""
    assert candidate.past is not None
    expected = candidate.past.expected
    if expected.share < WATCH:
        return
    words = n_(
        "About {count} of {known} may come back ({share} %).",
        "About {count} of {known} may come back ({share} %).",
        max(1, round(expected.people)),
        known=expected.known,
        share=decimal(100 * expected.share),
    )
    if expected.lever:
        words = " ".join(
            (
                words,
                n_(
                    "Without the {count} person from “{source}”: {share} %.",
                    "Without the {count} people from “{source}”: {share} %.",
                    expected.lever.people,
                    source=expected.lever.source,
                    share=decimal(100 * expected.lever.without),
                ),
            )
        )
    yield Finding("coming-back", False, words)


def _get_it(candidate: Candidate) -> str:
    return n_("{count} person gets the mail.", "{count} people get the mail.", candidate.mailable)


def _left_out(candidate: Candidate) -> str:
    count = len(candidate.audience or ()) - candidate.mailable
    if not count:
        return _("Everybody here can be mailed.")
    return n_(
        "{count} person is left out; nobody who said no is mailed.",
        "{count} people are left out; nobody who said no is mailed.",
        count,
    )


def _seldom(candidate: Candidate) -> str:
    assert candidate.past is not None
    if not candidate.past.expected.known:
        return _("Nothing is known yet: these people were not mailed before.")
    return _("Less than one in a hundred.")


_TO_PEOPLE = Remedy(N_("Choose whom it is for"), "to")

SOMEBODY = Check(
    key="people",
    title=N_("People"),
    look=_somebody,
    well=_get_it,
    remedies={"no-segment": _TO_PEOPLE, "nobody": _TO_PEOPLE},
)
SAID_NO = Check(
    key="said-no",
    title=N_("People who said no"),
    look=_nothing,
    well=_left_out,
    needs=(Needs.AUDIENCE,),
)
TIRED = Check(
    key="many-mails",
    title=N_("Mails in the last 30 days"),
    look=_tired,
    well=lambda _candidate: _("Nobody got three campaigns in the last 30 days."),
    needs=(Needs.AUDIENCE,),
    remedies={"many-mails": _TO_PEOPLE},
)
COMING_BACK = Check(
    key="coming-back",
    title=N_("How many may come back"),
    look=_coming_back,
    well=_seldom,
    needs=(Needs.AUDIENCE,),
    remedies={"coming-back": _TO_PEOPLE},
)
