"""Commands that keep campaigns in order: drafted, listed, renamed, copied, put away, deleted."""

import argparse
from pathlib import Path

import msgspec

from shopmail.campaigns.checks.catalog import findings
from shopmail.campaigns.checks.check import Finding
from shopmail.campaigns.drafting import read_draft
from shopmail.campaigns.saving import archive, create, delete, duplicate, listing, opened, rename
from shopmail.cli.command import Answer, Command, Desk
from shopmail.clock import iso, local
from shopmail.sending.status import STATE_WORDS
from shopmail.wording import N_, _


def campaign_new(desk: Desk, asked: argparse.Namespace) -> Answer:
    """Keep a draft as a campaign."""
    campaign_id = create(desk.shop, read_draft(Path(asked.draft)))
    checks = findings(desk.shop, campaign_id)
    return Answer(
        {"id": campaign_id, "checks": checks_as_data(checks)},
        [_("Campaign {number} is kept as a draft.", number=campaign_id), *checks_as_lines(checks)],
    )


def campaign_list(desk: Desk, asked: argparse.Namespace) -> Answer:
    """The campaigns, or those that were put away."""
    zone = desk.shop.settings().shop.timezone
    with desk.shop.reading() as session:
        found = listing(session, asked.archived)
    lines = [
        f"{line.id:>4}  {local(line.created_at, zone)}  {_(STATE_WORDS[line.state]):<12}"
        f" {line.recipients:>9,}  {line.name}"
        for line in found
    ]
    data = [
        {
            "id": line.id,
            "name": line.name,
            "subject": line.subject,
            "state": line.state.value,
            "recipients": line.recipients,
            "created_at": iso(line.created_at),
        }
        for line in found
    ]
    nothing = _("No campaign is archived.") if asked.archived else _("There are no campaigns yet.")
    return Answer({"campaigns": data}, lines or [nothing])


def campaign_rename(desk: Desk, asked: argparse.Namespace) -> Answer:
    """Give a campaign another name."""
    name = rename(desk.shop, asked.id, asked.name)
    return Answer(
        {"id": asked.id, "name": name},
        [_("Campaign {number} is now called “{name}”.", number=asked.id, name=name)],
    )


def campaign_duplicate(desk: Desk, asked: argparse.Namespace) -> Answer:
    """A new draft of the same mail to the same people."""
    campaign_id = duplicate(desk.shop, asked.id)
    with desk.shop.reading() as session:
        name = opened(session, campaign_id).written.name
    return Answer(
        {"id": campaign_id, "name": name},
        [_("“{name}” is kept as a draft, campaign {number}.", name=name, number=campaign_id)],
    )


def campaign_archive(desk: Desk, asked: argparse.Namespace) -> Answer:
    """Put a campaign away, or take it out again."""
    archive(desk.shop, asked.id, not asked.undo)
    line = (
        _("Campaign {number} is in the list again.", number=asked.id)
        if asked.undo
        else _("Campaign {number} is archived.", number=asked.id)
    )
    return Answer({"id": asked.id, "archived": not asked.undo}, [line])


def campaign_delete(desk: Desk, asked: argparse.Namespace) -> Answer:
    """Delete a draft."""
    gone = delete(desk.shop, asked.id)
    name = gone.written.name
    return Answer({"id": asked.id, "name": name}, [_("The draft “{name}” is deleted.", name=name)])


def checks_as_data(checks: list[Finding]) -> list[dict[str, object]]:
    """What the checks found, for ``--json``."""
    return [msgspec.to_builtins(finding) for finding in checks]


def checks_as_lines(checks: list[Finding]) -> list[str]:
    """What the checks found, for a person."""
    return [
        (
            _("Stops: {what}", what=finding.sentence)
            if finding.stops
            else _("Note: {what}", what=finding.sentence)
        )
        for finding in checks
    ]


def campaign_id_option(parser: argparse.ArgumentParser) -> None:
    """The number of the campaign that a command is about."""
    parser.add_argument("id", type=int, metavar="ID", help=_("the campaign's number"))


def _draft(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("draft", metavar="DRAFT.toml")


def _list_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--archived", action="store_true", help=_("those that were put away instead"))


def _rename_options(parser: argparse.ArgumentParser) -> None:
    campaign_id_option(parser)
    parser.add_argument("name", metavar="NAME", help=_("what it is to be called"))


def _archive_options(parser: argparse.ArgumentParser) -> None:
    campaign_id_option(parser)
    parser.add_argument("--undo", action="store_true", help=_("take it out of the archive again"))


COMMANDS = (
    Command(("campaign", "new"), N_("keep a draft as a campaign"), campaign_new, _draft),
    Command(("campaign", "list"), N_("list the campaigns"), campaign_list, _list_options),
    Command(("campaign", "rename"), N_("call a campaign something else"), campaign_rename, _rename_options),
    Command(("campaign", "duplicate"), N_("draft the same again"), campaign_duplicate, campaign_id_option),
    Command(("campaign", "archive"), N_("put a campaign away"), campaign_archive, _archive_options),
    Command(("campaign", "delete"), N_("delete a draft"), campaign_delete, campaign_id_option),
)
