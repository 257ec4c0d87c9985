"""The owner's words about columns (``--map "HEADER=FIELD"``, ``--skip HEADER``) put over the guess."""

from collections import Counter
from collections.abc import Sequence

from msgspec.structs import replace

from shopmail.contacts.fields import TAKEN, checked_key, key_from
from shopmail.errors import InputRefused
from shopmail.importing.column_kinds import BY_KEY, EMAIL, PROBLEM_HEADER, SKIP
from shopmail.importing.columns import Column, Mapping, with_order
from shopmail.importing.folding import fold
from shopmail.importing.guessing import guess
from shopmail.importing.refusing import refused, shown
from shopmail.importing.secret_columns import is_secret
from shopmail.importing.table_file import TableFile
from shopmail.wording import _


def mapping_from(table: TableFile, maps: Sequence[str] = (), skips: Sequence[str] = ()) -> Mapping:
    """The guess, with ``maps`` (``HEADER=FIELD``) and ``skips`` (``HEADER``) put over it.

    FIELD is the key of a target or of an own field, which may be new; it is taken away from the column that
    was guessed to be it. Raises InputRefused for an unknown header, a field that can't be, two columns for
    one field; FileRefused where no column holds addresses.
    """
    wishes = _wishes(table, maps, skips)
    _refuse_doubles(table, wishes)
    taken = {field for field in wishes.values() if field != SKIP and not _takes_many(field)}
    columns = []
    for column in guess(table):
        wish = wishes.get(column.index)
        if wish is not None:
            column = with_order(table, _as_wished(column, wish))
        elif column.field in taken:
            column = replace(column, field=SKIP, sure=True, month_first=False, confirms=False)
        columns.append(column)
    mapping = Mapping(tuple(columns))
    if not mapping.of(EMAIL):
        raise refused(
            _("“{name}” has no column of email addresses.", name=shown(table.path)),
            _("Choose the file that holds them, or say which column does."),
        )
    return mapping


def _wishes(table: TableFile, maps: Sequence[str], skips: Sequence[str]) -> dict[int, str]:
    wishes: dict[int, str] = {}
    for header, field in [*map(_parted, maps), *((header, SKIP) for header in skips)]:
        index = index_of(table.header, header)
        if wishes.get(index, field) != field:
            raise InputRefused(
                _("The columns can't be used like this"),
                _("The column “{header}” is named twice.", header=table.header[index]),
                _("Say once what becomes of it."),
            )
        if field != SKIP and (is_secret(table.header[index]) or table.header[index] == PROBLEM_HEADER):
            raise InputRefused(
                _("The columns can't be used like this"),
                _("The column “{header}” is never imported.", header=table.header[index]),
                _("It holds secrets of another program, or shopmail's own remarks."),
            )
        wishes[index] = field
    return wishes


def _parted(text: str) -> tuple[str, str]:
    header, equals, field = text.rpartition("=")
    if not equals or not header.strip() or not field.strip():
        raise InputRefused(
            _("The columns can't be used like this"),
            _("“{text}” is not of the form HEADER=FIELD.", text=text),
            _('Write for example --map "Town=city".'),
        )
    return header, _field(field.strip())


def _field(word: str) -> str:
    """A target by its key, in any case, or the key of an own field."""
    key = word.lower().replace("-", "_").replace(" ", "_")
    if key == SKIP or key in BY_KEY:
        return key
    try:
        return checked_key(word.lower())
    except InputRefused:
        suggestion = key_from(word)
        raise InputRefused(
            _("This can't be the name of a field"),
            _("“{word}” is no field of shopmail, and a new one can't be called so.", word=word),
            _(
                "A new field's name is made of small letters a–z, digits and _, such as “{name}”.",
                name=f"own_{suggestion}"[:40] if suggestion in TAKEN else suggestion,
            ),
        ) from None


def index_of(names: Sequence[str], header: str) -> int:
    """The place of the one column that is called so; case, accents and marks may differ.

    Raises ``InputRefused`` where there is none, or more than one.
    """
    wanted = header.strip()
    if wanted in names:
        return names.index(wanted)
    alike = [index for index, name in enumerate(names) if fold(name) == fold(wanted)]
    if len(alike) != 1 or not fold(wanted):
        raise InputRefused(
            _("The columns can't be used like this"),
            _("The file has no column “{header}”.", header=wanted),
            _("Its columns are: {names}.", names=", ".join(names)),
        )
    return alike[0]


def _refuse_doubles(table: TableFile, wishes: dict[int, str]) -> None:
    for field, count in Counter(wishes.values()).items():
        if count > 1 and field != SKIP and not _takes_many(field):
            headers = ", ".join(f"“{table.header[index]}”" for index, wish in wishes.items() if wish == field)
            raise InputRefused(
                _("The columns can't be used like this"),
                _("{headers} can't all become “{field}”.", headers=headers, field=field),
                _("Name one column for each field."),
            )


def _takes_many(field: str) -> bool:
    return field in BY_KEY and BY_KEY[field].many


def _as_wished(column: Column, field: str) -> Column:
    return replace(
        column,
        field=field,
        sure=True,
        own=field not in BY_KEY and field != SKIP,
        month_first=False,
        confirms=field == "confirmed_at",
    )
