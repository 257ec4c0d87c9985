"""The owner's own acts on people: add, change, tag, record a fresh agreement, enter who must not be mailed.

Each act is one transaction. None but ``agreed`` can raise anybody's standing.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from msgspec import Struct
from sqlalchemy import delete, func, literal, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from shopmail.clock import local, local_day, start_of_day
from shopmail.consent import basis, suppressing
from shopmail.consent.suppressing import Refusal, address_hash
from shopmail.contacts import fields as known_fields
from shopmail.contacts.address import Address, normalised, read
from shopmail.contacts.ordering import city_order, name_order
from shopmail.errors import InputRefused
from shopmail.model import Act, ConsentEntry, Contact, ContactTag, Reason, Suppression, Tag, Way
from shopmail.storage.shop import Shop, settings_of
from shopmail.wording import _

_AT_ONCE = 500
"""Addresses looked up by one statement."""
_TAG_LIMIT = 100
_FIRST_YEAR = 1990


class Unsubscribed(Struct, frozen=True):
    """What entering addresses as "left" did, or would do: new + already + invalid are all that were named."""

    new: int
    already: int
    unknown: int
    """Of the new ones: people whom the shop does not know. The address is kept all the same."""
    invalid: tuple[str, ...]
    """A sentence for each that is no address."""


def add(shop: Shop, email: str, values: Mapping[str, str], tags: Sequence[str] = ()) -> int:
    """Add a person by hand and answer with the id. That is no consent: there is no basis to mail them yet.

    Raises ``InputRefused`` for an address that is none or is there already, a field that is not there, a
    value that can't be.
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
        return contact.id


def edit(shop: Shop, email: str, changes: Mapping[str, str]) -> None:
    """Set fields of a person; an empty text empties one. Raises ``InputRefused``, and then changes none."""
    address = normalised(email)
    with shop.transaction() as session:
        contact = known(session, address)
        _put(session, contact, changes)
        contact.updated_at = shop.clock.now()


def agreed(shop: Shop, email: str, on: date, how: str, by: str) -> None:
    """Record that this person agreed again: on that day, in that way, as ``by`` testifies.

    This is the one way back from the do-not-mail ledger (GDPR article 7(1)), so it must be later than all
    that stands there. The entry is dated by the start of the day in the shop's zone. An agreement of the
    day of the refusal itself could be the earlier of the two; it is taken only on that same day, when who
    records it sees the refusal and says "again", and is then dated right after it.

    Raises ``InputRefused`` for a person whom the shop does not know, an empty ``how`` or ``by``, a day to
    come, and a day that is not after the refusal.
    """
    address = normalised(email)
    how, by = known_fields.clean(how), known_fields.clean(by)
    if not how or not by:
        raise _not_recorded(
            _("A proof says how the person agreed, and who recorded it; one of the two is missing."),
            _("Name both: a signed paper, a call; and your name."),
        )
    now = shop.clock.now()
    with shop.transaction() as session:
        contact = known(session, address)
        zone = settings_of(session).shop.timezone
        entry = ConsentEntry(
            contact_id=contact.id,
            act=Act.AGREED_AGAIN,
            recorded_at=now,
            stated_at=_moment_of_agreement(session, contact, on, now, zone),
            stated_text=on.isoformat(),
            method=how,
            by_whom=by,
        )
        session.add(entry)
        session.flush()
        suppressing.lift(session, contact.address_hash, entry, now)
        basis.refold(session, [contact.id])


def _moment_of_agreement(session: Session, contact: Contact, on: date, now: int, zone: str) -> int:
    today = local_day(now, zone)
    if on > today:
        raise _not_recorded(
            _("{day} has not come yet.", day=on.isoformat()), _("Give the day on which the person agreed.")
        )
    if on.year < _FIRST_YEAR:
        raise _not_recorded(
            _("{day} is too long ago to be right.", day=on.isoformat()),
            _("Give the day on which the person agreed."),
        )
    start = start_of_day(on, zone)
    standing = suppressing.standing_against(session, contact.address_hash)
    if not standing or standing[0].at < start:
        return start
    last = standing[0].at
    if on == today and last <= now:
        return min(now, last + 1)
    raise _not_recorded(
        _(
            "The agreement of {day} is not later than what stands against {email} since {since}.",
            day=on.isoformat(),
            email=contact.email,
            since=local(last, zone),
        ),
        _("Ask the person anew, and record the day on which they agree."),
    )


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
        tag_id = session.scalar(select(Tag.id).where(Tag.name == _tag_name(name)))
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
    name = _tag_name(name)
    session.execute(insert(Tag).values(name=name).on_conflict_do_nothing())
    tag_id = session.scalars(select(Tag.id).where(Tag.name == name)).one()
    people = select(Contact.id, literal(tag_id)).where(Contact.id.in_(contact_ids))
    stuck = insert(ContactTag).from_select(["contact_id", "tag_id"], people).on_conflict_do_nothing()
    return len(session.execute(stuck.returning(ContactTag.contact_id)).all())


def _tag_name(name: str) -> str:
    cleaned = known_fields.clean(name)
    if not cleaned or len(cleaned) > _TAG_LIMIT:
        raise InputRefused(
            _("This tag can't be used"),
            _("“{name}” can't be a tag.", name=cleaned[:_TAG_LIMIT]),
            _("A tag is a word or a few, up to {count} characters.", count=_TAG_LIMIT),
        )
    return cleaned


def _not_recorded(message: str, remedy: str) -> InputRefused:
    return InputRefused(_("The agreement was not recorded"), message, remedy)
