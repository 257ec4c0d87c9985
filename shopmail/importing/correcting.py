"""A row of the file that the owner puts right before it comes in: its address, or what it says of the person.

What it says of consent stays as the file has it, and so does the file's own writing, beside the correction.
"""

import json
from collections.abc import Mapping as Pairs
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from msgspec.structs import replace
from sqlalchemy import delete, exists, or_, select, update
from sqlalchemy.orm import Session

from shopmail.consent.mailable import MEANINGS, WhyNot
from shopmail.consent.suppressing import address_hash
from shopmail.contacts.address import Address, read
from shopmail.contacts.fields import PROFILE, checked_value
from shopmail.contacts.ordering import city_order, name_order
from shopmail.errors import InputRefused
from shopmail.importing.column_kinds import EMAIL
from shopmail.importing.columns import Mapping
from shopmail.importing.reading import ReadRow, RowReader
from shopmail.importing.request import Request
from shopmail.importing.staging import INVALID, Stager, invalid_row, put
from shopmail.importing.table_file import TableFile
from shopmail.model import Act, Contact, Reason, StagedRow, Suppression, Verdict
from shopmail.wording import N_, _

_SAYS_NO = frozenset((Act.DECLINED.value, *(reason.value for reason in Reason)))
_PERSON_SAYS_NO = (Reason.LEFT, Reason.COMPLAINED)
"""Mail that came back speaks of an address alone, and another may be the right one."""

_ITS_ADDRESS_STAYS = N_(
    "Its address stays. If another one is meant as well, enter it as “must not be mailed”."
)


class Corrector:
    """Corrects staged rows of one import; their verdicts are then to be decided anew."""

    def __init__(
        self,
        request: Request,
        table: TableFile,
        mapping: Mapping,
        fields: Sequence[str],
        address_key: bytes,
        zone: ZoneInfo,
        now: int,
    ) -> None:
        self._fields = fields
        self._address_key = address_key
        self._read = RowReader(table, mapping, zone, now)
        self._stager = Stager(request, mapping, fields, address_key)

    def __call__(
        self, session: Session, line: int, values: Pairs[str, str]
    ) -> tuple[dict[str, str], tuple[bytes, ...]]:
        """The values that stood before, and the hashes of the addresses whose rows are others now."""
        row = session.get(StagedRow, line)
        if row is None:
            raise _refused(_("The plan has no row that begins in line {line}.", line=line))
        known = self._values(row)
        before = {name: known[name] for name in values if name in known}
        wanted = known | self._checked(values)
        if wanted == known:
            return before, ()
        original = json.loads(row.original) if row.original else known
        hashes = [row.address_hash] if row.address_hash else []
        session.expunge(row)
        if row.raw is not None and wanted == original:
            self._make_invalid(session, row, wanted)
        else:
            address = self._address(row, wanted, original)
            if row.raw is None and wanted[EMAIL] != known[EMAIL]:
                self._refuse_for_another(session, address, original[EMAIL].lower())
            self._make_valid(session, row, wanted, address)
            session.execute(
                update(StagedRow).where(StagedRow.line == line).values(**_marks(wanted, original, address))
            )
            hashes.append(address_hash(self._address_key, address.email_key))
        return before, tuple(hashes)

    def _values(self, row: StagedRow) -> dict[str, str]:
        """Address and fields as they stand."""
        if row.verdict == Verdict.INVALID:
            read_row = self._read_again(row)
            email, given = read_row.email, read_row.fields
        else:
            email = row.email or row.email_key
            given = {name: getattr(row, name) for name in self._fields if name in PROFILE} | json.loads(
                row.own
            )
        return {EMAIL: email, **{name: given.get(name, "") for name in self._fields}}

    def _read_again(self, row: StagedRow) -> ReadRow:
        read_row = self._read(row.line, json.loads(row.raw or "[]"))
        if read_row.problem:
            raise _refused(
                _("Line {line} is broken as a whole: {problem}", line=row.line, problem=read_row.problem),
                _("Correct it in the file, and read the file again."),
            )
        return read_row

    def _checked(self, values: Pairs[str, str]) -> dict[str, str]:
        for name in values:
            if name != EMAIL and name not in self._fields:
                raise _refused(
                    _("The file has no column for the field “{field}”.", field=name),
                    _("Its fields are: {names}.", names=", ".join((EMAIL, *self._fields))),
                )
        return {
            name: value.strip() if name == EMAIL else checked_value(name, value)
            for name, value in values.items()
        }

    def _address(self, row: StagedRow, wanted: Pairs[str, str], original: Pairs[str, str]) -> Address:
        address = read(wanted[EMAIL])
        if not isinstance(address, Address):
            raise _refused(address, _("Write it as name@example.com."))
        if row.raw is None and row.evidence in _SAYS_NO and address.email_key != original[EMAIL].lower():
            raise _refused(
                _("Line {line} says that {email} must not be mailed.", line=row.line, email=original[EMAIL]),
                _(_ITS_ADDRESS_STAYS),
            )
        return address

    def _refuse_for_another(self, session: Session, address: Address, first_key: str) -> None:
        """Somebody who said no, here or before, does not become another one with the proof of this row."""
        hashed = address_hash(self._address_key, first_key)
        acts = (Act.DECLINED.value, *(reason.value for reason in _PERSON_SAYS_NO))
        said_no = or_(
            exists()
            .where(Suppression.address_hash == hashed, Suppression.lifted_at.is_(None))
            .where(Suppression.reason.in_(_PERSON_SAYS_NO)),
            exists()
            .where(StagedRow.address_hash == hashed, StagedRow.evidence.in_(acts))
            .where(StagedRow.raw.is_(None)),
            exists().where(Contact.email_key == first_key, Contact.declined),
        )
        if address.email_key != first_key and session.scalar(select(said_no)):
            raise _refused(_(MEANINGS[WhyNot.LEFT].sentence), _(_ITS_ADDRESS_STAYS))

    def _make_invalid(self, session: Session, row: StagedRow, wanted: Pairs[str, str]) -> None:
        problem = read(wanted[EMAIL])
        assert isinstance(problem, str)
        assert row.raw is not None
        session.execute(delete(StagedRow).where(StagedRow.line == row.line))
        put(session, INVALID, [invalid_row(row.line, problem, row.raw)])

    def _make_valid(
        self, session: Session, row: StagedRow, wanted: Pairs[str, str], address: Address
    ) -> None:
        fields = {name: wanted[name] for name in self._fields if wanted[name]}
        if row.raw is None:
            session.execute(
                update(StagedRow).where(StagedRow.line == row.line).values(**self._person(address, fields))
            )
            return
        read_row = replace(self._read_again(row), email=wanted[EMAIL], fields=fields)
        session.execute(delete(StagedRow).where(StagedRow.line == row.line))
        columns = (*self._stager.columns, "raw")
        put(session, columns, [(*self._stager.valid(read_row, address), row.raw)])

    def _person(self, address: Address, fields: Pairs[str, str]) -> dict[str, object]:
        key = address.email_key
        own = {name: value for name, value in fields.items() if name not in PROFILE}
        return {
            "email_key": key,
            "email": "" if address.email == key else address.email,
            "address_hash": address_hash(self._address_key, key),
            "name_order": name_order(fields.get("last_name", ""), fields.get("first_name", ""), key),
            "city_order": city_order(fields.get("city", "")),
            "own": json.dumps(own, ensure_ascii=False),
            **{name: fields.get(name, "") for name in self._fields if name in PROFILE},
        }


def _marks(wanted: Pairs[str, str], original: Pairs[str, str], address: Address) -> dict[str, object]:
    """How a row shows that it was corrected; a remark on another address is kept with the import."""
    another = address.email_key != original[EMAIL].lower()
    return {
        "original": "" if wanted == original else json.dumps(original, ensure_ascii=False),
        "problem": _("The address was corrected: the file has “{text}”.", text=original[EMAIL])
        if another
        else "",
    }


def _refused(message: str, remedy: str = "") -> InputRefused:
    return InputRefused(_("The row was not corrected"), message, remedy)
