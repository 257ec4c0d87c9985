"""What becomes of a known person's field: the one rule that the plan counts by and the import writes by.

Everything here is SQL over ``c``, the contact, and ``s``, the staged row of the same person.
"""

from collections.abc import Sequence

from shopmail.contacts.fields import PROFILE
from shopmail.importing.request import Request


def known(name: str) -> str:
    """The value that the shop knows; empty where there is none."""
    return _value("c", name)


def after(name: str, request: Request) -> str:
    """The value after the import: gaps are filled, what is replaced or cleared is the file's."""
    new, old = _value("s", name), known(name)
    if name in request.clears:
        # A cell that can't be read is not empty: it takes nothing away.
        return f"CASE WHEN {new} = '' AND s.unread = '{name}' THEN {old} ELSE {new} END"
    if name in request.replace:
        return f"CASE WHEN {new} <> '' THEN {new} ELSE {old} END"
    return f"CASE WHEN {old} = '' THEN {new} ELSE {old} END"


def differs(name: str, request: Request) -> str:
    """Whether the value will be another one."""
    return f"({after(name, request)} <> {known(name)})"


def assignments(fields: Sequence[str], request: Request) -> list[str]:
    """What stands behind SET in the UPDATE of ``c``."""
    changes = [f"{name} = {after(name, request)}" for name in fields if name in PROFILE]
    own = [f"'{name}', nullif({after(name, request)}, '')" for name in fields if name not in PROFILE]
    if own:
        # json_patch takes away what is null: a field that is empty now.
        changes.append(f"own = json_patch(c.own, json_object({', '.join(own)}))")
    return changes


def _value(table: str, name: str) -> str:
    return f"{table}.{name}" if name in PROFILE else f"coalesce({table}.own ->> '{name}', '')"
