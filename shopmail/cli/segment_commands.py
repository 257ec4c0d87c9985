"""Commands about segments: the rules there are, saving, counting, explaining."""

import argparse
from pathlib import Path

import msgspec
from sqlalchemy.orm import Session

from shopmail.cli.command import Answer, Command, Desk
from shopmail.clock import iso
from shopmail.consent.mailable import MEANINGS
from shopmail.errors import InputRefused
from shopmail.segments.definition import Definition, as_json
from shopmail.segments.explaining import Part, explain
from shopmail.segments.matching import Count, count
from shopmail.segments.parsing import read_file
from shopmail.segments.phrasing import in_words
from shopmail.segments.rules.catalog import described, known
from shopmail.segments.saving import (
    delete,
    duplicate,
    find,
    id_of,
    listing,
    name_of,
    rename,
    save,
    used_by,
)
from shopmail.storage.shop import settings_of
from shopmail.wording import N_, _, n_


def segment_rules(desk: Desk, _asked: argparse.Namespace) -> Answer:
    """Every rule of this shop."""
    with desk.shop.reading() as session:
        found = described(session)
    lines: list[str] = []
    family = ""
    for rule in found:
        if rule.family_title != family:
            family = rule.family_title
            lines += [*([""] if lines else []), family]
        lines.append(f"  {rule.key} ({rule.title}): {', '.join(rule.ops)}")
        if rule.choices:
            lines.append("    " + ", ".join(rule.choices))
    return Answer({"rules": msgspec.to_builtins(found)}, lines)


def segment_list(desk: Desk, _asked: argparse.Namespace) -> Answer:
    """All segments, each with how many people it means."""
    now = desk.clock.now()
    with desk.shop.reading() as session:
        settings = settings_of(session)
        found = [
            (
                line,
                None if line.problem else count(session, find(session, line.name).definition, settings, now),
            )
            for line in listing(session)
        ]
    data = [
        {
            "name": line.name,
            "words": line.words,
            "problem": line.problem,
            "matches": counted.matches if counted else None,
            "mailable": counted.mailable if counted else None,
            "updated_at": iso(line.updated_at),
        }
        for line, counted in found
    ]
    lines = [
        f"{counted.matches:>9,}  {line.name}: {line.words}"
        if counted
        else f"        ?  {line.name}: {line.problem}"
        for line, counted in found
    ]
    return Answer({"segments": data}, lines or [_("There are no segments yet.")])


def segment_save(desk: Desk, asked: argparse.Namespace) -> Answer:
    """Keep a definition under a name."""
    with desk.shop.reading() as session:
        definition = read_file(Path(asked.definition), known(session))
    saved = save(desk.shop, asked.name, definition)
    words = in_words(saved.definition)
    return Answer(
        {"name": saved.name, "words": words},
        [_("“{name}” is saved: {words}", name=saved.name, words=words)],
    )


def segment_show(desk: Desk, asked: argparse.Namespace) -> Answer:
    """One segment's definition."""
    with desk.shop.reading() as session:
        saved = find(session, asked.name)
    words = in_words(saved.definition)
    told = as_json(saved.definition)
    data = {"name": saved.name, "definition": told, "words": words}
    return Answer(data, [saved.name, words, msgspec.json.format(msgspec.json.encode(told)).decode()])


def segment_rename(desk: Desk, asked: argparse.Namespace) -> Answer:
    """Give a segment another name."""
    segment_id, old = _meant(desk, asked.name)
    name = rename(desk.shop, segment_id, asked.new_name)
    return Answer({"name": name}, [_("“{old}” is now called “{name}”.", old=old, name=name)])


def segment_duplicate(desk: Desk, asked: argparse.Namespace) -> Answer:
    """A second segment with the same definition."""
    segment_id, _name_of_it = _meant(desk, asked.name)
    copy = duplicate(desk.shop, segment_id)
    words = in_words(copy.definition)
    return Answer(
        {"name": copy.name, "words": words},
        [_("“{name}” is saved: {words}", name=copy.name, words=words)],
    )


def segment_delete(desk: Desk, asked: argparse.Namespace) -> Answer:
    """Take a segment out of the list, and say which drafts are for it."""
    segment_id, name = _meant(desk, asked.name)
    delete(desk.shop, segment_id)
    with desk.shop.reading() as session:
        drafts = used_by(session, segment_id).drafts
    lines = [_("“{name}” is deleted.", name=name)]
    if drafts:
        names = ", ".join(drafts)
        lines.append(_("These drafts were for it, and now they are for nobody: {names}.", names=names))
    return Answer({"name": name, "drafts": list(drafts)}, lines)


def segment_count(desk: Desk, asked: argparse.Namespace) -> Answer:
    """How many people match, how many can be mailed, why the others can't."""
    with desk.shop.reading() as session:
        definition = _definition(session, asked)
        counted = count(session, definition, settings_of(session), desk.clock.now())
    return Answer(
        {
            "matches": counted.matches,
            "mailable": counted.mailable,
            "left_out": {code.value: people for code, people in counted.left_out.items()},
        },
        _count_lines(counted),
    )


def segment_explain(desk: Desk, asked: argparse.Namespace) -> Answer:
    """Is this person in, and why."""
    with desk.shop.reading() as session:
        definition = _definition(session, asked)
        found = explain(session, definition, asked.email, settings_of(session), desk.clock.now())
    data = {
        "email": found.email,
        "matches": found.matches,
        "mailable": found.mailable,
        "why_not": found.why_not.value if found.why_not else None,
        "why_not_in_words": found.why_not_in_words,
        "where": msgspec.to_builtins(found.where),
    }
    answer = (
        _("{email} is in.", email=found.email)
        if found.matches
        else _("{email} is not in.", email=found.email)
    )
    return Answer(data, [answer, *_part_lines(found.where, 1), *filter(None, [found.why_not_in_words])])


def _meant(desk: Desk, name: str) -> tuple[int, str]:
    """The id and the name of the segment that was named, whether or not it can be used."""
    with desk.shop.reading() as session:
        segment_id = id_of(session, name)
        return segment_id, name_of(session, segment_id)


def _definition(session: Session, asked: argparse.Namespace) -> Definition:
    if asked.definition:
        return read_file(Path(asked.definition), known(session))
    if asked.name:
        return find(session, asked.name).definition
    raise InputRefused(
        _("Nothing was counted"),
        _("Neither a segment nor a definition was named."),
        _("Give the segment's NAME, or --definition FILE."),
    )


def _count_lines(counted: Count) -> list[str]:
    return [
        n_("{count} person matches", "{count} people match", counted.matches),
        f"{counted.mailable:>9,}  " + _("can be mailed"),
        *(f"{people:>9,}  {_(MEANINGS[code].words)}" for code, people in counted.left_out.items()),
    ]


def _part_lines(part: Part, depth: int) -> list[str]:
    mark = "–" if part.off else "✓" if part.holds else "✗" if part.known else "?"
    value = f" ({part.value})" if part.value is not None else ""
    lines = [f"{'  ' * depth}{mark} {part.words}{value}"]
    for inner in part.parts:
        lines += _part_lines(inner, depth + 1)
    return lines


def _name(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME")


def _save_options(parser: argparse.ArgumentParser) -> None:
    _name(parser)
    parser.add_argument("definition", metavar="DEFINITION.json")


def _rename_options(parser: argparse.ArgumentParser) -> None:
    _name(parser)
    parser.add_argument("new_name", metavar="NEW_NAME")


def _count_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", nargs="?")
    parser.add_argument("--definition", metavar="FILE", help=_("a definition that is not saved"))


def _explain_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name_and_email", metavar="[NAME] EMAIL", nargs="+", action=_NameAndEmail)
    parser.add_argument("--definition", metavar="FILE", help=_("a definition that is not saved"))
    parser.set_defaults(name=None)


class _NameAndEmail(argparse.Action):
    """``NAME EMAIL``, or only ``EMAIL`` beside ``--definition``."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: object,
        option_string: str | None = None,  # noqa: ARG002 - argparse hands it in
    ) -> None:
        assert isinstance(values, list)
        if len(values) > 2:
            parser.error(_("give NAME and EMAIL, or --definition FILE and EMAIL"))
        namespace.email = values[-1]
        namespace.name = values[0] if len(values) == 2 else None


COMMANDS = (
    Command(("segment", "rules"), N_("list what people can be picked by"), segment_rules),
    Command(("segment", "list"), N_("list the segments"), segment_list),
    Command(("segment", "save"), N_("keep a definition under a name"), segment_save, _save_options),
    Command(("segment", "show"), N_("show a segment's definition"), segment_show, _name),
    Command(("segment", "rename"), N_("give a segment another name"), segment_rename, _rename_options),
    Command(("segment", "duplicate"), N_("make a second segment like this one"), segment_duplicate, _name),
    Command(("segment", "delete"), N_("take a segment out of the list"), segment_delete, _name),
    Command(
        ("segment", "count"), N_("count who matches and who can be mailed"), segment_count, _count_options
    ),
    Command(("segment", "explain"), N_("say why somebody is in or not"), segment_explain, _explain_options),
)
