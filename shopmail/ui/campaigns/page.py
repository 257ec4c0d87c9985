"""The Campaigns page: every campaign with its state; Enter opens the report of one that was sent."""

from shopmail.ui import numbers
from shopmail.ui.campaigns import reading
from shopmail.ui.campaigns.reading import Line
from shopmail.ui.desk import Desk
from shopmail.ui.table_page import TablePage
from shopmail.ui.widgets.empty import Empty
from shopmail.wording import N_, _, n_


class CampaignsPage(TablePage[Line]):
    """The newest first."""

    TITLE = N_("Campaigns")

    def __init__(self, desk: Desk) -> None:
        empty = Empty("mail", _("No campaigns yet"), _("A campaign is one mail to many people."))
        super().__init__(desk, reading.COLUMNS, reading.cells, empty)
        self._listing = self.latest("reading")
        self.table.opened.connect(self._open)

    def refresh(self) -> None:
        now = self.desk.now()
        lines = self.desk.reading(lambda session, settings: reading.lines(session, settings, now))
        self._listing.ask(lines, self._show)

    def _show(self, lines: tuple[Line, ...]) -> None:
        self.show_rows(lines)
        count, sent = len(lines), sum(line.state == "handed-over" for line in lines)
        campaigns = n_("{number} campaign", "{number} campaigns", count, number=numbers.number(count))
        words = _("{campaigns}, {sent} of them sent.", campaigns=campaigns, sent=numbers.number(sent))
        self.head.show_state(words if lines else "")

    def _open(self, row: int) -> None:
        line = self.model.records[row]
        if line.state != "draft":
            self.desk.go("reports", str(line.id))
