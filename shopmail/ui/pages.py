"""The pages of the window, in the order of the sidebar: a new one is a class and a line here."""

from shopmail.ui.campaigns.page import CampaignsPage
from shopmail.ui.contacts.page import ContactsPage
from shopmail.ui.page import Page
from shopmail.ui.reports.page import ReportsPage
from shopmail.ui.segments.page import SegmentsPage
from shopmail.ui.settings.page import SettingsPage
from shopmail.ui.start.page import StartPage

PAGES: tuple[type[Page], ...] = (
    StartPage,
    ContactsPage,
    SegmentsPage,
    CampaignsPage,
    ReportsPage,
    SettingsPage,
)
