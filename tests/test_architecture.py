"""The map of the house: who may look into which room, what has one place. Each offence names its file."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.imports import Module, circles, modules

ROOT = Path(__file__).parent.parent

# A room may look into any room of a row below its own: never up, and never sideways.
ROWS = (
    ("__main__",),
    ("cli",),
    ("ui", "receiver"),
    ("automations", "care"),
    ("reports",),
    ("sending",),
    ("feedback",),
    ("campaigns",),
    ("importing", "segments"),
    ("contacts",),
    ("consent",),
    ("storage", "delivery", "mailbox"),
    ("model",),
    ("settings", "keychain"),
    ("errors", "wording"),
    ("clock", "paths"),
)

# Some know even less than their row allows.
BLIND = (
    ("delivery", "model", "the post office knows no campaign and no database"),
    ("mailbox", "model", "the mailbox knows no campaign and no database"),
)

# What has one place only. An import inside a function is an import; a call counts by its last word.
QT = ("shopmail/ui/",)
LANES = ("shopmail/ui/background.py",)
THREADS = ("shopmail/ui/background.py", "shopmail/sending/handing_over.py")
SHOP = ("shopmail/storage/shop.py", "shopmail/storage/engine.py")
CLOCK = ("shopmail/clock.py",)
WEB = ("shopmail/ui/campaigns/preview/engine.py",)
NOWHERE = ()

IMPORTED_ONLY_IN = (
    (("PySide6", "shiboken6"), QT, "Qt lives in ui/"),
    (("sqlite3",), NOWHERE, "the shop file's driver is sqlcipher3 (decisions/0002)"),
    (("threading", "_thread", "concurrent"), THREADS, "threads are named in two files"),
    (("QtCore.QThread", "QtCore.QThreadPool", "QtCore.QRunnable"), LANES, "threads are named in two files"),
    (
        ("PySide6.QtWebEngineCore", "PySide6.QtWebEngineWidgets"),
        WEB,
        "the web engine starts in one place, where it is locked",
    ),
    (("multiprocessing",), NOWHERE, "there is one process"),
)
CALLED_ONLY_IN = (
    (("Session", "sessionmaker", "scoped_session", "create_engine"), SHOP, "only Shop opens sessions"),
)
NAMED_ONLY_IN = (
    (("time.time", "time.time_ns", "time.monotonic", "time.sleep"), CLOCK, "a Clock is handed in"),
    (("datetime.now", "datetime.utcnow", "datetime.today", "date.today"), CLOCK, "a Clock is handed in"),
)


def test_a_room_looks_only_into_rooms_below_it() -> None:
    assert list(looks_up_or_sideways(ROOT)) == []


def test_nothing_needs_itself_in_a_circle() -> None:
    assert list(goes_round(ROOT)) == []


def test_what_belongs_in_one_place_is_nowhere_else() -> None:
    assert list(strays(ROOT)) == []


def test_the_tests_use_the_driver_of_the_shop_file_too() -> None:
    assert list(strays_in_tests(ROOT)) == []


def test_every_room_stands_in_the_table() -> None:
    assert list(unknown_rooms(ROOT)) == []


# ---- how the tables are read ----------------------------------------------------------------------


def looks_up_or_sideways(root: Path) -> Iterator[str]:
    """``shopmail/contacts/x.py: contacts may not look into ui (shopmail.ui.theme)`` for each offence."""
    for module in modules(root, "shopmail"):
        looking = room(module.name)
        for name in dict.fromkeys(module.imports):
            seen = room(name)
            if not seen or not looking or seen == looking:
                continue
            if row(seen) >= row(looking):
                yield f"{module.path}: {looking} may not look into {seen} ({name})"
            for blind, hidden, reason in BLIND:
                if (looking, seen) == (blind, hidden):
                    yield f"{module.path}: {looking} may not look into {seen} ({name}): {reason}"


def goes_round(root: Path) -> Iterator[str]:
    """``a and b need each other`` for each circle of modules."""
    for group in circles(modules(root, "shopmail")):
        yield f"{', '.join(group)} need each other"


def strays(root: Path) -> Iterator[str]:
    """``shopmail/x.py uses NAME: REASON`` for each import, call or name outside its one place."""
    for module in modules(root, "shopmail"):
        for table, used in (
            (IMPORTED_ONLY_IN, module.imports),
            (CALLED_ONLY_IN, module.calls),
            (NAMED_ONLY_IN, module.names),
        ):
            for names, places, reason in table:
                if not belongs(module, places):
                    yield from (
                        f"{module.path} uses {name}: {reason}"
                        for name in names
                        if any(is_meant(name, by) for by in used)
                    )


def strays_in_tests(root: Path) -> Iterator[str]:
    """The same for the one rule that holds in tests as well."""
    for module in modules(root, "tests"):
        if any(is_meant("sqlite3", used) for used in module.imports):
            yield f"{module.path} uses sqlite3: the shop file's driver is sqlcipher3 (decisions/0002)"


def unknown_rooms(root: Path) -> Iterator[str]:
    """``shopmail/x: no row of the table holds it`` for each file or folder nobody has placed."""
    for name in dict.fromkeys(room(module.name) for module in modules(root, "shopmail")):
        if name and row(name) < 0:
            yield f"shopmail/{name}: no row of the table holds it"


def room(name: str) -> str:
    """``contacts`` for ``shopmail.contacts.address``; empty for what is foreign, or ``shopmail`` itself."""
    parts = name.split(".")
    return parts[1] if parts[0] == "shopmail" and len(parts) > 1 and parts[1] != "__version__" else ""


def row(name: str) -> int:
    """How far from the ground a room stands; -1 for a room that the table does not hold."""
    return next((len(ROWS) - number for number, rooms in enumerate(ROWS) if name in rooms), -1)


def is_meant(name: str, used: str) -> bool:
    """Whether the dotted words of ``name`` stand next to each other in ``used``, as in ``PySide6.QtCore``."""
    return f".{name}." in f".{used}."


def belongs(module: Module, places: tuple[str, ...]) -> bool:
    """Whether one of ``places`` (a file, or a folder ending in a slash) is the module's own."""
    return any(
        module.path == place or (place.endswith("/") and module.path.startswith(place)) for place in places
    )


# ---- each rule catches what it is there for -------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "text", "offence"),
    [
        ("shopmail/contacts/x.py", "from shopmail.ui import theme", "contacts may not look into ui"),
        (
            "shopmail/importing/x.py",
            "import shopmail.segments.matching",
            "importing may not look into segments",
        ),
        (
            "shopmail/model/x.py",
            "def f():\n    from shopmail import storage",
            "model may not look into storage",
        ),
        ("shopmail/consent/x.py", "from ..sending import queueing", "consent may not look into sending"),
        (
            "shopmail/delivery/x.py",
            "from shopmail.model.contact import Contact",
            "the post office knows no campaign",
        ),
    ],
)
def test_a_look_into_a_forbidden_room_is_caught(tmp_path: Path, path: str, text: str, offence: str) -> None:
    plant(tmp_path, path, text)
    (found,) = looks_up_or_sideways(tmp_path)
    assert found.startswith(f"{path}: ")
    assert offence in found


@pytest.mark.parametrize(
    ("path", "text", "offence"),
    [
        (
            "shopmail/reports/x.py",
            "def f():\n    from PySide6.QtCore import QTimer",
            "PySide6: Qt lives in ui/",
        ),
        ("shopmail/storage/x.py", "import sqlite3.dbapi2", "sqlite3: the shop file's driver"),
        ("shopmail/storage/x.py", "importlib.import_module('sqlite3')", "sqlite3: the shop file's driver"),
        ("shopmail/sending/x.py", "from concurrent.futures import Future", "concurrent: threads"),
        ("shopmail/sending/x.py", "from threading import Thread", "threading: threads"),
        ("shopmail/ui/x.py", "from PySide6.QtCore import QThread", "QtCore.QThread: threads"),
        (
            "shopmail/contacts/x.py",
            "def f(engine):\n    return orm.Session(engine)",
            "Session: only Shop opens",
        ),
        ("shopmail/contacts/x.py", "make = sessionmaker()", "sessionmaker: only Shop opens"),
        ("shopmail/consent/x.py", "import time\nnow = time.time()", "time.time: a Clock is handed in"),
        ("shopmail/consent/x.py", "from time import sleep", "time.sleep: a Clock is handed in"),
        (
            "shopmail/consent/x.py",
            "import datetime as d\nd.datetime.now(d.UTC)",
            "datetime.now: a Clock",
        ),
        ("shopmail/consent/x.py", "from datetime import date\nf = date.today", "date.today: a Clock"),
    ],
)
def test_a_stray_is_caught(tmp_path: Path, path: str, text: str, offence: str) -> None:
    plant(tmp_path, path, text)
    (found,) = strays(tmp_path)
    assert found.startswith(f"{path} uses {offence}")


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("shopmail/ui/background.py", "import threading\nfrom PySide6.QtCore import QObject, QThread"),
        ("shopmail/sending/handing_over.py", "from concurrent.futures import ThreadPoolExecutor"),
        ("shopmail/storage/shop.py", "from sqlalchemy.orm import Session\nSession()"),
        ("shopmail/contacts/listing.py", "from sqlalchemy.orm import Session\ndef f(session: Session): ..."),
        ("shopmail/clock.py", "import time\nfrom datetime import datetime\ntime.time(), datetime.now()"),
        ("shopmail/sending/queueing.py", "def f(clock):\n    return clock.now(), clock.monotonic()"),
        (
            "shopmail/segments/matching.py",
            "from shopmail import __version__\nfrom shopmail.model import contact",
        ),
    ],
)
def test_what_is_allowed_is_left_alone(tmp_path: Path, path: str, text: str) -> None:
    plant(tmp_path, path, text)
    assert [*looks_up_or_sideways(tmp_path), *strays(tmp_path), *unknown_rooms(tmp_path)] == []


def test_a_circle_is_caught(tmp_path: Path) -> None:
    plant(tmp_path, "shopmail/model/__init__.py", "")
    plant(tmp_path, "shopmail/model/a.py", "from shopmail.model import b")
    plant(tmp_path, "shopmail/model/b.py", "from shopmail.model.c import thing")
    plant(tmp_path, "shopmail/model/c.py", "def f():\n    from .a import thing")
    plant(tmp_path, "shopmail/model/d.py", "import shopmail.model.a")
    assert list(goes_round(tmp_path)) == [
        "shopmail.model.a, shopmail.model.b, shopmail.model.c need each other"
    ]


def test_the_python_driver_is_caught_in_tests(tmp_path: Path) -> None:
    plant(tmp_path, "tests/contacts/test_x.py", "def test():\n    import sqlite3")
    (found,) = strays_in_tests(tmp_path)
    assert found.startswith("tests/contacts/test_x.py uses sqlite3")


def test_a_room_that_nobody_placed_is_caught(tmp_path: Path) -> None:
    plant(tmp_path, "shopmail/helpers/text.py", "")
    assert list(unknown_rooms(tmp_path)) == ["shopmail/helpers: no row of the table holds it"]


def plant(root: Path, path: str, text: str) -> None:
    """Write one file of a made-up house."""
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, encoding="utf-8")
