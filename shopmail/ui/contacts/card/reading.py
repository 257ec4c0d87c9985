"""What a card reads, on a lane: a person's id in, everything to be drawn out."""

from datetime import date
from typing import TYPE_CHECKING

from shopmail.ui import numbers
from shopmail.ui.contacts.card import words
from shopmail.ui.contacts.card.person import FieldValue, Happening, Line, Person
from shopmail.ui.widgets.states import STANDINGS, State, standing_state
from shopmail.wording import _

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from shopmail.contacts.card import Card, Evidence
    from shopmail.contacts.history import Entry
    from shopmail.settings import Settings


def person(session: "Session", settings: "Settings", contact_id: int, now: int) -> Person:
    """The person with this id; raises ``InputRefused`` when there is none any more."""
    from shopmail.contacts import tagging
    from shopmail.contacts.card import card_of
    from shopmail.contacts.fields import all_fields

    found = card_of(session, contact_id, now)
    dates = _Dates(now, settings.shop.timezone)
    fields = [(field.key, field.title, found.fields.get(field.key, "")) for field in all_fields(session)]
    return Person(
        id=found.id,
        email=found.email,
        name=" ".join(found.fields[key] for key in ("first_name", "last_name") if key in found.fields)
        or found.email,
        state=_state(found),
        headline=_headline(found, dates),
        proof=tuple(_proof(found, dates)),
        fields=tuple(
            FieldValue(key, title, value, _shown(key, value)) for key, title, value in fields if key != "note"
        ),
        note=found.fields.get("note", ""),
        tags=found.tags,
        tags_in_use=tagging.names_in_use(session),
        has_left=found.why_not == "left",
        has_agreed=found.refusal is not None or found.evidence is not None,
        history=tuple(_happening(entry, dates) for entry in found.history),
    )


class _Dates:
    """Days and times as the owner reads them on the shop's wall clock."""

    def __init__(self, now: int, zone: str) -> None:
        self._now, self._zone = now, zone

    def day(self, moment: int) -> str:
        """The day, always with its year: a proof is read for a long time."""
        return numbers.day(moment, 0, self._zone)

    def moment(self, moment: int) -> str:
        """Day and time; the day alone where no more is known, which is kept as the beginning of the day."""
        from shopmail.clock import local_day, start_of_day

        if moment == start_of_day(local_day(moment, self._zone), self._zone):
            return self.day(moment)
        return numbers.day_and_time(moment, 0, self._zone)


def _state(found: "Card") -> State:
    why_not = found.why_not.value if found.why_not else ""
    if found.mailable:
        return STANDINGS[found.standing.value]
    return standing_state(found.standing.value, why_not)


def _headline(found: "Card", dates: _Dates) -> str:
    refusal = found.refusal
    if refusal is not None:
        return words.headline_of_refusal(refusal.reason, refusal.way, dates.day(refusal.at))
    return words.headline_of_standing(found.basis, found.why_not.value if found.why_not else "")


def _proof(found: "Card", dates: _Dates) -> list[Line]:
    lines: list[Line] = []
    if found.refusal:
        lines += _told(_("Campaign"), found.refusal.campaign) + _told(_("In words"), found.refusal.note)
    if found.signed_up:
        lines += _said(found.signed_up, dates)
    if found.evidence:
        lines += _said(found.evidence, dates) + _written(found.evidence, dates)
    return lines


def _said(evidence: "Evidence", dates: _Dates) -> list[Line]:
    when = _("day not known") if evidence.at is None else dates.moment(evidence.at)
    if evidence.how:
        when = _("{moment}, {how}", moment=when, how=evidence.how)
    return [Line(_(words.SAID[evidence.act]), when)]


def _written(evidence: "Evidence", dates: _Dates) -> list[Line]:
    """Where it is written, and by whom."""
    proof = evidence.file
    if proof and evidence.line is not None:
        proof = _("{file}, row {line}", file=proof, line=evidence.line)
    by_whom = evidence.by_whom
    if by_whom:
        by_whom = _("{name}, on {day}", name=by_whom, day=dates.day(evidence.recorded_at))
    return [
        *_told(_("Where"), evidence.source),
        *_told(_("Told"), _("“{words}”", words=evidence.told) if evidence.told else ""),
        *_told(_("Order"), evidence.order),
        *_told(_("IP"), evidence.ip),
        *_told(_("Proof"), proof),
        *_told(_("Recorded by"), by_whom),
    ]


def _told(title: str, value: str) -> list[Line]:
    return [Line(title, value)] if value else []


def _shown(key: str, value: str) -> str:
    from shopmail.contacts.days import day_in_words

    return day_in_words(date.fromisoformat(value)) if key == "birth_date" and value else value


def _happening(entry: "Entry", dates: _Dates) -> Happening:
    icon, role = words.icon_of(entry.kind, entry.what)
    return Happening(
        group=words.group_of(entry.kind, entry.what),
        day=dates.day(entry.at),
        icon=icon,
        role=role,
        # A line of a list ends without a full stop.
        sentence=entry.sentence.removesuffix("."),
        brief=entry.detail if entry.brief is None else entry.brief,
        detail=entry.detail,
    )
