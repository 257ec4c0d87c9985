"""The list of segments and the page of one, in the states that they can be in."""

import json
from collections.abc import Callable
from typing import Any

from sqlalchemy import select

from shopmail.model import Campaign
from shopmail.segments import saving
from shopmail.ui.application import Application
from shopmail.ui.segments.builder.asking import PAUSE
from shopmail.ui.segments.builder.page import SegmentPage
from shopmail.ui.segments.page import SegmentsPage
from shopmail.ui.segments.sheets import UnsavedSheet
from tests.ui.screens.kind import Screens
from tests.ui.settling import pause, settle

_CITY = {"rule": "city", "op": "is", "value": "Písek"}
REGULARS: dict[str, Any] = {
    "all": [
        {"rule": "added", "op": "in the last", "value": 180},
        {"any": [_CITY, {"rule": "birth_date", "op": "birthday in the next", "value": 90}]},
        {"not": {"rule": "standing", "op": "is", "value": "resting"}},
    ]
}
"""The picture of the page: a condition, an or-group of two, an exception."""
EVERY_KIND: dict[str, Any] = {
    "any": [
        {"rule": "last_name", "op": "contains", "value": "Nov"},
        {"rule": "city", "op": "is one of", "value": ["Písek", "Tábor", "Strakonice", "České Budějovice"]},
        {"rule": "birth_date", "op": "before", "value": "1980-05-31"},
        {"off": {"rule": "birth_date", "op": "birthday in month", "value": 5}},
        {"rule": "campaign", "op": "is not", "value": 1},
        {"rule": "basis", "op": "is", "value": "existing-customer"},
        {"rule": "why_not", "op": "is one of", "value": ["left", "came-back", "complained"]},
        {"rule": "tag", "op": "is empty"},
        {"all": [_CITY, {"any": [_CITY, {"not": _CITY}]}]},
        {"rule": "field_that_is_gone", "op": "is", "value": "x"},
    ]
}
"""A row of every kind, one that is off, a part too deep, and one of a field that is gone."""


def opened(application: Application, place: str) -> SegmentPage:
    """The page at this place; what was begun there before is forgotten."""
    window = application.window
    window.go("segment", place)
    if isinstance(window.sheet, UnsavedSheet):
        window.sheet.discard.click()
    page = window.page
    assert isinstance(page, SegmentPage)
    settle(application)
    return page


def builder(application: Application, where: dict[str, Any] | None = None) -> SegmentPage:
    """The page of a new segment, with this tree."""
    page = opened(application, "new")
    page.changing.start_from(where or {"all": []})
    pause(PAUSE + 30)
    settle(application)
    return page


def _saved(application: Application) -> SegmentPage:
    shop = application.shop
    assert shop is not None
    saved = saving.save(shop, "Písečtí s narozeninami", _text(REGULARS))
    return opened(application, str(saved.id))


def _text(where: dict[str, Any]) -> str:
    return json.dumps({"version": 1, "where": where})


def _person(application: Application) -> None:
    _saved(application).body.near.people[0].pressed.emit()
    settle(application)


def _searched(application: Application) -> None:
    page = builder(application, REGULARS)
    page.body.person.search.setText("novak")
    pause(250)
    settle(application)


def _people(which: str) -> Callable[[Application], None]:
    def open_people(application: Application) -> None:
        _saved(application).open_people(which)
        settle(application)

    return open_people


def _unfinished(application: Application) -> None:
    page = builder(application)
    page.body.sentence.condition.click()
    page.save.click()


def _name(application: Application) -> None:
    builder(application, REGULARS).save.click()


def _leave(application: Application) -> None:
    page = _saved(application)
    page.changing.add_row()
    page.back()


def _foot(application: Application) -> None:
    page = builder(application, REGULARS)
    page.body.ensureWidgetVisible(page.body.templates)


def _list(application: Application) -> SegmentsPage:
    application.window.go("segments", "")
    if isinstance(application.window.sheet, UnsavedSheet):
        application.window.sheet.discard.click()
    page = application.window.page
    assert isinstance(page, SegmentsPage)
    settle(application)
    return page


def _delete(application: Application) -> None:
    page, shop = _list(application), application.shop
    assert shop is not None
    line = page.model.records[0]
    with shop.transaction() as session:
        for campaign in session.scalars(select(Campaign)):
            campaign.segment_id = line.id
    page.acts.delete(line)


SCREENS: Screens = {
    "segment-new": builder,
    "segment": _saved,
    "segment-person": _person,
    "segment-search": _searched,
    "segment-every-kind": lambda application: builder(application, EVERY_KIND),
    "segment-unfinished": _unfinished,
    "segment-foot": _foot,
    "segment-people": _people(""),
    "segment-left-out": _people("left-out"),
    "segment-name": _name,
    "segment-leave": _leave,
    "segments-list": _list,
    "segments-delete": _delete,
}
"""Of the sample shop."""
