"""The base of all mapped classes, and how a word from a fixed list is kept."""

from enum import StrEnum

from sqlalchemy import Enum, MetaData
from sqlalchemy.orm import DeclarativeBase


class Model(DeclarativeBase):
    """The base; constraint names are fixed, because a migration has to call them by name."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


def word(kind: type[StrEnum], name: str) -> Enum:
    """A column type that holds one of ``kind``'s values as text, and a CHECK that says so."""
    return Enum(
        kind,
        values_callable=lambda enum: [member.value for member in enum],
        native_enum=False,
        create_constraint=True,
        name=name,
        length=24,
    )
