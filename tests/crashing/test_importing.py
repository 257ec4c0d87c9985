"""A death at any point of an import: the list is as before, or as after; never in between."""

import shutil
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from shopmail.consent.mailable import is_mailable
from shopmail.importing.applying import apply
from shopmail.importing.plan import Plan
from shopmail.importing.request import Request
from shopmail.model import Contact, ImportKind, ImportRun, RunState, StagedRow, Verdict
from shopmail.storage.checking import check
from shopmail.storage.shop import Shop
from tests.builders import AClock, a_contact, a_refusal, a_shop
from tests.crashing import Forge
from tests.crashing.dump import dump, people

FILE = """\
E-mail;Jméno;Město;Stav;Potvrzeno;Štítky
jana@example.com;Jana;Písek;potvrzeno;2024-05-01;stálí
gone@example.com;Gone;Písek;odhlášeno;;
left@example.com;Left;Tábor;potvrzeno;2024-05-02;stálí
new@example.com;Nová;Praha;potvrzeno;2024-05-03;
rubbish;Nikdo;;potvrzeno;2024-05-03;
"""

KEPT = ("contact", "tag", "contact_tag", "suppression", "consent_entry", "source")

MAILABLE = {"jana@example.com", "new@example.com"}


def test_importing(forge: Forge, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text(FILE, encoding="cp1250")
    with a_shop(tmp_path) as shop:
        with shop.transaction() as session:
            a_contact(session, shop, "jana@example.com", city="Stará")
            a_contact(session, shop, "left@example.com")
            a_refusal(session, shop, "left@example.com")
        original = shop.path
    done = Path(shutil.copy(original, tmp_path / "done.shopmail"))
    import_again(done, file)
    before, after = people(original), people(done)
    assert before != after

    copy = tmp_path / "copy.shopmail"
    seen: list[bool] = []

    def fresh(_point: int) -> dict[str, Any]:
        for old in tmp_path.glob("copy*"):
            shutil.rmtree(old) if old.is_dir() else old.unlink()
        shutil.copy(original, copy)
        return {"shop": str(copy), "file": str(file), "kind": "signups"}

    for death in forge.deaths("import_people", fresh):
        left_behind = people(copy)
        assert left_behind in (before, after), death.point
        seen.append(left_behind == after)
        assert check(copy).problems == []
        import_again(copy, file)
        assert people_only(copy) == people_only(done)
    assert seen == sorted(seen), "once it is done it is done"
    assert (seen[0], seen[-1]) == (False, True)
    assert len(seen) > 25


def import_again(path: Path, file: Path) -> None:
    """The same file once more: it adds nobody twice, sweeps what was staged, and brings nobody back."""
    with Shop(path, AClock()) as shop:
        with Plan(
            shop, Request(path=file, kind=ImportKind.SIGNUPS), lambda _done, _total: None, lambda: False
        ) as plan:
            result = apply(plan)
        assert sum(result.counts.values()) == 5
        assert result.counts[Verdict.INVALID] == 1
        with shop.reading() as session:
            assert session.scalar(select(func.count()).select_from(StagedRow)) == 0
            assert session.scalars(select(ImportRun).where(ImportRun.state == RunState.STAGING)).all() == []
            mailable = is_mailable(shop.settings(), shop.clock.now())
            assert set(session.scalars(select(Contact.email).where(mailable))) == MAILABLE
            assert session.scalar(select(func.count()).select_from(Contact)) == 4


def people_only(path: Path) -> dict[str, list[Any]]:
    """Without the record of the runs themselves, of which there is one more after a second import."""
    found = dump(path)
    return {name: found[name] for name in KEPT}
