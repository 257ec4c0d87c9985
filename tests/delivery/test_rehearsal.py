"""The rehearsal outbox: real files that a mail program opens, each person once."""

import email
import email.policy
import re
import stat
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

import pytest

from shopmail.delivery.message import Address, assembled
from shopmail.delivery.provider import FeedbackKind, Provider
from shopmail.delivery.rehearsal import RehearsalOutbox
from shopmail.errors import DeliveryError, MailRefused
from tests.delivery.bundles import StillClock, a_bundle, a_picture, a_recipient

_NOW = 1_800_000_000


@pytest.fixture
def clock() -> StillClock:
    return StillClock(_NOW)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "shop-outbox"


@pytest.fixture
def office(folder: Path, clock: StillClock) -> RehearsalOutbox:
    return RehearsalOutbox(folder, clock)


def written(folder: Path) -> dict[str, EmailMessage]:
    """Every mail, as a mail program reads it, by address."""
    found = {}
    for file in folder.glob("*.eml"):
        message = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        assert not message.defects
        found[message["To"].addresses[0].addr_spec] = message
    return found


def part(message: EmailMessage, kind: str) -> str:
    body = message.get_body((kind,))
    assert body is not None
    content: str = body.get_content()
    return content.replace("\r\n", "\n").removesuffix("\n")


def test_a_mail_is_what_the_person_would_get(office: Provider, folder: Path) -> None:
    bundle = a_bundle(3, reply_to=Address("reply@example.com", "Reply; to"))
    assert office.hand_over(bundle)
    mails = written(folder)
    assert len(mails) == 3
    page = (folder / "unsubscribe.html").as_uri()
    for recipient in bundle.recipients:
        message, expected = mails[recipient.email], assembled(bundle, recipient)
        assert message["Subject"] == expected.subject
        assert str(message["From"].addresses[0]) == '"Čaj, s.r.o." <shop@example.com>'
        assert str(message["Reply-To"].addresses[0]) == '"Reply; to" <reply@example.com>'
        assert int(message["Date"].datetime.timestamp()) == _NOW
        assert message["Message-ID"] == f"<{recipient.id}@rehearsal.invalid>"
        assert message.get_content_type() == "multipart/alternative"
        assert part(message, "html") == expected.html.replace("https://unsubscribe.invalid/shopmail", page)
        assert part(message, "plain") == expected.text.replace(
            "https://unsubscribe.invalid/shopmail", page
        ).removesuffix("\n")


def test_pictures_are_shown_by_a_mail_program(office: Provider, folder: Path) -> None:
    shown = (a_picture(), a_picture(1, bytes(range(256)) * 100))
    office.hand_over(a_bundle(2, pictures=shown, html='<img src="cid:' + shown[0].cid + '">'))
    for message in written(folder).values():
        assert message.get_content_type() == "multipart/alternative"
        assert part(message, "plain").startswith("Dear ")
        text, related = message.iter_parts()
        assert (text.get_content_type(), related.get_content_type()) == ("text/plain", "multipart/related")
        assert isinstance(related, EmailMessage)
        html, *pictures = related.iter_parts()
        assert f"cid:{shown[0].cid}" in html.get_content()
        assert [(one["Content-ID"], one.get_content(), one.get_filename()) for one in pictures] == [
            (f"<{one.cid}>", one.data, one.name) for one in shown
        ]
        assert {one.get_content_disposition() for one in pictures} == {"inline"}


def test_pictures_do_not_fill_the_disk(folder: Path, clock: StillClock) -> None:
    office = RehearsalOutbox(folder, clock, picture_bytes=25_000)
    office.hand_over(a_bundle(5, pictures=(a_picture(data=bytes(10_000)),)))
    sizes = {file.name[:2]: file.stat().st_size for file in folder.glob("*.eml")}
    assert [name for name, size in sorted(sizes.items()) if size > 10_000] == ["r0", "r1", "r2"]
    assert len(sizes) == 5


def test_the_unsubscribe_link_explains_itself(office: Provider, folder: Path) -> None:
    office.hand_over(a_bundle(1))
    (message,) = written(folder).values()
    link = re.search(r'href="([^"]+)"', part(message, "html"))
    assert link is not None
    page = Path(url2pathname(urlsplit(link[1]).path)).read_text("utf-8")
    assert all(f'lang="{language}"' in page for language in ("en", "cs", "ru"))


def test_only_the_owner_may_read_them(office: Provider, folder: Path) -> None:
    folder.mkdir(mode=0o777)
    office.hand_over(a_bundle(1))
    office.cancel(office.new_batch())
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()} == {0o600}


def test_the_same_bundle_twice_is_there_once(office: Provider, folder: Path, clock: StillClock) -> None:
    bundle = a_bundle(3, batch_id=office.new_batch())
    office.hand_over(bundle)
    clock.pass_by(60)
    office.hand_over(bundle)
    assert len(list(folder.glob("*.eml"))) == 3
    assert list(folder.glob("*.part")) == []


def test_a_mail_for_later_is_dated_so(office: Provider, folder: Path) -> None:
    office.hand_over(a_bundle(1, batch_id=office.new_batch(), send_at=_NOW + 1800))
    (message,) = written(folder).values()
    assert int(message["Date"].datetime.timestamp()) == _NOW + 1800


def test_cancelling_takes_back_that_batch_only(office: Provider, folder: Path) -> None:
    one, other = office.new_batch(), office.new_batch()
    office.hand_over(a_bundle(2, batch_id=one, send_at=_NOW + 1800))
    office.hand_over(a_bundle(recipients=(a_recipient(7),), batch_id=other, send_at=_NOW + 1800))
    office.cancel(one)
    office.cancel(one)
    assert list(written(folder)) == ["p7@example.org"]


def test_what_comes_after_its_batch_was_cancelled_is_thrown_away(office: Provider, folder: Path) -> None:
    batch = office.new_batch()
    office.cancel(batch)
    assert office.hand_over(a_bundle(2, batch_id=batch, send_at=_NOW + 1800))
    assert written(folder) == {}


def test_what_has_left_can_not_be_cancelled(office: Provider, folder: Path, clock: StillClock) -> None:
    batch = office.new_batch()
    office.hand_over(a_bundle(2, batch_id=batch, send_at=_NOW + 1800))
    clock.pass_by(1800)
    with pytest.raises(DeliveryError):
        office.cancel(batch)
    assert len(written(folder)) == 2


def test_the_rest_of_the_seam(office: Provider) -> None:
    assert office.now() == _NOW
    assert (office.leave_group(5), office.leave_group(None)) == (5, 1)
    assert office.new_batch() != office.new_batch()
    assert [list(office.feedback(kind, 0, _NOW)) for kind in FeedbackKind] == [[]] * 6
    assert office.can_recall


@pytest.mark.parametrize(
    "changed",
    [
        {"recipients": (a_recipient(0), a_recipient(1, email="a@example.org\r\nBcc: b@example.org"))},
        {"recipients": (a_recipient(0), a_recipient(1, email=""))},
        {"recipients": (a_recipient(0), a_recipient(1, email="a@žluť.example"))},
        {"recipients": (a_recipient(0), a_recipient(1, subject="Tea\r\nBcc: b@example.org"))},
        {"recipients": (a_recipient(0), a_recipient(1, subject="\ud800"))},
        {"recipients": (a_recipient(0), a_recipient(1, id="../escaped"))},
        {"batch_id": "../escaped"},
        {"sender": Address("nobody")},
    ],
)
def test_what_can_not_be_written_is_refused_whole(
    changed: dict[str, Any], office: Provider, folder: Path
) -> None:
    with pytest.raises(MailRefused) as caught:
        office.hand_over(a_bundle(**changed))
    assert caught.value.place
    assert list(folder.parent.rglob("*.eml")) == []
    assert list(folder.parent.rglob("*.part")) == []


def test_a_folder_that_can_not_be_made_is_said(folder: Path, clock: StillClock) -> None:
    folder.write_text("a file in its place")
    office = RehearsalOutbox(folder, clock)
    acts: list[Callable[[], object]] = [lambda: office.hand_over(a_bundle()), lambda: office.cancel("b")]
    for act in acts:
        with pytest.raises(DeliveryError) as caught:
            act()
        assert str(folder) in caught.value.message
