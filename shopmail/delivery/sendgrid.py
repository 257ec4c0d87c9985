"""SendGrid as a post office: hands bundles over, once; cancels batches; reads the lists of who said no."""

from collections.abc import Iterator
from urllib.parse import quote

from msgspec import Struct

from shopmail.clock import Clock
from shopmail.delivery import allowance, groups, lists, senders
from shopmail.delivery.answers import decoded, unreadable
from shopmail.delivery.api import Api
from shopmail.delivery.body import request_body
from shopmail.delivery.message import Bundle
from shopmail.delivery.opener import Limits
from shopmail.delivery.provider import FeedbackKind, FeedbackRow
from shopmail.errors import DeliveryError, MailRefused
from shopmail.keychain import Secret
from shopmail.wording import _

# What SendGrid's key editor calls the rights.
_SENDING = "Mail Send"
_SCHEDULING = "Scheduled Sends"
_SUPPRESSIONS = "Suppressions"
_SCOPES = "API Keys"

_SLOWEST_LINE = 32_000
"""Bytes a second at which a request with pictures may crawl before it is given up; eight share a line."""


class _Batch(Struct, frozen=True):
    batch_id: str


class _Scheduled(Struct, frozen=True):
    batch_id: str
    status: str


class _Scopes(Struct, frozen=True):
    scopes: frozenset[str]


class SendGridProvider:
    """SendGrid's v3 API. May be used from ``connections`` threads at once.

    Every request has one deadline: ``deadline`` seconds for handing over and for long lists, ``quick``
    for the rest. Making one raises ``InputRefused`` for a host that must not see the key, and
    ``KeyRefused`` for what can't be a key.
    """

    name = "sendgrid"
    can_recall = True
    connections = 8

    def __init__(
        self, key: Secret, host: str, clock: Clock, *, deadline: float = 60.0, quick: float = 15.0
    ) -> None:
        self._api = Api(key, host, clock, quick=Limits(quick), long=Limits(deadline))
        self._page = Limits(deadline, answer_bytes=5_000_000)
        # The group unsubscribes come in one answer, some 110 bytes a row: room for half a million.
        self._whole_list = Limits(deadline, answer_bytes=64_000_000)

    def now(self) -> int:
        """Unix seconds by SendGrid's clock: the ``Date`` of its last answer, and what has passed since."""
        known = self._api.server_time.now()
        if known is None:
            self._api.read("scopes", _SCOPES)
            known = self._api.server_time.now()
        if known is None:
            raise unreadable()
        return known

    def rights(self) -> frozenset[str]:
        """What the key may do: SendGrid's scopes, such as ``mail.send``."""
        return decoded(self._api.read("scopes", _SCOPES), _Scopes).scopes

    def leave_group(self, wanted: int | None) -> int:
        """``wanted`` if the account has it, else the account's default group, else ours, else a new one.

        A group that was just made needs a minute before mails may name it (SendGrid's documentation).
        """
        return groups.group_for_mails(self._api, wanted)

    def leave_groups(self) -> tuple[groups.Group, ...]:
        """The account's unsubscribe groups; raises ``RightMissing`` where the key may not ask."""
        return groups.all_groups(self._api)

    def new_leave_group(self, name: str) -> groups.Group:
        """Make an unsubscribe group; raises ``InputRefused`` for a name that can't be."""
        return groups.new_group(self._api, name)

    def credits(self) -> allowance.Credits:
        """How many mails the account may still send; raises ``RightMissing`` where the key may not ask."""
        return allowance.credits_of(self._api)

    def senders(self) -> senders.Senders:
        """In whose name the account may send; raises ``RightMissing`` where the key may not ask."""
        return senders.all_senders(self._api)

    def new_batch(self) -> str:
        """A fresh batch id, good for ten days."""
        return decoded(self._api.change("post", "mail/batch", 201, _SCHEDULING), _Batch).batch_id

    def hand_over(self, bundle: Bundle) -> str:
        """Hand over once, and never again by itself; SendGrid's message id, empty if it gave none.

        Only 202 means accepted. Raises ``OutcomeUnknown`` for every answer, or none, that leaves it open.
        """
        pictures = sum(len(picture.data) for picture in bundle.pictures)
        limits = Limits(self._api.long.seconds + pictures / _SLOWEST_LINE)
        answer = self._api.once("mail/send", 202, _SENDING, request_body(bundle), limits)
        return answer.headers.get("X-Message-Id", "")

    def cancel(self, batch_id: str) -> None:
        """Cancel the mails of the batch that have not left, and make sure of it.

        SendGrid does so until ten minutes before ``send_at``, which the caller must watch, and holds at
        most ten cancelled batches at a time. Raises ``DeliveryError`` when it did not confirm.
        """
        wish = {"batch_id": batch_id, "status": "cancel"}
        try:
            self._api.change("post", "user/scheduled_sends", 201, _SCHEDULING, wish)
        except MailRefused as refused:  # also the answer when the batch is cancelled already
            self._confirm_cancelled(batch_id, refused)

    def is_cancelled(self, batch_id: str) -> bool:
        """Whether SendGrid lists the batch as cancelled; it forgets a batch ten days after it was made."""
        try:
            return self._status(batch_id) == "cancel"
        except MailRefused:  # it does not know the batch any more
            return False

    def feedback(self, kind: FeedbackKind, since: int, until: int) -> Iterator[list[FeedbackRow]]:
        """The rows entered from ``since`` to ``until``, a page at a time.

        A page in which one row is not as published is refused whole, with a ``DeliveryError``.
        """
        if kind is FeedbackKind.GROUP_UNSUBSCRIBE:  # comes whole and knows no window
            answer = self._api.read(lists.PATHS[kind], groups.RIGHT, limits=self._whole_list)
            found = [row for row in lists.rows(kind, answer) if since <= row.at <= until]
            if found:
                yield found
            return
        offset, before = 0, list[FeedbackRow]()
        while True:
            window = {"start_time": since, "end_time": until, "limit": lists.PAGE, "offset": offset}
            page = lists.rows(kind, self._api.read(lists.PATHS[kind], _SUPPRESSIONS, window, self._page))
            if page and page == before:  # the offset is not heeded: this would go on for ever
                raise unreadable()
            if page:
                yield page
            if len(page) < lists.PAGE:
                return
            offset, before = offset + lists.PAGE, page

    def _confirm_cancelled(self, batch_id: str, refused: MailRefused) -> None:
        status = self._status(batch_id)
        if status == "pause":
            self._api.change("patch", _held(batch_id), 204, _SCHEDULING, {"status": "cancel"})
            status = self._status(batch_id)
        if status != "cancel":
            raise DeliveryError(
                _("The mails could not be stopped"),
                _("SendGrid did not confirm that the mails are cancelled. {said}", said=refused.message),
                _("It stops mails until ten minutes before their time, and ten lots at once."),
            ) from refused

    def _status(self, batch_id: str) -> str:
        held = decoded(self._api.read(_held(batch_id), _SCHEDULING), list[_Scheduled])
        return next((one.status for one in held if one.batch_id == batch_id), "")


def _held(batch_id: str) -> str:
    return f"user/scheduled_sends/{quote(batch_id, safe='')}"
