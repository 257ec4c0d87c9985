"""Commands that bring people in."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import func, select

from shopmail.cli.command import Answer, Command, Desk
from shopmail.clock import iso, local
from shopmail.errors import InputRefused
from shopmail.importing.applying import Imported, apply
from shopmail.importing.plan import Plan
from shopmail.importing.request import BOUGHT_OR_PUBLIC, Mode, Request
from shopmail.model import ImportKind, ImportRow, ImportRun, Origin, RunState, Told, Verdict
from shopmail.wording import N_, _, n_

VERDICT_WORDS: dict[Verdict, str] = {
    Verdict.NEW: N_("new"),
    Verdict.CHANGED: N_("changed"),
    Verdict.SAME: N_("the same as known"),
    Verdict.DUPLICATE: N_("twice in the file"),
    Verdict.DO_NOT_MAIL: N_("must not be mailed"),
    Verdict.INVALID: N_("can't come in"),
}


def import_contacts(desk: Desk, asked: argparse.Namespace) -> Answer:
    """Import a file of people, or say what that would do."""
    request = Request(
        path=Path(asked.file),
        kind=ImportKind(asked.kind),
        origin=asked.source or "",
        source_name=asked.source_name,
        collected_on=asked.collected_on,
        wording=asked.wording,
        encoding=asked.encoding,
        delimiter=_delimiter(asked.delimiter),
        has_header=False if asked.no_header else None,
        maps=asked.map,
        skips=asked.skip,
        mode=Mode(asked.mode),
        replace=asked.replace,
        clears=asked.clear,
        words=_words(asked.word),
        captcha=asked.captcha,
        confirmed_there=asked.confirmed_there,
    )
    with Plan(desk.shop, request, desk.progress, lambda: False) as plan:
        imported = None if asked.plan else apply(plan)
        return _answer(plan, imported)


def import_list(desk: Desk, _asked: argparse.Namespace) -> Answer:
    """The imports so far, the newest first."""
    zone = desk.shop.settings().shop.timezone
    with desk.shop.reading() as session:
        runs = session.execute(
            select(ImportRun, func.count(ImportRow.line))
            .join(ImportRow, ImportRow.run_id == ImportRun.id, isouter=True)
            .where(ImportRun.state == RunState.DONE)
            .group_by(ImportRun.id)
            .order_by(ImportRun.id.desc())
        ).all()
    data = [
        {
            "import_id": run.id,
            "file": run.file_name,
            "kind": run.kind.value,
            "finished_at": iso(run.finished_at or run.started_at),
            "rows": rows,
        }
        for run, rows in runs
    ]
    lines = [
        f"{run.id:>4}  {local(run.finished_at or run.started_at, zone)}  {run.kind.value:<12}"
        f" {rows:>9,}  {run.file_name}"
        for run, rows in runs
    ]
    return Answer({"imports": data}, lines or [_("Nothing has been imported yet.")])


def _answer(plan: Plan, imported: Imported | None) -> Answer:
    counts = {verdict.value.replace("-", "_"): plan.counts[verdict] for verdict in Verdict}
    rows = sum(plan.counts.values())
    problems = str(imported.problems_file) if imported and imported.problems_file else None
    data = {
        "import_id": imported.import_id if imported else None,
        "rows": rows,
        **counts,
        "encoding": plan.table.encoding,
        "delimiter": plan.table.delimiter,
        "mapping": plan.mapping.fields,
        "ignored_columns": plan.mapping.ignored,
        "problems_file": problems,
    }
    heading = n_("{count} row", "{count} rows", rows)
    if imported is None:
        heading = _("This is the plan, nothing was changed: {rows}", rows=heading)
    lines = [
        heading,
        *(f"{plan.counts[verdict]:>9,}  {_(words)}" for verdict, words in VERDICT_WORDS.items()),
        *(f"{count:>9,} × {remark}" for remark, count in plan.remarks.items()),
    ]
    if problems:
        lines.append(_("The rows that can't come in are in {file}", file=problems))
    return Answer(data | {"remarks": plan.remarks}, lines)


def _delimiter(text: str | None) -> str | None:
    return {"tab": "\t", "\\t": "\t"}.get(text, text) if text is not None else None


def _words(options: Sequence[str]) -> dict[str, dict[str, str]]:
    """Header -> word -> status, from ``HEADER:WORD=STATUS``; a status of ``unknown`` is "not known"."""
    words: dict[str, dict[str, str]] = {}
    for option in options:
        place, equals, status = option.rpartition("=")
        header, colon, word = place.partition(":")
        if not equals or not colon or not header.strip() or not word.strip():
            raise InputRefused(
                _("The words can't be used like this"),
                _("“{text}” is not of the form HEADER:WORD=STATUS.", text=option),
                _('Write for example --word "State:active=subscribed".'),
            )
        meaning = status.strip().lower()
        words.setdefault(header.strip(), {})[word] = "" if meaning == Told.UNKNOWN else meaning
    return words


def _options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE")
    parser.add_argument(
        "--kind", required=True, choices=[kind.value for kind in ImportKind], help=_("what the file holds")
    )
    parser.add_argument(
        "--source",
        choices=[*(origin.value for origin in Origin), BOUGHT_OR_PUBLIC],
        help=_("where these people left their address"),
    )
    parser.add_argument("--source-name", default="", metavar="TEXT", help=_("what you call that place"))
    parser.add_argument("--collected-on", default="", metavar="DATE", help=_("since when, as 2024-05-31"))
    parser.add_argument(
        "--wording", default="", metavar="TEXT", help=_("what people were told, word for word")
    )
    parser.add_argument("--encoding", metavar="E", help=_("how letters are written, as cp1250; else found"))
    parser.add_argument("--delimiter", metavar="D", help=_("what separates columns, or “tab”; else found"))
    parser.add_argument("--no-header", action="store_true", help=_("the first row is a person"))
    parser.add_argument(
        "--map", action="append", default=[], metavar="HEADER=FIELD", help=_("what a column becomes")
    )
    parser.add_argument("--skip", action="append", default=[], metavar="HEADER", help=_("leave a column out"))
    parser.add_argument("--mode", default=Mode.ADD_AND_UPDATE.value, choices=[mode.value for mode in Mode])
    parser.add_argument(
        "--replace",
        action="append",
        default=[],
        metavar="FIELD",
        help=_("replace what is known of this field; the others only fill gaps"),
    )
    parser.add_argument(
        "--clear",
        action="append",
        default=[],
        metavar="FIELD",
        help=_("replace this field even where the file's cell is empty"),
    )
    parser.add_argument(
        "--word",
        action="append",
        default=[],
        metavar="HEADER:WORD=STATUS",
        help=_("what a word in a column of statuses means, or “unknown”; a refusal stays one"),
    )
    told = [each.value for each in Told]
    parser.add_argument(
        "--captcha", default=Told.UNKNOWN.value, choices=told, help=_("was the form protected from robots")
    )
    parser.add_argument(
        "--confirmed-there",
        default=Told.UNKNOWN.value,
        choices=told,
        help=_("did people confirm their address at that place"),
    )
    parser.add_argument("--plan", action="store_true", help=_("say what would happen, change nothing"))


COMMANDS = (
    Command(("import", "contacts"), N_("bring in people from a CSV file"), import_contacts, _options),
    Command(("import", "list"), N_("list the imports so far"), import_list),
)
