"""The pages of the window, in the order of the sidebar: a new one is a class, a function and a line here.

A page is imported when it is first opened, so that the first paint waits for none of them.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from shopmail.wording import N_

if TYPE_CHECKING:
    from shopmail.ui.desk import Desk
    from shopmail.ui.page import Page


class Entry(NamedTuple):
    """A page; ``title`` is a marked sentence, ``key`` is how other pages call it.

    A page ``inside`` another has no place of its own in the sidebar: the other one's is shown as chosen.
    """

    key: str
    title: str
    icon: str
    make: "Callable[[Desk], Page]"
    at_foot: bool = False
    inside: str = ""


def _start(desk: "Desk") -> "Page":
    from shopmail.ui.start.page import StartPage

    return StartPage(desk)


def _contacts(desk: "Desk") -> "Page":
    from shopmail.ui.contacts.page import ContactsPage

    return ContactsPage(desk)


def _import(desk: "Desk") -> "Page":
    from shopmail.ui.importing.page import Wizard
    from shopmail.ui.importing.steps import STEPS

    return Wizard(desk, STEPS)


def _segments(desk: "Desk") -> "Page":
    from shopmail.ui.segments.page import SegmentsPage

    return SegmentsPage(desk)


def _campaigns(desk: "Desk") -> "Page":
    from shopmail.ui.campaigns.page import CampaignsPage

    return CampaignsPage(desk)


def _segment(desk: "Desk") -> "Page":
    from shopmail.ui.segments.builder.page import SegmentPage

    return SegmentPage(desk)


def _campaign(desk: "Desk") -> "Page":
    from shopmail.ui.campaigns.draft.page import CampaignPage

    return CampaignPage(desk)


def _sending(desk: "Desk") -> "Page":
    from shopmail.ui.campaigns.sending.page import SendingPage

    return SendingPage(desk)


def _outbox(desk: "Desk") -> "Page":
    from shopmail.ui.campaigns.outbox.page import OutboxPage

    return OutboxPage(desk)


def _reports(desk: "Desk") -> "Page":
    from shopmail.ui.reports.page import ReportsPage

    return ReportsPage(desk)


def _settings(desk: "Desk") -> "Page":
    from shopmail.ui.settings.page import SettingsPage

    return SettingsPage(desk)


PAGES: tuple[Entry, ...] = (
    Entry("start", N_("Start"), "home", _start),
    Entry("contacts", N_("Contacts"), "users", _contacts),
    Entry("segments", N_("Segments"), "circles-overlap", _segments),
    Entry("campaigns", N_("Campaigns"), "mail", _campaigns),
    Entry("reports", N_("Reports"), "chart-bar", _reports),
    Entry("settings", N_("Settings"), "adjustments-horizontal", _settings, at_foot=True),
    Entry("import", N_("Import people"), "upload", _import, inside="contacts"),
    Entry("segment", N_("Segment"), "circles-overlap", _segment, inside="segments"),
    Entry("campaign", N_("Campaign"), "mail", _campaign, inside="campaigns"),
    Entry("sending", N_("Sending"), "send", _sending, inside="campaigns"),
    Entry("outbox", N_("Rehearsal outbox"), "mail", _outbox, inside="campaigns"),
)
