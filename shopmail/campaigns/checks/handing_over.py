"""Checks of the way to the post office: which one it is, and how the mails are handed over."""

from collections.abc import Iterator

from shopmail.campaigns.checks.check import Candidate, Check, Finding, Needs, Remedy
from shopmail.wording import N_, _, n_


def _post_office(candidate: Candidate) -> Iterator[Finding]:
    """Without a key for SendGrid, nothing leaves this computer."""
    if not candidate.has_key:
        sentence = _("There is no SendGrid key: the mails go into the rehearsal outbox, and to nobody.")
        yield Finding("rehearsal", False, sentence)


def _one_by_one(candidate: Candidate) -> Iterator[Finding]:
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


POST_OFFICE = Check(
    key="post-office",
    title=N_("SendGrid"),
    look=_post_office,
    well=lambda _candidate: _("The key is there."),
    needs=(Needs.KEY,),
    remedies={"rehearsal": Remedy(N_("Paste a key"), "settings/sendgrid")},
)
ONE_BY_ONE = Check(
    key="one-by-one",
    title=N_("Handing over"),
    look=_one_by_one,
    well=lambda _candidate: _("The mails go out together, a thousand at a time."),
    needs=(Needs.MAIL, Needs.AUDIENCE),
)
