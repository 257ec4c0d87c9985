"""Commands about campaigns: looking at, sending, taking back, hearing back."""

import argparse

import msgspec

from shopmail.campaigns.checks.catalog import findings
from shopmail.campaigns.previewing import preview
from shopmail.campaigns.saving import get
from shopmail.cli import draft_commands
from shopmail.cli.command import Answer, Command, Desk
from shopmail.cli.draft_commands import campaign_id_option, checks_as_data, checks_as_lines
from shopmail.clock import iso
from shopmail.consent.mailable import MEANINGS, WhyNot
from shopmail.contacts.history_words import DELIVERIES, EVENTS
from shopmail.feedback.collecting import collect
from shopmail.reports.campaign import campaign_report
from shopmail.sending.fence import DEFAULT_MINUTES, Departure, at_time, in_minutes
from shopmail.sending.one_office import office_for
from shopmail.sending.recalling import recall
from shopmail.sending.starting import send, settle
from shopmail.sending.status import STATE_WORDS, Status, status
from shopmail.wording import N_, _, n_


def campaign_check(desk: Desk, asked: argparse.Namespace) -> Answer:
    """What stops the campaign, and what the owner should know."""
    _known(desk, asked.id)
    checks = findings(desk.shop, asked.id)
    stops = any(finding.stops for finding in checks)
    lines = checks_as_lines(checks) or [_("Nothing speaks against sending this campaign.")]
    return Answer({"id": asked.id, "can_be_sent": not stops, "checks": checks_as_data(checks)}, lines)


def campaign_preview(desk: Desk, asked: argparse.Namespace) -> Answer:
    """The mail as one person gets it."""
    with desk.shop.reading() as session:
        seen = preview(session, get(session, asked.id), getattr(asked, "as"))
    parts = {"subject": seen.mail.subject, "html": seen.mail.html, "text": seen.mail.text}
    data = {"to": seen.mail.to, **parts, "fallbacks": list(seen.fell_back)}
    return Answer(data, [parts[asked.part]])


def campaign_send(desk: Desk, asked: argparse.Namespace) -> Answer:
    """Send, or go on with what was interrupted."""
    _known(desk, asked.id)
    settings = desk.shop.settings()

    def departure(now: int) -> Departure:
        if asked.now:
            return Departure(0)
        if asked.at:
            return at_time(asked.at, settings, now)
        minutes = getattr(asked, "in")
        return in_minutes(DEFAULT_MINUTES if minutes is None else minutes, now)

    send(desk.shop, desk.provider(), asked.id, departure, progress=desk.progress)
    return _status_answer(desk, asked.id)


def campaign_recall(desk: Desk, asked: argparse.Namespace) -> Answer:
    """Take a campaign back."""
    _known(desk, asked.id)
    outcome = recall(desk.shop, office_for(desk.shop, asked.id), asked.id)
    lines = [n_("{count} person will not get it.", "{count} people will not get it.", outcome.recalled)]
    if outcome.too_late:
        lines.append(n_("For {count} it was too late.", "For {count} it was too late.", outcome.too_late))
    return Answer({"id": asked.id, **msgspec.to_builtins(outcome)}, lines)


def campaign_status(desk: Desk, asked: argparse.Namespace) -> Answer:
    """Where the campaign stands."""
    _known(desk, asked.id)
    return _status_answer(desk, asked.id)


def settle_all(desk: Desk, _asked: argparse.Namespace) -> Answer:
    """Resolve what was left unknown."""
    provider = desk.provider()
    outcome = settle(desk.shop, provider)
    lines = [
        n_("{count} person was queued again.", "{count} people were queued again.", outcome.requeued),
        n_("Of {count} nobody can tell.", "Of {count} nobody can tell.", outcome.unknown),
    ]
    if outcome.elsewhere:
        lines.append(_left_alone(provider.name, outcome.elsewhere))
    return Answer(msgspec.to_builtins(outcome), lines)


def _left_alone(provider: str, campaigns: int) -> str:
    """Why ``provider`` could not settle them: only the other one has them."""
    if provider == "rehearsal":
        return n_(
            "{count} campaign is at SendGrid, and there is no SendGrid key any more.",
            "{count} campaigns are at SendGrid, and there is no SendGrid key any more.",
            campaigns,
        )
    return n_("{count} rehearsal was left as it is.", "{count} rehearsals were left as they are.", campaigns)


def sync(desk: Desk, _asked: argparse.Namespace) -> Answer:
    """Hear from the post office."""
    provider = desk.provider()
    heard = collect(desk.shop, provider, desk.progress)
    new = {kind.value: count for kind, count in heard.new.items()}
    lines = [
        _("Heard from {provider}.", provider=provider.name),
        *(f"{count:>9,} × {_(EVENTS[kind])}" for kind, count in heard.new.items() if count),
        n_(
            "{count} person must not be mailed any more.",
            "{count} people must not be mailed any more.",
            heard.suppressed,
        ),
    ]
    return Answer({"provider": provider.name, "new": new, "suppressed": heard.suppressed}, lines)


def report(desk: Desk, asked: argparse.Namespace) -> Answer:
    """What became of a campaign."""
    _known(desk, asked.id)
    with desk.shop.reading() as session:
        found = campaign_report(session, asked.id)
        numbers = _status_data(status(session, asked.id))
    people = {
        table.key.replace("-", "_"): [
            {
                "email": person.email,
                "note": person.note,
                "at": iso(person.at) if person.at is not None else None,
                "server_text": person.server_text,
            }
            for person in table.people
        ]
        for table in found.tables
    }
    lines = [found.title, *(f"{tile.count:>9,}  {tile.title}" for tile in found.tiles)]
    for table in found.tables:
        if table.key != "sent" and table.people:
            lines += ["", table.title]
            lines += [
                f"  {person.email}: {person.note}"
                + (f" ({person.server_text})" if person.server_text else "")
                for person in table.people
            ]
    counts = {tile.key.replace("-", "_"): tile.count for tile in found.tiles}
    data = {"id": asked.id, "name": found.title, "status": numbers, "counts": counts, "people": people}
    return Answer(data, lines)


def _known(desk: Desk, campaign_id: int) -> None:
    with desk.shop.reading() as session:
        get(session, campaign_id)


def _status_answer(desk: Desk, campaign_id: int) -> Answer:
    with desk.shop.reading() as session:
        found = status(session, campaign_id)
    lines = [_(STATE_WORDS[found.state]), n_("{count} recipient", "{count} recipients", found.recipients)]
    lines += [f"{count:>9,}  {_(DELIVERIES[state])}" for state, count in found.counts.items() if count]
    lines += [f"{count:>9,}  {_words(code)}" for code, count in found.left_out.items()]
    if found.stopped_because:
        lines.append(found.stopped_because)
    return Answer(_status_data(found), lines)


def _words(code: str) -> str:
    return _("left out: {why}", why=_(MEANINGS[WhyNot(code)].words))


def _status_data(found: Status) -> dict[str, object]:
    return {
        "state": found.state.value,
        "recipients": found.recipients,
        **{state.value.replace("-", "_"): count for state, count in found.counts.items()},
        "left_out": found.left_out,
        "stopped_because": found.stopped_because,
    }


def _preview_options(parser: argparse.ArgumentParser) -> None:
    campaign_id_option(parser)
    parser.add_argument("--as", required=True, metavar="EMAIL", help=_("whose mail to show"))
    parser.add_argument("--part", choices=("html", "text", "subject"), default="html")


def _send_options(parser: argparse.ArgumentParser) -> None:
    campaign_id_option(parser)
    when = parser.add_mutually_exclusive_group()
    when.add_argument("--at", metavar="TIME", help=_("18:30, or 2026-11-22 18:30, on the shop's clock"))
    when.add_argument("--in", type=int, metavar="MINUTES", help=_("minutes from now"))
    when.add_argument("--now", action="store_true", help=_("at once: it can't be recalled then"))


COMMANDS = (
    *draft_commands.COMMANDS,
    Command(("campaign", "check"), N_("say what speaks against sending"), campaign_check, campaign_id_option),
    Command(("campaign", "preview"), N_("show one person's mail"), campaign_preview, _preview_options),
    Command(("campaign", "send"), N_("send a campaign, or go on with it"), campaign_send, _send_options),
    Command(("campaign", "recall"), N_("take back what has not left"), campaign_recall, campaign_id_option),
    Command(("campaign", "status"), N_("say where a campaign stands"), campaign_status, campaign_id_option),
    Command(("settle",), N_("resolve hand-overs whose answer was lost"), settle_all),
    Command(("sync",), N_("hear who bounced, left or complained"), sync),
    Command(("report",), N_("say what became of a campaign"), report, campaign_id_option),
)
