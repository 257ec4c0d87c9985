"""The rehearsal outbox: a post office without an account; each mail becomes an ``.eml`` file to look at."""

import contextlib
import os
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from email.errors import MessageError
from email.headerregistry import Address as HeaderAddress
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path
from secrets import token_urlsafe

from shopmail.clock import Clock
from shopmail.delivery.answers import quoted
from shopmail.delivery.message import UNSUBSCRIBE_URL, Address, Bundle, InlinePicture, assembled
from shopmail.delivery.provider import FeedbackKind, FeedbackRow
from shopmail.errors import DeliveryError, MailRefused
from shopmail.wording import _

PAGE_NAME = "unsubscribe.html"
"""What the unsubscribe link of a rehearsed mail opens."""

_AT_ONCE = "now"
PICTURE_BYTES = 32_000_000
"""So much room the pictures of one request may take on the disk, where each person's file holds its own."""
_WORD = re.compile(r"[A-Za-z0-9_-]{1,100}")

_PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>shopmail</title>
<style>body{font:16px/1.5 sans-serif;max-width:36em;margin:4em auto;padding:0 1em}</style></head><body>
<p lang="en">This mail was a rehearsal: it was written to a file and never sent. In a real mail this link
lets the person unsubscribe.</p>
<p lang="cs">Tento e-mail byl jen zkouška: uložil se do souboru a nikam neodešel. Ve skutečném e-mailu se
člověk tímto odkazem odhlásí.</p>
<p lang="ru">Это письмо — репетиция: оно записано в файл и никуда не отправлено. В настоящем письме по этой
ссылке человек может отписаться.</p>
</body></html>
"""
"""In all three languages at once: the page stays when the owner changes the language."""


class RehearsalOutbox:
    """Writes mails into ``folder``, one file a person and batch: a bundle handed over twice is there once.

    Pictures are in the first mails of a request, as many as ``picture_bytes`` hold; the others show their
    descriptions.
    A file is named ``RECIPIENT.BATCH.SEND_AT.eml``. Until ``send_at`` its mail can be cancelled.
    """

    name = "rehearsal"
    can_recall = True
    connections = 1

    def __init__(self, folder: Path, clock: Clock, picture_bytes: int = PICTURE_BYTES) -> None:
        self._folder = folder.absolute()
        self._clock = clock
        self._picture_bytes = picture_bytes

    def now(self) -> int:
        """Unix seconds by the computer's clock."""
        return self._clock.now()

    def leave_group(self, wanted: int | None) -> int:
        """``wanted``, or 1: nobody can leave a rehearsal."""
        return 1 if wanted is None else wanted

    def new_batch(self) -> str:
        """A fresh batch id."""
        return token_urlsafe(12)

    def hand_over(self, bundle: Bundle) -> str:
        """Write a file for each recipient: all of them, or none and a ``DeliveryError``."""
        batch = _word(bundle.batch_id, "batch_id") if bundle.batch_id else _AT_ONCE
        message_id = f"rehearsal-{token_urlsafe(12)}"
        with _disk_errors_of(self._folder):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._folder.chmod(0o700)
            if self._cancelled(batch).exists():
                return message_id  # as SendGrid does: taken, and thrown away when its time comes
            page = self._explaining_page()
            at = bundle.send_at or self.now()
            _put(
                (
                    self.file_of(one.id, bundle.batch_id, bundle.send_at),
                    _eml(bundle, index, page, at, enclosed=self._has_room(bundle.pictures, index)),
                )
                for index, one in enumerate(bundle.recipients)
            )
        return message_id

    def file_of(self, recipient_id: str, batch_id: str = "", send_at: int = 0) -> Path:
        """Where the mail of one recipient lies, or would lie."""
        batch = batch_id or _AT_ONCE
        return self._folder / f"{_word(recipient_id, 'custom_args')}.{batch}.{send_at}.eml"

    def cancel(self, batch_id: str) -> None:
        """Take back the mails of the batch whose time has not come, and those that are still handed over.

        Raises ``DeliveryError`` when some have "left": their time has come.
        """
        batch, now, left = _word(batch_id, "batch_id"), self._clock.now(), 0
        with _disk_errors_of(self._folder):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._cancelled(batch).touch(mode=0o600)
            for file in self._folder.glob(f"*.{batch}.*.eml"):
                if int(file.name.split(".")[2]) > now:
                    file.unlink(missing_ok=True)
                else:
                    left += 1
        if left:
            raise DeliveryError(
                _("The mails could not be stopped"),
                _("The time at which these mails were to leave has come."),
            )

    def is_cancelled(self, batch_id: str) -> bool:
        """Whether ``cancel`` has been asked for."""
        return self._cancelled(_word(batch_id, "batch_id")).exists()

    def feedback(self, kind: FeedbackKind, since: int, until: int) -> Iterator[list[FeedbackRow]]:  # noqa: ARG002
        """Nothing: nobody answers to a rehearsal."""
        return iter(())

    def _has_room(self, pictures: Sequence[InlinePicture], index: int) -> bool:
        """Whether the ``index``-th mail of a request still carries its pictures; the first always does."""
        return index * sum(len(picture.data) for picture in pictures) < self._picture_bytes

    def _cancelled(self, batch: str) -> Path:
        return self._folder / f"{batch}.cancelled"

    def _explaining_page(self) -> str:
        page = self._folder / PAGE_NAME
        if not page.exists():
            _put([(page, _PAGE.encode())])
        return page.as_uri()


def _eml(bundle: Bundle, index: int, page: str, at: int, *, enclosed: bool) -> bytes:
    """The mail of one recipient as RFC 5322 has it, dated ``at``; its unsubscribe link opens ``page``.

    ``enclosed``: with the pictures that it shows.
    A refusal names its place as SendGrid does: ``personalizations.2.to`` is the third person's address.
    """
    recipient = bundle.recipients[index]
    mail = assembled(bundle, recipient)
    message = EmailMessage(policy=SMTP)
    place = "from"
    try:
        message["From"] = _header(bundle.sender)
        place = "reply_to"
        if bundle.reply_to is not None:
            message["Reply-To"] = _header(bundle.reply_to)
        place = f"personalizations.{index}.to"
        message["To"] = _header(Address(mail.to))
        place = f"personalizations.{index}.subject"
        message["Subject"] = mail.subject
        message["Date"] = format_datetime(datetime.fromtimestamp(at, UTC))
        message["Message-ID"] = f"<{recipient.id}@rehearsal.invalid>"
        message.set_content(mail.text.replace(UNSUBSCRIBE_URL, page))
        message.add_alternative(mail.html.replace(UNSUBSCRIBE_URL, page), subtype="html")
        if enclosed and mail.pictures:
            _enclose(message, mail.pictures)
        return message.as_bytes()
    except (ValueError, IndexError, MessageError) as problem:  # the three kinds that its parser raises
        raise MailRefused(
            _("The mail was not written"),
            _("An address or the subject can't stand in a mail: “{problem}”.", problem=quoted(str(problem))),
            place=place,
        ) from problem


def _enclose(message: EmailMessage, pictures: Sequence[InlinePicture]) -> None:
    """Make the HTML part and what it shows one (``multipart/related``, RFC 2387)."""
    _text, html = message.iter_parts()
    for picture in pictures:
        kind, _slash, subtype = picture.media_type.partition("/")
        html.add_related(
            picture.data,
            kind,
            subtype,
            cid=f"<{picture.cid}>",
            filename=picture.name,
            disposition="inline",
        )


def _header(address: Address) -> HeaderAddress:
    if not address.email.isascii():  # SendGrid doesn't take it either; the domain's xn-- form is
        raise ValueError(address.email)
    return HeaderAddress(address.name, addr_spec=address.email)


def _word(text: str, place: str) -> str:
    """``text`` if it can be a part of a file's name on every system."""
    if _WORD.fullmatch(text):
        return text
    raise MailRefused(
        _("The mail was not written"),
        _("“{text}” can't be a part of a file's name.", text=quoted(text)),
        place=place,
    )


def _put(files: Iterable[tuple[Path, bytes]]) -> None:
    """Write all files whole and for good (0600), or none: beside their place first, then moved."""
    drafts = list[tuple[str, Path]]()
    try:
        for place, content in files:
            handle, draft = tempfile.mkstemp(dir=place.parent, suffix=".part")
            drafts.append((draft, place))
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
    except (OSError, MailRefused):
        for draft, _place in drafts:
            Path(draft).unlink(missing_ok=True)
        raise
    for draft, place in drafts:
        Path(draft).replace(place)


@contextlib.contextmanager
def _disk_errors_of(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as problem:
        raise DeliveryError(
            _("The rehearsal outbox can't be written"),
            _("The folder “{folder}” can't be used: {problem}.", folder=folder, problem=problem.strerror),
            _("Make room on the disk, or allow shopmail to write there."),
        ) from problem
