"""What a tag may be called, and the one row that stands for its name."""

from sqlalchemy import exists, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from shopmail.contacts.fields import clean
from shopmail.errors import InputRefused
from shopmail.model import ContactTag, Tag
from shopmail.wording import _

LIMIT = 100
"""Characters of a tag."""


def checked_name(name: str) -> str:
    """``name`` trimmed and without control characters; raises ``InputRefused`` for none and a long one."""
    cleaned = clean(name)
    if not cleaned or len(cleaned) > LIMIT:
        raise InputRefused(
            _("This tag can't be used"),
            _("“{name}” can't be a tag.", name=cleaned[:LIMIT]),
            _("A tag is a word or a few, up to {count} characters.", count=LIMIT),
        )
    return cleaned


def named(session: Session, name: str) -> int:
    """The id of the tag of this name, which is made if there is none; raises ``InputRefused``."""
    cleaned = checked_name(name)
    session.execute(insert(Tag).values(name=cleaned).on_conflict_do_nothing())
    return session.scalars(select(Tag.id).where(Tag.name == cleaned)).one()


def names_in_use(session: Session) -> tuple[str, ...]:
    """The names of the tags that somebody has, in alphabetical order."""
    stuck = exists().where(ContactTag.tag_id == Tag.id)
    return tuple(session.scalars(select(Tag.name).where(stuck).order_by(Tag.name)))
