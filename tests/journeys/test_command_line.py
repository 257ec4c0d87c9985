"""From a file of customers to a report and the next campaign: the whole job, without a hand in between."""

import email
import json
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest

from tests.cli.typing import Keyboard, in_a_process
from tests.standin import StandIn

PEOPLE = """\
E-mail;Jméno;Příjmení;Město;Stav;Potvrzeno dne
jana@example.org;Jana;Nováková;Písek;potvrzeno;12.03.2024 10:15
petr@example.org;Petr;Šťastný;Písek;potvrzeno;13.03.2024
eva@example.org;Eva;Žáčková;Písek;potvrzeno;14.03.2024
ivo@example.org;Ivo;Říha;Písek;potvrzeno;15.03.2024
olga@example.org;Olga;Ježková;Písek;odhlášeno;
karel@example.org;Karel;Dvořák;Praha;potvrzeno;16.03.2024
marie@example.org;Marie;Malá;Písek;čeká na potvrzení;
kdosi;Kdo;Si;Písek;potvrzeno;16.03.2024
"""
"""Eight rows: six confirmed with a date (one of them without an address), one left, one waiting."""

DRAFT = """\
name = "Podzim"
subject = "{{ first_name | default: 'Dobrý den' }}, růže jsou tady"
preview_text = "Novinky z obchodu"
segment = "Písek"

[[block]]
kind = "heading"
text = "Podzim v obchodě {{ city | default: 'u nás' }}"

[[block]]
kind = "text"
text = "Vážená {{ first_name | default: 'zákaznice' }} {{ last_name | default: '' }}"

[[block]]
kind = "button"
text = "Prohlédnout"
url = "https://example.com/ruze"
"""

SETTINGS = (
    "shop.name=Květiny U Mostu",
    "shop.address=Mostní 12, 397 01 Písek",
    "shop.company_number=12345678",
    "shop.language=cs",
    "sender.email=shop@example.com",
    "sender.name=Květiny",
)

STATUS_KEYS = {
    *("state", "recipients", "queued", "in_flight", "accepted", "unknown", "rejected", "recalled", "held"),
    *("delivered", "bounced", "dropped", "complained", "left_out"),
}

MAILED = ["eva@example.org", "ivo@example.org", "jana@example.org", "petr@example.org"]


@pytest.fixture
def keyboard(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Keyboard:
    return Keyboard(tmp_path / "shop.shopmail", capsys)


def set_up(keyboard: Keyboard, folder: Path) -> dict[str, Any]:
    """Settings, people, a segment; the import's answer."""
    (folder / "people.csv").write_bytes(PEOPLE.encode("cp1250"))
    (folder / "draft.toml").write_text(DRAFT, encoding="utf-8")
    where = {"version": 1, "where": {"rule": "city", "op": "is", "value": "Písek"}}
    (folder / "pisek.json").write_text(json.dumps(where), encoding="utf-8")
    shown = keyboard.ask("settings", "set", *SETTINGS)
    assert shown["shop.name"] == "Květiny U Mostu"
    assert shown["consent.double_opt_in"] == "required"
    answer = keyboard.ask("import", "contacts", folder / "people.csv", "--kind", "signups")
    keyboard.ask("segment", "save", "Písek", folder / "pisek.json")
    return answer


def test_with_the_stand_in(keyboard: Keyboard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with StandIn() as post:
        monkeypatch.setenv("SENDGRID_API_KEY", post.key)
        monkeypatch.setenv("SHOPMAIL_SENDGRID_HOST", post.url)

        imported = set_up(keyboard, tmp_path)
        counts = {
            key: imported[key] for key in ("new", "changed", "same", "duplicate", "do_not_mail", "invalid")
        }
        assert counts == {
            "new": 6, "changed": 0, "same": 0, "duplicate": 0, "do_not_mail": 1, "invalid": 1
        }  # fmt: skip
        assert imported["rows"] == sum(counts.values()) == 8
        assert (imported["encoding"], imported["delimiter"]) == ("cp1250", ";")
        assert imported["mapping"]["E-mail"] == "email"
        assert Path(imported["problems_file"]).read_text(encoding="utf-8-sig").count("kdosi;Kdo;Si") == 1
        assert keyboard.ask("segment", "count", "Písek") == {
            "matches": 6, "mailable": 4, "left_out": {"left": 1, "waiting-for-answer": 1}
        }  # fmt: skip

        campaign_id = keyboard.ask("campaign", "new", tmp_path / "draft.toml")["id"]
        checked = keyboard.ask("campaign", "check", campaign_id)
        assert (checked["can_be_sent"], checked["checks"]) == (True, [])
        seen = keyboard.ask("campaign", "preview", campaign_id, "--as", "jana@example.org")
        assert seen["subject"] == "Jana, růže jsou tady"
        assert (
            keyboard.type(
                "campaign", "preview", campaign_id, "--as", "JANA@example.org", "--part", "text"
            ).out
            == seen["text"] + "\n"
        )

        sent = keyboard.ask("campaign", "send", campaign_id)
        assert sent.keys() >= STATUS_KEYS
        assert (sent["state"], sent["recipients"], sent["accepted"]) == ("handed-over", 4, 4)
        assert sent["left_out"] == {"left": 1, "waiting-for-answer": 1}
        assert sorted(mail.to for mail in post.mails) == MAILED
        (to_jana,) = post.mails_to("jana@example.org")
        link = to_jana.unsubscribe_url
        assert to_jana.html.replace(link, "LINK") == seen["html"].replace(
            "https://unsubscribe.invalid/shopmail", "LINK"
        )

        post.will_bounce("petr@example.org")
        post.clock.advance(31 * 60)
        assert post.counts() | {"delivered": 3, "bounced": 1} == post.counts()
        post.leave_group("eva@example.org", to_jana.group_id or 0)
        post.complain("ivo@example.org")

        heard = in_a_process(
            keyboard.shop_file, "sync", "--json",
            SENDGRID_API_KEY=post.key, SHOPMAIL_SENDGRID_HOST=post.url,
        )  # fmt: skip
        assert (heard.code, heard.err) == (0, "")
        answer = json.loads(heard.out)
        assert (answer["provider"], answer["suppressed"]) == ("sendgrid", 3)
        assert {kind for kind, count in answer["new"].items() if count} == {
            "bounce", "spam-report", "group-unsubscribe"
        }  # fmt: skip

        report = keyboard.ask("report", campaign_id)
        assert report["counts"] == {
            "sent": 4, "came_back": 1, "left": 1, "complained": 1, "unknown": 0, "not_sent": 0, "left_out": 2
        }  # fmt: skip
        (back,) = report["people"]["came_back"]
        assert (back["email"], back["note"]) == ("petr@example.org", "mailbox does not exist")
        assert back["server_text"].startswith("550 5.1.1")
        status = keyboard.ask("campaign", "status", campaign_id)
        states = STATUS_KEYS - {"state", "recipients", "left_out"}
        assert status["recipients"] == sum(status[state] for state in states) == 4

        nobody_comes_back(keyboard, tmp_path)

        next_id = keyboard.ask("campaign", "new", tmp_path / "draft.toml")["id"]
        again = keyboard.ask("campaign", "send", next_id)
        assert again["left_out"] == {"came-back": 1, "complained": 1, "left": 2, "waiting-for-answer": 1}
        assert [mail.to for mail in post.mails[4:]] == ["jana@example.org"]
        reasons = {row["email"]: row["note"] for row in keyboard.ask("report", next_id)["people"]["left_out"]}
        assert reasons == {
            "eva@example.org": "left",
            "olga@example.org": "left",
            "ivo@example.org": "complained",
            "petr@example.org": "came back",
            "marie@example.org": "waiting for answer",
        }  # fmt: skip
        assert keyboard.ask("check")["ok"] is True


def nobody_comes_back(keyboard: Keyboard, folder: Path) -> None:
    """The same file with every status word set to "subscribed" and a fresh date brings nobody back."""
    lines = PEOPLE.splitlines()
    rows = [line.rsplit(";", 2)[0] + ";subscribed;20.11.2025" for line in lines[1:]]
    (folder / "again.csv").write_bytes("\n".join([lines[0], *rows]).encode("cp1250"))
    answer = keyboard.ask("import", "contacts", folder / "again.csv", "--kind", "signups")
    assert answer["do_not_mail"] == 4
    for name, why_not in (("petr", "came-back"), ("eva", "left"), ("ivo", "complained"), ("olga", "left")):
        shown = keyboard.ask("contacts", "show", f"{name}@example.org")
        assert (shown["mailable"], shown["why_not"], shown["basis"]) == (False, why_not, "do-not-mail")
        assert shown["history"]
    assert keyboard.ask("contacts", "show", "jana@example.org")["mailable"] is True


def test_with_the_rehearsal_outbox(keyboard: Keyboard, tmp_path: Path) -> None:
    """The same without an account: mails become files, nobody hears back."""
    set_up(keyboard, tmp_path)
    campaign_id = keyboard.ask("campaign", "new", tmp_path / "draft.toml")["id"]
    seen = keyboard.ask("campaign", "preview", campaign_id, "--as", "jana@example.org")

    sent = keyboard.ask("campaign", "send", campaign_id, "--in", "45")
    assert (sent["state"], sent["recipients"], sent["accepted"]) == ("handed-over", 4, 4)
    mails = [read(file) for file in (tmp_path / "shop-outbox").glob("*.eml")]
    assert sorted(str(mail["To"]) for mail in mails) == MAILED
    (to_jana,) = [mail for mail in mails if mail["To"] == "jana@example.org"]
    assert str(to_jana["Subject"]) == seen["subject"]
    page = (tmp_path / "shop-outbox" / "unsubscribe.html").as_uri()
    html = to_jana.get_body(("html",))
    assert html is not None
    assert (
        html.get_content().replace("\r\n", "\n").strip()
        == seen["html"].replace("https://unsubscribe.invalid/shopmail", page).strip()
    )

    heard = keyboard.ask("sync")
    assert (heard["provider"], heard["suppressed"], sum(heard["new"].values())) == ("rehearsal", 0, 0)
    assert keyboard.ask("report", campaign_id)["counts"]["sent"] == 4
    recalled = keyboard.ask("campaign", "recall", campaign_id)
    assert (recalled["recalled"], recalled["too_late"]) == (4, 0)
    assert list((tmp_path / "shop-outbox").glob("*.eml")) == []
    assert "was recalled" in keyboard.refused("campaign", "send", campaign_id)
    assert keyboard.ask("campaign", "status", campaign_id)["recalled"] == 4
    assert [line["state"] for line in keyboard.ask("campaign", "list")["campaigns"]] == ["recalled"]


def read(file: Path) -> EmailMessage:
    message = email.message_from_bytes(file.read_bytes(), policy=default)
    assert isinstance(message, EmailMessage)
    return message
