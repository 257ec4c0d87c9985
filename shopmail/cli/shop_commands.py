"""Commands about the shop file itself: settings, check."""

import argparse

import msgspec

from shopmail import settings as shop_settings
from shopmail.cli.command import Answer, Command, Desk
from shopmail.errors import InputRefused, ShopFileRefused
from shopmail.wording import N_, _


def settings_show(desk: Desk, _asked: argparse.Namespace) -> Answer:
    """Every setting and its value."""
    return _settings_answer(desk.shop.settings())


def settings_set(desk: Desk, asked: argparse.Namespace) -> Answer:
    """Set some, all or none."""
    changes: dict[str, str] = {}
    for pair in asked.change:
        key, separator, value = pair.partition("=")
        if not separator:
            raise InputRefused(
                _("The setting was not changed"),
                _("“{text}” has no “=”.", text=pair),
                _("Write KEY=VALUE, for example shop.name=Flowers."),
            )
        changes[key.strip()] = value
    return _settings_answer(desk.shop.change_settings(changes))


def check(desk: Desk, _asked: argparse.Namespace) -> Answer:
    """Examine the shop file."""
    from shopmail.storage.checking import check as examine

    if not desk.shop_file.exists():
        raise ShopFileRefused(
            _("The shop file could not be checked"),
            _("There is no “{file}”.", file=str(desk.shop_file)),
            _("Name another file with --shop."),
        )
    health = examine(desk.shop_file)
    if health.problems:
        raise ShopFileRefused(_("The shop file is not in order"), " ".join(health.problems))
    lines = [
        _("The shop file is in order: {file}", file=health.file),
        f"SQLite {health.sqlite}, schema {health.revision}, mode {health.file_mode}",
        ", ".join(f"{name}={value}" for name, value in health.pragmas.items()),
        ", ".join(
            f"{name}: " + (_("held") if held else _("free")) for name, held in sorted(health.locks.items())
        ),
    ]
    return Answer({"ok": True, **msgspec.to_builtins(health)}, lines)


def _settings_answer(settings: shop_settings.Settings) -> Answer:
    written = shop_settings.written(settings)
    data = {key: msgspec.to_builtins(shop_settings.value_of(settings, key)) for key in written}
    return Answer(data, [f"{key}={value}" for key, value in written.items()])


def _change_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("change", nargs="+", metavar="KEY=VALUE")


COMMANDS = (
    Command(("settings", "show"), N_("show every setting"), settings_show),
    Command(("settings", "set"), N_("change settings"), settings_set, _change_option),
    Command(("check",), N_("examine the shop file"), check),
)
