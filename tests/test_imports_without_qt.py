"""Everything outside the window works where Qt is not even installed."""

import subprocess
import sys
from pathlib import Path

from tests.house.imports import modules

ROOT = Path(__file__).parent.parent

# A None in sys.modules is Python's own way of saying that a module can't be imported.
WITHOUT_QT = """
import importlib, sys
sys.modules["PySide6"] = sys.modules["shiboken6"] = None
for name in sys.argv[1:]:
    importlib.import_module(name)
try:
    importlib.import_module("PySide6")
except ImportError:
    print("imported", len(sys.argv) - 1)
"""


def test_every_module_outside_ui_is_imported_without_qt() -> None:
    names = [m.name for m in modules(ROOT, "shopmail") if not m.path.startswith("shopmail/ui/")]
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_QT, *names], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.stderr.splitlines()[-1:] == []
    assert done.stdout == f"imported {len(names)}\n"
