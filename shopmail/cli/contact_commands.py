"""Commands about people: looking at them, changing them, recording what they said."""

import argparse
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import msgspec
from sqlalchemy import Select
from sqlalchemy.orm import Session

from shopmail.cli.command import Answer, Command, Desk
from shopmail.clock import iso, local
from shopmail.consent.mailable import MEANINGS, Standing
from shopmail.contacts.card import card
from shopmail.contacts.editing import Unsubscribed, add, agreed, edit, unsubscribe
from shopmail.contacts.exporting import export
from shopmail.contacts.listing import Query, Row, count, page
from shopmail.errors import FileRefused, InputRefused
from shopmail.segments.matching import matching
from shopmail.segments.saving import find
from shopmail.storage.shop import settings_of
from shopmail.wording import N_, _, n_

STANDING_WORDS: dict[Standing, str] = {
    Standing.CAN_BE_MAILED: N_("can be mailed"),
    Standing.WAITING: N_("waiting for answer"),
    Standing.RESTING: N_("resting"),
    Standing.MUST_NOT: N_("must not be mailed"),
}


def contacts_show(desk: Desk, asked: argparse.Namespace) -> Answer:
    """Everything about one person."""
    zone = desk.shop.settings().shop.timezone
    with desk.shop.reading() as session:
        found = card(session, asked.email, desk.clock.now())
    lines = [
        f"{found.email}: {_(STANDING_WORDS[found.standing])}",
        *([found.why_not_in_words] if found.why_not_in_words else []),
        *(f"  {key}: {value}" for key, value in found.fields.items()),
        *([_("  tags: {tags}", tags=", ".join(found.tags))] if found.tags else []),
        *(
            f"  {local(entry.at, zone)}  {entry.sentence}" + (f" ({entry.detail})" if entry.detail else "")
            for entry in found.history
        ),
    ]
    data = msgspec.to_builtins(found)
    data["history"] = [{**msgspec.to_builtins(entry), "at": iso(entry.at)} for entry in found.history]
    return Answer(data, lines)


def contacts_list(desk: Desk, asked: argparse.Namespace) -> Answer:
    """People, by name."""
    now = desk.clock.now()
    with desk.shop.reading() as session:
        query = Query(search=asked.search, segment=_people_of(session, asked.segment, now))
        total = count(session, query, now)
        people = page(session, query, 0, total if asked.limit is None else asked.limit, now)
    data = {"total": total, "contacts": [_row(row) for row in people]}
    lines = [
        f"{row.email:<36} {row.name:<28} "
        + (_(MEANINGS[row.why_not].words) if row.why_not else _("can be mailed"))
        for row in people
    ]
    return Answer(data, [*lines, n_("{count} person", "{count} people", total)])


def contacts_add(desk: Desk, asked: argparse.Namespace) -> Answer:
    """Add somebody by hand."""
    add(desk.shop, asked.email, _values(asked.value))
    return Answer(
        {"email": asked.email, "added": True},
        [_("{email} is added. Nothing shows yet that this person agreed.", email=asked.email)],
    )


def contacts_edit(desk: Desk, asked: argparse.Namespace) -> Answer:
    """Change somebody's fields."""
    values = _values(asked.value)
    edit(desk.shop, asked.email, values)
    return Answer(
        {"email": asked.email, "changed": sorted(values)}, [_("{email} is changed.", email=asked.email)]
    )


def contacts_agreed(desk: Desk, asked: argparse.Namespace) -> Answer:
    """Record that somebody agreed."""
    try:
        day = date.fromisoformat(asked.on)
    except ValueError:
        raise InputRefused(
            _("The agreement was not recorded"),
            _("“{text}” is not a date.", text=asked.on),
            _("Write it as 2024-05-31."),
        ) from None
    agreed(desk.shop, asked.email, day, asked.how, asked.by)
    return Answer(
        {"email": asked.email, "agreed_on": day.isoformat()},
        [_("It is recorded that {email} agreed on {day}.", email=asked.email, day=day.isoformat())],
    )


def contacts_unsubscribe(desk: Desk, asked: argparse.Namespace) -> Answer:
    """Enter people on the do-not-mail ledger."""
    outcome = unsubscribe(desk.shop, _named(desk, asked), asked.why, plan_only=asked.plan)
    return Answer(
        {"plan": asked.plan, **msgspec.to_builtins(outcome)}, _unsubscribed_lines(outcome, asked.plan)
    )


def contacts_export(desk: Desk, asked: argparse.Namespace) -> Answer:
    """Write people into a CSV file."""
    now = desk.clock.now()
    with desk.shop.reading() as session:
        query = Query(segment=_people_of(session, asked.segment, now))
        written = export(session, query, Path(asked.file), now)
    return Answer(
        {"file": str(Path(asked.file)), "rows": written},
        [n_("{count} person is in {file}", "{count} people are in {file}", written, file=asked.file)],
    )


def _named(desk: Desk, asked: argparse.Namespace) -> Iterable[str]:
    given = [bool(asked.email), bool(asked.segment), bool(asked.file)]
    if sum(given) != 1:
        raise InputRefused(
            _("Nobody was unsubscribed"),
            _("It must be said once who is meant."),
            _("Give addresses, or --segment NAME, or --file FILE."),
        )
    if asked.file:
        return _lines_of(Path(asked.file))
    if asked.segment:
        now = desk.clock.now()
        with desk.shop.reading() as session:
            query = Query(segment=_people_of(session, asked.segment, now))
            return [row.email for row in page(session, query, 0, count(session, query, now), now)]
    return list(asked.email)


def _lines_of(path: Path) -> list[str]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise FileRefused(
            _("Nobody was unsubscribed"),
            _("“{file}” can't be read as a text file.", file=str(path)),
            _("Give a text file with one address a line."),
        ) from None
    return [line.strip() for line in text.splitlines() if line.strip()]


def _unsubscribed_lines(outcome: Unsubscribed, plan: bool) -> list[str]:
    heading = (
        n_("{count} person would be entered.", "{count} people would be entered.", outcome.new)
        if plan
        else n_("{count} person is entered.", "{count} people are entered.", outcome.new)
    )
    lines = [heading]
    if outcome.already:
        lines.append(n_("{count} was there already.", "{count} were there already.", outcome.already))
    return [*lines, *outcome.invalid]


def _people_of(session: Session, name: str | None, now: int) -> Select[int] | None:
    return matching(find(session, name).definition, settings_of(session), now) if name else None


def _row(row: Row) -> dict[str, object]:
    return {
        "email": row.email,
        "name": row.name,
        "city": row.city,
        "standing": row.standing.value,
        "mailable": row.why_not is None,
        "why_not": row.why_not.value if row.why_not else None,
        "added_at": iso(row.added_at),
    }


def _values(pairs: list[str]) -> dict[str, str]:
    values: dict[str, str] = {}
    for pair in pairs:
        key, separator, value = pair.partition("=")
        if not separator:
            raise InputRefused(
                _("Nobody was changed"),
                _("“{text}” has no “=”.", text=pair),
                _("Write FIELD=VALUE, for example city=Písek."),
            )
        values[key.strip()] = value
    return values


def _email(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("email", metavar="EMAIL")


def _add_options(parser: argparse.ArgumentParser) -> None:
    _email(parser)
    parser.add_argument("value", nargs="*", metavar="FIELD=VALUE")


def _edit_options(parser: argparse.ArgumentParser) -> None:
    _email(parser)
    parser.add_argument("value", nargs="+", metavar="FIELD=VALUE")


def _list_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--segment", metavar="NAME")
    parser.add_argument("--search", default="", metavar="TEXT")
    parser.add_argument("--limit", type=int, metavar="N", help=_("the first N people only"))


def _agreed_options(parser: argparse.ArgumentParser) -> None:
    _email(parser)
    parser.add_argument("--on", required=True, metavar="DATE", help=_("the day, as 2024-05-31"))
    parser.add_argument("--how", required=True, metavar="TEXT", help=_("in what way: a paper, a call"))
    parser.add_argument("--by", required=True, metavar="TEXT", help=_("who recorded it"))


def _unsubscribe_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("email", nargs="*", metavar="EMAIL")
    parser.add_argument("--segment", metavar="NAME")
    parser.add_argument("--file", metavar="FILE", help=_("a text file with one address a line"))
    parser.add_argument("--why", default="", metavar="TEXT")
    parser.add_argument("--plan", action="store_true", help=_("say what would happen, change nothing"))


def _export_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE")
    parser.add_argument("--segment", metavar="NAME")


COMMANDS = (
    Command(("contacts", "show"), N_("show everything about one person"), contacts_show, _email),
    Command(("contacts", "list"), N_("list people"), contacts_list, _list_options),
    Command(("contacts", "add"), N_("add somebody by hand"), contacts_add, _add_options),
    Command(("contacts", "edit"), N_("change somebody's fields"), contacts_edit, _edit_options),
    Command(("contacts", "agreed"), N_("record that somebody agreed"), contacts_agreed, _agreed_options),
    Command(
        ("contacts", "unsubscribe"),
        N_("enter people who must not be mailed"),
        contacts_unsubscribe,
        _unsubscribe_options,
    ),
    Command(("contacts", "export"), N_("write people into a CSV file"), contacts_export, _export_options),
)
