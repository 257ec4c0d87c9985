"""A campaign made ready for the checks: each part of it, as far as the others' mistakes let it be had."""

from collections.abc import Callable

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy.orm import Session

from shopmail.campaigns.audience import AT_ONCE, Member, audience, mailable_audience, values_of
from shopmail.campaigns.checks.check import Candidate
from shopmail.campaigns.checks.past import Past, past
from shopmail.campaigns.composing import (
    compiled,
    content_of,
    field_names,
    field_titles,
    reply_to_of,
    sender_of,
)
from shopmail.campaigns.personalization import scope
from shopmail.campaigns.pictures import enclosed, weight
from shopmail.campaigns.rendering import CompiledMail
from shopmail.campaigns.starting_points import unfilled
from shopmail.campaigns.subject import SubjectLine
from shopmail.errors import CampaignRefused, InputRefused, Stopped
from shopmail.model import Campaign
from shopmail.settings import Settings
from shopmail.wording import _

Progress = Callable[[int, int], None]
Asked = Callable[[], bool]

_OTHER_SUBJECT = "–"
"""In the place of a subject with a mistake, so that the mail below it can be looked at all the same."""


def candidate(
    session: Session,
    campaign: Campaign,
    settings: Settings,
    now: int,
    *,
    has_key: bool | None = None,
    progress: Progress = lambda _done, _total: None,
    stopped: Asked = lambda: False,
) -> Candidate:
    """``campaign`` as it would go out now, tried out on everybody; raises ``Stopped`` when asked to."""
    written = _written(session, campaign, settings)
    people, past_of_them, audience_problem = _people(session, campaign, settings, now)
    tried = _Tried(written.subject_problem, written.mail_problem)
    if written.mail and people:
        tried = _tried_out(session, written, people, progress, stopped)
    return Candidate(
        settings=settings,
        sender=sender_of(campaign, settings.sender),
        reply_to=reply_to_of(campaign, settings.sender),
        own_html=campaign.content.get("html") is not None,
        subject_problem=tried.subject_problem,
        has_subject=bool(campaign.subject.strip()),
        unfilled=unfilled(content_of(campaign).blocks),
        mail=written.mail,
        mail_problem=tried.mail_problem,
        text=written.text,
        picture_bytes=weight(session, written.mail.pictures) if written.mail else 0,
        pictures_problem=_pictures_problem(session, written.mail) if written.mail else "",
        audience=people,
        audience_problem=audience_problem,
        past=past_of_them,
        fallbacks=tried.fallbacks,
        alone=tried.alone,
        titles=dict(field_titles(session)),
        has_key=has_key,
    )


class _Written(Struct, frozen=True):
    subject: SubjectLine | None
    subject_problem: str
    mail: CompiledMail | None
    mail_problem: str
    text: str = ""


class _Tried(Struct, frozen=True):
    subject_problem: str
    mail_problem: str
    fallbacks: int = 0
    alone: int = 0


def _written(session: Session, campaign: Campaign, settings: Settings) -> _Written:
    content = content_of(campaign)
    subject, subject_problem = None, ""
    try:
        subject = SubjectLine(content.subject, field_names(session), campaign.letters)
    except CampaignRefused as mistake:
        subject_problem = _said(mistake)
        content = replace(content, subject=_OTHER_SUBJECT)
    try:
        mail = compiled(session, content, settings.shop, campaign.letters)
        plain = compiled(session, replace(content, subject=_OTHER_SUBJECT), settings.shop, campaign.letters)
    except CampaignRefused as mistake:
        return _Written(subject, subject_problem, None, _said(mistake))
    return _Written(subject, subject_problem, mail, "", plain.mail({}).text)


def _pictures_problem(session: Session, mail: CompiledMail) -> str:
    """What would keep the pictures from travelling with the mail."""
    try:
        enclosed(session, mail.pictures)
    except CampaignRefused as problem:
        return _said(problem)
    return ""


def _people(
    session: Session, campaign: Campaign, settings: Settings, now: int
) -> tuple[list[Member] | None, Past | None, str]:
    try:
        people = audience(session, campaign, settings, now)
    except InputRefused as refusal:  # the segment was deleted, or asks for a field that is gone
        return None, None, _said(refusal)
    mailable = mailable_audience(session, campaign.segment_id, settings, now)
    return people, past(session, mailable, now), ""


def _tried_out(
    session: Session, written: _Written, people: list[Member], progress: Progress, stopped: Asked
) -> _Tried:
    """Write everybody's mail once: whether it can be, how many need a fallback or a request of their own."""
    assert written.mail is not None
    mailable = [member.contact_id for member in people if member.why_not is None]
    fell_back = alone = 0
    for start in range(0, len(mailable), AT_ONCE):
        if stopped():
            raise Stopped(_("Checking was stopped"), _("Nothing was changed."))
        progress(start, len(mailable))
        for values in values_of(session, mailable[start : start + AT_ONCE]).values():
            try:
                rendered = written.mail.render(values)
            except CampaignRefused as mistake:
                return _fault_of(written, values, _said(mistake))
            fell_back += bool(rendered.fell_back)
            alone += bool(rendered.group.alone)
    return _Tried(written.subject_problem, "", fell_back, alone)


def _fault_of(written: _Written, values: dict[str, str], problem: str) -> _Tried:
    """Whether it is the subject that can't be written for these values, or the mail below it."""
    if written.subject:
        try:
            written.subject.line(scope(values, written.subject.fields))
        except CampaignRefused:
            return _Tried(problem, "")
    return _Tried(written.subject_problem, problem)


def _said(refusal: InputRefused) -> str:
    return f"{refusal.message} {refusal.remedy}".strip()
