"""What a row says of consent: its status word, dates, IP address and order, with the words as written."""

from collections.abc import Callable, Sequence
from zoneinfo import ZoneInfo

from msgspec import Struct

from shopmail.importing import statuses
from shopmail.importing.column_kinds import is_count, is_ip
from shopmail.importing.columns import Column, Mapping
from shopmail.importing.dates import is_nothing, read_moment
from shopmail.importing.statuses import Status
from shopmail.wording import _

_DAY = 86_400


class Evidence(Struct, frozen=True, kw_only=True):
    """What one row says. Moments are Unix seconds or None; ``…_text`` is the date as written, for proof."""

    status: Status | None = None
    """None: nothing was said, or a word that nobody knows."""
    status_word: str = ""
    """The words as written, those of several columns joined by `` / ``."""
    confirmed_at: int | None = None
    confirmed_text: str = ""
    signed_up_at: int | None = None
    signed_up_text: str = ""
    left_at: int | None = None
    """When the person left, came back or complained."""
    left_text: str = ""
    ip: str = ""
    method: str = ""
    order_number: str = ""
    order_at: int | None = None
    order_text: str = ""
    order_count: int | None = None
    """How many orders the file counts; 0 is none."""

    @property
    def said_no(self) -> bool:
        """An explicit no to marketing."""
        return self.status is Status.NO

    @property
    def has_order(self) -> bool:
        """The row itself proves an order: a number, a date, or a count above zero."""
        return bool(self.order_number or self.order_at is not None or self.order_count)


NOTHING_SAID = Evidence()
_NO_MOMENT: tuple[int | None, str] = (None, "")

READS: dict[str, Callable[[str], Status | None]] = {
    "status": statuses.read,
    "marketing": statuses.read,
    "double_opt_in": statuses.read_confirmation,
}
"""The fields that tell the status in words, and how their words are read."""
_GOOD = (Status.SUBSCRIBED, Status.CONFIRMED)
_STAYING = (*_GOOD, Status.PENDING)
_LEAVINGS: dict[str, Status] = {
    "unsubscribed_at": Status.UNSUBSCRIBED,
    "bounced_at": Status.BOUNCED,
    "complained_at": Status.COMPLAINED,
}


class EvidenceReader:
    """Reads the columns that tell of consent. What can't be taken from a cell is remarked, never guessed.

    ``zone`` is the shop's; ``now`` a Unix second: a date more than a day ahead of it is no evidence.
    """

    def __init__(self, mapping: Mapping, zone: ZoneInfo, now: int) -> None:
        self._zone = zone
        self._latest = now + _DAY
        self._statuses = [
            (column.index, _with_meanings(read, column.meanings), column.meanings)
            for key, read in READS.items()
            for column in mapping.of(key)
        ]
        self._leavings = [(column, status) for key, status in _LEAVINGS.items() for column in mapping.of(key)]
        self._confirmed = mapping.first("confirmed_at")
        self._signed_up = mapping.first("signed_up_at")
        self._ordered = mapping.first("order_date")
        self._ip = mapping.first("ip")
        self._method = mapping.first("method")
        self._order_number = mapping.first("order_number")
        self._order_count = mapping.first("order_count")
        self._date_confirms = (
            self._confirmed is not None
            and self._confirmed.confirms
            and not mapping.of("status")
            and not mapping.of("double_opt_in")
        )

    def __call__(self, texts: Sequence[str], remarks: list[str]) -> Evidence:
        """The evidence in the cleaned cells of one row; what can't be taken is added to ``remarks``."""
        status, words = self._status(texts, remarks)
        left_at, left_text = None, ""
        for column, leaving in self._leavings:
            if _says_left(texts[column.index]):
                left_at, left_text = self._moment(column, texts, remarks, words_allowed=True)
                status = statuses.joined(status, leaving)
        confirmed_at, confirmed_text = (
            self._moment(self._confirmed, texts, remarks) if self._confirmed else _NO_MOMENT
        )
        signed_up_at, signed_up_text = (
            self._moment(self._signed_up, texts, remarks) if self._signed_up else _NO_MOMENT
        )
        order_at, order_text = self._moment(self._ordered, texts, remarks) if self._ordered else _NO_MOMENT
        # A word that nobody knows could be a no: beside it a date confirms nothing.
        agreed = status is Status.SUBSCRIBED or (status is None and not words)
        if confirmed_at is not None and self._date_confirms and agreed:
            asked = self._signed_up is None or _asked_before(signed_up_at, confirmed_at, confirmed_text)
            status = Status.CONFIRMED if asked else status
        number = texts[self._order_number.index] if self._order_number else ""
        return Evidence(
            status=status,
            status_word=words,
            confirmed_at=confirmed_at,
            confirmed_text=confirmed_text,
            signed_up_at=signed_up_at,
            signed_up_text=signed_up_text,
            left_at=left_at,
            left_text=left_text,
            ip=self._address(texts[self._ip.index], remarks) if self._ip else "",
            method=texts[self._method.index] if self._method else "",
            order_number="" if number == "0" else number,
            order_at=order_at,
            order_text=order_text,
            order_count=_count(texts[self._order_count.index]) if self._order_count else None,
        )

    def _status(self, texts: Sequence[str], remarks: list[str]) -> tuple[Status | None, str]:
        """What all columns say together. A word that nobody knows could be a no: no good word outdoes it."""
        status, words, unknown = None, "", False
        for index, read, meanings in self._statuses:
            word = texts[index]
            if not word:
                continue
            said = read(word)
            if said is None and statuses.key(word) not in meanings:
                if is_nothing(word):
                    continue
                remarks.append(_("“{word}” is no status word that shopmail knows.", word=word))
                unknown = True
            status = statuses.joined(status, said)
            words = f"{words} / {word}" if words else word
        return None if unknown and status in _GOOD else status, words

    def _moment(
        self, column: Column, texts: Sequence[str], remarks: list[str], *, words_allowed: bool = False
    ) -> tuple[int | None, str]:
        text = texts[column.index]
        if not text:
            return _NO_MOMENT
        moment = read_moment(text, self._zone, month_first=column.month_first)
        if moment is None:
            if is_nothing(text):
                return None, ""
            if not words_allowed:
                remarks.append(
                    _("“{text}” in “{header}” can't be read as a date.", text=text, header=column.header)
                )
            return None, text
        if moment <= _DAY:
            return None, ""  # 1 January 1970 is how programs write that there is no date
        if moment > self._latest:
            remarks.append(_("“{text}” in “{header}” lies in the future.", text=text, header=column.header))
            return None, text
        return moment, text

    def _address(self, text: str, remarks: list[str]) -> str:
        if not text or is_ip(text):
            return text
        if not is_nothing(text):
            remarks.append(_("“{text}” is no IP address.", text=text))
        return ""


def _with_meanings(
    read: Callable[[str], Status | None], meanings: dict[str, Status | None]
) -> Callable[[str], Status | None]:
    """``read``, where the owner has not said what the word means."""
    if not meanings:
        return read

    def meant(word: str) -> Status | None:
        key = statuses.key(word)
        return meanings[key] if key in meanings else read(word)

    return meant


def _says_left(text: str) -> bool:
    """A date, a yes, a reason: whatever stands in a column of people who left says so, but for a no."""
    if not text or is_nothing(text) or statuses.answer(text) == statuses.NO:
        return False
    return statuses.answer(text) == statuses.YES or statuses.read(text) not in _STAYING


def _asked_before(signed_up_at: int | None, confirmed_at: int, confirmed_text: str) -> bool:
    """Whether the confirmation followed the sign-up: Mailchimp writes equal times for people just added.

    Two dates without a time may be the same day.
    """
    if signed_up_at is None:
        return False
    return signed_up_at < confirmed_at or (signed_up_at == confirmed_at and ":" not in confirmed_text)


def _count(text: str) -> int | None:
    return int(text.replace(",", ".").split(".")[0]) if is_count(text) else None
