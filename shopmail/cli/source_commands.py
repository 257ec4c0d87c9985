"""Commands about the places where people left their address: list, and the rule for a confirmation there."""

import argparse

import msgspec

from shopmail.cli.command import Answer, Command, Desk
from shopmail.consent import sources
from shopmail.consent.sources import Effect, Listed, Rule
from shopmail.wording import N_, _, n_


def sources_list(desk: Desk, _asked: argparse.Namespace) -> Answer:
    """Every source, with its people and its rule."""
    with desk.shop.reading() as session:
        listed = sources.listed(session)
    return Answer({"sources": msgspec.to_builtins(listed)}, [_line(source) for source in listed])


def sources_rule(desk: Desk, asked: argparse.Namespace) -> Answer:
    """Require a confirmation from people of one source, or not, or do as the shop does."""
    rule = Rule(asked.rule)
    with desk.shop.reading() as session:
        source_id = sources.named(session, asked.name)
    if asked.plan:
        effect = sources.planned_rule(desk.shop, source_id, rule)
    else:
        effect = sources.set_rule(desk.shop, source_id, rule).effect
    data = {"plan": asked.plan, "rule": rule.value, "gained": effect.gained, "lost": effect.lost}
    return Answer(data, _effect_lines(effect, plan=asked.plan))


def _line(source: Listed) -> str:
    people = n_("{count} person", "{count} people", source.people)
    return f"{source.name}  {source.origin}  {people}  {source.rule}"


def _effect_lines(effect: Effect, *, plan: bool) -> list[str]:
    lines = []
    if effect.gained:
        lines.append(
            n_("{count} more person can be mailed.", "{count} more people can be mailed.", effect.gained)
        )
    if effect.lost:
        lines.append(
            n_("{count} person fewer can be mailed.", "{count} people fewer can be mailed.", effect.lost)
        )
    if effect.nobody:
        lines.append(_("Nobody's standing changes."))
    return [*lines, _("Nothing was changed: this is the plan.")] if plan else lines


def _rule_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help=_("the source's name"))
    parser.add_argument(
        "rule", choices=[Rule.REQUIRED.value, Rule.NOT_REQUIRED.value, Rule.AS_THE_SHOP.value]
    )
    parser.add_argument("--plan", action="store_true", help=_("say what would happen, change nothing"))


COMMANDS = (
    Command(("sources", "list"), N_("list where people came from"), sources_list),
    Command(
        ("sources", "rule"),
        N_("say whether people of a source have to confirm"),
        sources_rule,
        _rule_options,
    ),
)
