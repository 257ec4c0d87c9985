"""What holds for every test: nobody's own data, no screen, no network, no stray log record."""

import gc
import ipaddress
import logging
import os
import shutil
import socket
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from tests import canary
from tests.canary import EverythingSaid

_LONGEST = ("tests/crashing/", "tests/ui/test_walk.py", "tests/sending/test_ten_thousand.py")
_HOME = Path(tempfile.mkdtemp(prefix="shopmail-tests-"))


def _prepare_environment() -> None:
    """Settle, before anything of ours or of Qt is imported, what subprocesses of a test inherit as well."""
    for name in [name for name in os.environ if name.startswith(("SHOPMAIL_", "SENDGRID_", "LC_", "XDG_"))]:
        del os.environ[name]
    for name in ("DATA", "CONFIG", "STATE", "CACHE"):
        os.environ[f"XDG_{name}_HOME"] = str(_HOME / name.lower())
    runtime = _HOME / "runtime"
    runtime.mkdir(mode=0o700)
    os.environ |= {
        "XDG_RUNTIME_DIR": str(runtime),
        "HOME": str(_HOME),
        "LANG": "C.UTF-8",
        "LANGUAGE": "en",
        "QT_QPA_PLATFORM": "offscreen",
        # A key store that always fails, as on a server: no test may read or fill the developer's own.
        "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
    }
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        # Chromium, behind the mail preview, refuses to start as root with its sandbox.
        os.environ["QTWEBENGINE_CHROMIUM_FLAGS"] = "--no-sandbox --disable-gpu"


def _refuse_the_network(event: str, arguments: tuple[object, ...]) -> None:
    """An audit hook: a test that would leave this computer fails, even where the code catches all errors."""
    if event == "socket.getaddrinfo":
        host = arguments[0]
    elif event in ("socket.connect", "socket.sendto"):
        address = arguments[1]
        host = address[0] if isinstance(address, tuple) else None
    else:
        return
    if isinstance(host, bytes):
        host = host.decode()
    if isinstance(host, str) and host.endswith(".invalid"):
        raise socket.gaierror(socket.EAI_NONAME, "names below .invalid never exist (RFC 6761)")
    if isinstance(host, str) and not _is_this_computer(host):
        pytest.fail(f"a test tried to reach {host}")


def _is_this_computer(host: str) -> bool:
    if host in ("", "localhost"):
        return True
    try:
        return ipaddress.ip_address(host.split("%")[0]).is_loopback
    except ValueError:
        return False


_prepare_environment()
sys.addaudithook(_refuse_the_network)

# Cycles are looked for seldom: a run makes millions of objects, and hardly any that are in one.
gc.set_threshold(50_000, 20, 50)

hypothesis.settings.register_profile("quick", deadline=None, print_blob=True, database=None, max_examples=50)
hypothesis.settings.register_profile("soak", deadline=None, print_blob=True, max_examples=5000)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest tests first, whatever chance has shuffled, or one worker ends long after the others."""
    items.sort(key=lambda item: not item.nodeid.startswith(_LONGEST))


def pytest_unconfigure() -> None:
    """Leave nothing behind."""
    shutil.rmtree(_HOME, ignore_errors=True)


class _Records(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.kept: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.kept.append(f"{record.name}: {record.levelname}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def no_key_left_behind(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test with an API key runs at DEBUG: the key must be in no record, no output and no file."""
    root, said = logging.getLogger(), EverythingSaid()
    before = root.level
    root.addHandler(said)
    canary.MADE.clear()
    yield
    root.removeHandler(said)
    root.setLevel(before)
    if canary.MADE:
        printed = [content for _when, _kind, content in request.node._report_sections]
        folder = request.node.funcargs.get("tmp_path")
        found = list(canary.sightings(canary.MADE, [*said.kept, *printed], folder))
        if found:
            pytest.fail("the API key was left behind: " + "; ".join(found), pytrace=False)


@pytest.fixture(autouse=True)
def no_stray_log_record(request: pytest.FixtureRequest) -> Iterator[None]:
    """A warning in the log is a failure, unless the test asks for it with ``@pytest.mark.logs``."""
    records = _Records()
    logging.getLogger().addHandler(records)
    yield
    logging.getLogger().removeHandler(records)
    if records.kept and request.node.get_closest_marker("logs") is None:
        pytest.fail("stray log records:\n" + "\n".join(records.kept), pytrace=False)
