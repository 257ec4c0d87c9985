"""The owner's own acts on people: add, change, tag, record a fresh agreement, enter who must not be mailed.

Each act is one transaction. None can raise anybody's standing but with an agreement (see ``agreeing``).
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from msgspec import Struct
from sqlalchemy import delete, func, literal, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from shopmail.consent import suppressing
from shopmail.consent.suppressing import Refusal, address_hash
from shopmail.contacts import fields as known_fields
from shopmail.contacts import tagging
from shopmail.contacts.address import Address, normalised, read
from shopmail.contacts.agreeing import AgreedBy, record
from shopmail.contacts.ordering import city_order, name_order
from shopmail.errors import InputRefused
from shopmail.model import Contact, ContactTag, Reason, Suppression, Tag, Way
from shopmail.storage.shop import Shop, settings_of
from shopmail.wording import _

_AT_ONCE = 500
"""Addresses looked up by one statement."""


class Unsubscribed(Struct, frozen=True):
    """What entering addresses as "left" did, or would do: new + already + invalid are all that were named."""

    new: int
    already: int
    unknown: int
    """Of the new ones: people whom the shop does not know. The address is kept all the same."""
    invalid: tuple[str, ...]
    """A sentence for each that is no address."""


class Edited(Struct, frozen=True):
    """What ``edit`` did to one person: the fields that it changed, by key, as they were and as they are."""

    email: str
    before: dict[str, str]
    after: dict[str, str]


def add(
    shop: Shop,
    email: str,
    values: Mapping[str, str],
    tags: Sequence[str] = (),
    agreed: AgreedBy | None = None,
) -> int:
    """Add a person by hand and answer with the id. Without ``agreed`` there is no basis to mail them yet.

    Raises ``InputRefused`` for an address that is none or is there already, a field that is not there, a
    value that can't be, an agreement that can't be recorded; then nobody is added.
    """
    address = normalised(email)
    now = shop.clock.now()
    with shop.transaction() as session:
        if find(session, address) is not None:
            raise InputRefused(
                _("The person was not added"),
                _("{email} is already in the list.", email=address.email),
                _("Change the person instead."),
            )
        contact = Contact(
            email=address.email,
            email_key=address.email_key,
            address_hash=address_hash(shop.address_key, address.email_key),
            own={},
            created_at=now,
            updated_at=now,
        )
        _put(session, contact, values)
        session.add(contact)
        session.flush()
        for name in tags:
            _stick(session, [contact.id], name)
        if agreed is not None:
            record(session, contact, agreed, now, _zone(session))
        return contact.id


def edit(
    shop: Shop, email: str, changes: Mapping[str, str], new_fields: Mapping[str, str] | None = None
) -> Edited:
    """Set fields of a person; an empty text empties one. Raises ``InputRefused``, and then changes none.

    ``new_fields`` are values by the title of a field that the shop does not have yet; it is added.
    """
    address = normalised(email)
    now = shop.clock.now()
    with shop.transaction() as session:
        contact = known(session, address)
        added = {
            known_fields.add_own(session, known_fields.key_from(title), title, now).key: text
            for title, text in (new_fields or {}).items()
        }
        wanted = {**changes, **added}
        before = {key: known_fields.value_of(contact, key) for key in wanted}
        _put(session, contact, wanted)
        after = {key: known_fields.value_of(contact, key) for key in wanted}
        changed = [key for key in wanted if before[key] != after[key]]
        if changed:
            contact.updated_at = now
    return Edited(contact.email, {key: before[key] for key in changed}, {key: after[key] for key in changed})


def edit_back(shop: Shop, edited: Edited) -> tuple[str, ...]:
    """Undo ``edit``. Answers with the keys of fields that have changed since: those stay as they are now."""
    with shop.transaction() as session:
        contact = known(session, normalised(edited.email))
        changed_since = tuple(
            key for key, text in edited.after.items() if known_fields.value_of(contact, key) != text
        )
        _put(session, contact, {k: text for k, text in edited.before.items() if k not in changed_since})
        contact.updated_at = shop.clock.now()
    return changed_since


def agreed(shop: Shop, email: str, on: date, how: str, by: str) -> None:
    """Record that this person agreed again: on that day, in that way, as ``by`` testifies.

    What it takes, and what is refused: ``agreeing.record``. Also refused: a person whom the shop does not
    know.
    """
    address = normalised(email)
    with shop.transaction() as session:
        contact = known(session, address)
        record(session, contact, AgreedBy(on, how, by), shop.clock.now(), _zone(session))


def unsubscribe(shop: Shop, emails: Iterable[str], why: str = "", plan_only: bool = False) -> Unsubscribed:
    """Enter these addresses as "left" on the do-not-mail ledger, whether or not the shop knows them.

    With ``plan_only`` nothing is written. What is no address is told and does not hold up the others.
    """
    named = [read(text) for text in emails]
    invalid = tuple(sentence for sentence in named if isinstance(sentence, str))
    keys = [found.email_key for found in named if isinstance(found, Address)]
    wanted = list(dict.fromkeys(keys))
    if plan_only:
        with shop.reading() as session:
            return _plan(session, shop.address_key, wanted, len(keys), invalid)
    now = shop.clock.now()
    note = known_fields.clean(why)[: known_fields.TEXT_LIMIT]
    with shop.transaction() as session:
        plan = _plan(session, shop.address_key, wanted, len(keys), invalid)
        refusals = [Refusal(email_key, Reason.LEFT, Way.BY_HAND, now, note) for email_key in wanted]
        suppressing.suppress(session, shop.address_key, refusals, now)
    return plan


def _plan(
    session: Session, address_key: bytes, wanted: Sequence[str], named: int, invalid: tuple[str, ...]
) -> Unsubscribed:
    new = unknown = 0
    for start in range(0, len(wanted), _AT_ONCE):
        hashes = {address_hash(address_key, key): key for key in wanted[start : start + _AT_ONCE]}
        left = select(Suppression.address_hash).where(
            Suppression.address_hash.in_(hashes),
            Suppression.reason == Reason.LEFT,
            Suppression.lifted_at.is_(None),
        )
        fresh = hashes.keys() - set(session.scalars(left))
        people = select(func.count()).where(Contact.email_key.in_([hashes[hashed] for hashed in fresh]))
        new += len(fresh)
        unknown += len(fresh) - (session.scalar(people) or 0)
    return Unsubscribed(new, named - new, unknown, invalid)


def tag(shop: Shop, emails: Iterable[str], name: str) -> int:
    """Stick the tag on these people; how many did not have it. Raises ``InputRefused``."""
    with shop.transaction() as session:
        return _stick(session, _known_ids(session, emails), name)


def untag(shop: Shop, emails: Iterable[str], name: str) -> int:
    """Take the tag off these people; how many had it. Raises ``InputRefused``."""
    with shop.transaction() as session:
        tag_id = session.scalar(select(Tag.id).where(Tag.name == tagging.checked_name(name)))
        taken = delete(ContactTag).where(
            ContactTag.tag_id == tag_id, ContactTag.contact_id.in_(_known_ids(session, emails))
        )
        return len(session.execute(taken.returning(ContactTag.contact_id)).all())


def find(session: Session, address: Address) -> Contact | None:
    """The person with this address, if the shop knows one."""
    return session.scalar(select(Contact).where(Contact.email_key == address.email_key))


def known(session: Session, address: Address) -> Contact:
    """The person with this address; raises ``InputRefused`` when the shop knows nobody by it."""
    contact = find(session, address)
    if contact is None:
        raise InputRefused(
            _("Nobody was changed"),
            _("{email} is not in the list.", email=address.email),
            _("Look whether the address is spelt right, or add the person first."),
        )
    return contact


def _known_ids(session: Session, emails: Iterable[str]) -> list[int]:
    return [known(session, normalised(email)).id for email in emails]


def _zone(session: Session) -> str:
    return settings_of(session).shop.timezone


def _put(session: Session, contact: Contact, values: Mapping[str, str]) -> None:
    """Set these fields, all checked, and the sort keys that hang on them."""
    own = dict(contact.own)
    for key, text in values.items():
        value = known_fields.checked_value(key, text)
        if key in known_fields.PROFILE:
            setattr(contact, key, value)
        elif key in known_fields.field_names(session):
            own[key] = value
        else:
            raise _no_such_field(session, key)
    contact.own = {key: value for key, value in own.items() if value}
    contact.name_order = name_order(contact.last_name, contact.first_name, contact.email_key)
    contact.city_order = city_order(contact.city)


def _no_such_field(session: Session, key: str) -> InputRefused:
    title = _("Nobody was changed")
    if key == "email":
        return InputRefused(
            title,
            _("The address stands for the person, and for what they agreed to: it can't be changed."),
            _("Add the other address as a person of its own."),
        )
    return InputRefused(
        title,
        _("There is no field “{key}”.", key=key),
        _("The fields are: {names}.", names=", ".join(known_fields.field_names(session))),
    )


def _stick(session: Session, contact_ids: Sequence[int], name: str) -> int:
    tag_id = tagging.named(session, name)
    people = select(Contact.id, literal(tag_id)).where(Contact.id.in_(contact_ids))
    stuck = insert(ContactTag).from_select(["contact_id", "tag_id"], people).on_conflict_do_nothing()
    return len(session.execute(stuck.returning(ContactTag.contact_id)).all())
