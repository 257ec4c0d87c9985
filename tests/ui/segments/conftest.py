"""A window with a new segment on its page."""

from pathlib import Path

import pytest

from shopmail.ui.application import Application
from shopmail.ui.segments.builder.page import SegmentPage
from tests.ui.conftest import Open
from tests.ui.settling import settle


@pytest.fixture
def application(open_window: Open, filled: Path) -> Application:
    return open_window(filled)


@pytest.fixture
def page(application: Application) -> SegmentPage:
    """A new segment."""
    application.window.go("segment", "new")
    page = application.window.page
    assert isinstance(page, SegmentPage)
    settle(application)
    return page
