"""The Reports page: the campaigns that were sent; of the one that is open, the numbers and the people."""

from collections.abc import Sequence

from shopmail.ui import numbers
from shopmail.ui.campaigns import reading as campaigns
from shopmail.ui.campaigns.reading import Line
from shopmail.ui.desk import Desk
from shopmail.ui.reports import reading
from shopmail.ui.reports.campaign_view import CampaignView
from shopmail.ui.reports.reading import Shown
from shopmail.ui.table_page import TablePage
from shopmail.ui.widgets.buttons import Button
from shopmail.ui.widgets.empty import Empty
from shopmail.wording import N_, _, n_


class ReportsPage(TablePage[Line]):
    """Enter or a double click opens a report, Esc leads back to the list."""

    TITLE = N_("Reports")

    def __init__(self, desk: Desk) -> None:
        empty = Empty(
            "chart-bar", _("No reports yet"), _("What became of a campaign stands here once it was sent.")
        )
        super().__init__(desk, reading.CAMPAIGNS, reading.campaign_cells, empty)
        self._listing = self.latest("reading")
        self._reporting = self.latest("counting")
        self._open_id: int | None = None
        self._lines: Sequence[Line] = ()
        self.view = CampaignView()
        self.view.table.copy_wanted.connect(lambda: self.copy_from(self.view.table))
        self.view.hide()
        self.column.insertWidget(2, self.view, 1)
        self.all_campaigns = Button(_("All campaigns"), "quiet", "arrow-left")
        self.all_campaigns.clicked.connect(self.back)
        self.all_campaigns.hide()
        self.head.add_action(self.all_campaigns)
        self.table.opened.connect(lambda row: self.open_report(self.model.records[row].id))

    def refresh(self) -> None:
        now = self.desk.now()
        lines = self.desk.reading(lambda session, settings: campaigns.lines(session, settings, now))
        self._listing.ask(lines, self._listed)
        if self._open_id is not None:
            self.open_report(self._open_id)

    def go_to(self, place: str) -> None:
        if place:
            self.open_report(int(place))
        else:
            self.back()

    def back(self) -> bool:
        if self._open_id is None:
            return False
        self._open_id = None
        self._reporting.drop()
        self._show_list()
        self.table.setFocus()
        return True

    def open_report(self, campaign_id: int) -> None:
        """Read the report of a campaign and show it in the place of the list."""
        self._open_id = campaign_id
        now = self.desk.now()
        report = self.desk.reading(
            lambda session, settings: reading.report(session, settings, campaign_id, now)
        )
        self._reporting.ask(report, self._show_report)

    def _listed(self, lines: tuple[Line, ...]) -> None:
        self._lines = [line for line in lines if line.state != "draft"]
        if self._open_id is None:
            self._show_list()

    def _show_list(self) -> None:
        self.view.hide()
        self.all_campaigns.hide()
        self.show_rows(self._lines)
        count = len(self._lines)
        self.head.show_title(_(self.TITLE))
        number = numbers.number(count)
        self.head.show_state(
            n_("{number} campaign was sent.", "{number} campaigns were sent.", count, number=number)
            if count
            else ""
        )

    def _show_report(self, shown: Shown) -> None:
        self.card.hide()
        self.empty.hide()
        self.view.show_report(shown)
        self.view.show()
        self.all_campaigns.show()
        self.head.show_title(shown.report.title)
        line = next((line for line in self._lines if line.id == self._open_id), None)
        self.head.show_state(_("Sent {moment}.", moment=line.since) if line else "")
