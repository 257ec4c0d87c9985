"""Commands about the shop file itself: settings, backup, check."""

import argparse
from pathlib import Path

import msgspec

from shopmail import settings as shop_settings
from shopmail.cli.command import Answer, Command, Desk
from shopmail.clock import iso, local
from shopmail.errors import InputRefused, ShopFileRefused
from shopmail.wording import N_, _, n_


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


def backup(desk: Desk, asked: argparse.Namespace) -> Answer:
    """Copy the shop file into the folder named, else into the one that is set."""
    from shopmail.storage.backup import back_up

    settings = desk.shop.settings()
    folder = asked.folder or settings.backup.folder
    if not folder:
        raise InputRefused(
            _("No copy was made"),
            _("No folder for copies is set."),
            _("Name one: backup FOLDER, or settings set backup.folder=FOLDER."),
        )
    copy = back_up(desk.shop, Path(folder), desk.progress)
    removed = [str(file) for file in copy.removed]
    lines = [
        _("A copy of the shop file was made and checked: {file}", file=str(copy.file)),
        local(copy.made_at, settings.shop.timezone),
    ]
    if removed:
        lines.append(
            n_("{count} older copy was deleted.", "{count} older copies were deleted.", len(removed))
        )
    data = {"file": str(copy.file), "made_at": iso(copy.made_at), "bytes": copy.bytes, "removed": removed}
    return Answer(data, lines)


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


def _folder_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "folder", nargs="?", metavar="FOLDER", help=_("where to; else the folder that is set")
    )


COMMANDS = (
    Command(("settings", "show"), N_("show every setting"), settings_show),
    Command(("settings", "set"), N_("change settings"), settings_set, _change_option),
    Command(
        ("backup",), N_("copy the shop file, checked, and keep the newest copies"), backup, _folder_option
    ),
    Command(("check",), N_("examine the shop file"), check),
)
