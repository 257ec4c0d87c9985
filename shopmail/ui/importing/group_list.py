"""The list of Check: a line for each group, the rows of open ones below it, at the foot the sum."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainterPath, QRegion, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from shopmail.ui import numbers
from shopmail.ui.importing.group_body import GroupBody
from shopmail.ui.importing.group_head import HEIGHT, GroupHead
from shopmail.ui.importing.groups import GROUPS, Group, sentence
from shopmail.ui.importing.plan_facts import PlanFacts
from shopmail.ui.widgets.card import Card
from shopmail.ui.widgets.search import SearchField
from shopmail.ui.widgets.table import ROW_HEIGHT
from shopmail.ui.widgets.text import ElidedLabel, label

if TYPE_CHECKING:
    from shopmail.importing.plan import Plan
    from shopmail.ui.importing.page import Wizard


class GroupList(Card):
    """``corrected`` carries a ``Correction``, ``save_wanted`` a ``Group``, ``copied`` a number of rows."""

    corrected = Signal(object)
    save_wanted = Signal(object)
    copied = Signal(int)

    def __init__(self, wizard: "Wizard") -> None:
        super().__init__(margins=(0, 0, 0, 0))
        self._wizard = wizard
        self._plan: Plan | None = None
        self._facts: PlanFacts | None = None
        self.heads: dict[str, GroupHead] = {}
        self.bodies: dict[str, GroupBody] = {}
        self._lines = QVBoxLayout()
        self.sum = ElidedLabel("", "muted")
        self.total = label("", "strong")
        self._lay_out()

    def show_plan(self, plan: "Plan", facts: PlanFacts) -> None:
        """A plan, or the same one after a correction; groups that are open stay so."""
        if plan is not self._plan:
            self._plan = plan
            for head in self.heads.values():
                head.setChecked(False)
        self._facts = facts
        for group in GROUPS:
            count = facts.counts[group.verdict]
            self.heads[group.verdict].show_group(count, numbers.number(count), sentence(group, facts))
        for body in self.bodies.values():
            body.refresh(facts)
        counts = [facts.counts[group.verdict] for group in GROUPS]
        self.sum.say(" + ".join(numbers.number(count) for count in counts if count))
        self.total.setText(numbers.number(facts.rows))
        self._align()

    def filter_field(self) -> SearchField | None:
        """The filter of the first open group that has one."""
        fields = (self.bodies[verdict].filter for verdict in self.heads if verdict in self.bodies)
        return next((field for field in fields if field.isVisible()), None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._round_off()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._inside and event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def _toggle(self, group: Group, is_open: bool) -> None:
        body = self.bodies.pop(group.verdict, None)
        if body:
            focused = QApplication.focusWidget()
            if focused and body.isAncestorOf(focused):
                # Or Qt looks for another place for it, anywhere in the window.
                self.heads[group.verdict].setFocus()
            self._lines.removeWidget(body)
            body.hide()
            body.deleteLater()
        if not is_open or self._plan is None or self._facts is None:
            return
        body = GroupBody(self._wizard, self._plan, group, self._facts)
        body.corrected.connect(self.corrected)
        body.copied.connect(self.copied)
        body.save.clicked.connect(lambda: self.save_wanted.emit(group))
        body.table.selectionModel().currentChanged.connect(
            lambda now, _before, table=body.table: self._bring_into_sight(table, now)
        )
        body.came.connect(lambda: QTimer.singleShot(0, self, lambda: self._show_opened(group)))
        self.bodies[group.verdict] = body
        self._lines.insertWidget(self._lines.indexOf(self.heads[group.verdict]) + 1, body)
        body.show()

    def _show_opened(self, group: Group) -> None:
        """Its first rows are there: show as many of them as there is room for below the line of the group."""
        body = self.bodies.get(group.verdict)
        if body:
            self._area.ensureVisible(0, body.geometry().bottom(), 0, 0)
            self._area.ensureVisible(0, self.heads[group.verdict].y(), 0, 0)

    def _bring_into_sight(self, table: QWidget, index: QModelIndex) -> None:
        """The tables are as high as their rows: it is this list that scrolls along with the keyboard."""
        if index.isValid():
            middle = index.row() * ROW_HEIGHT + ROW_HEIGHT // 2
            spot = table.mapTo(self._inside, QPoint(0, middle))
            self._area.ensureVisible(0, spot.y(), 0, ROW_HEIGHT)

    def _lay_out(self) -> None:
        self._inside = QWidget()
        self._inside.setObjectName("scrolled")
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._lines.setSpacing(0)
        column.addLayout(self._lines)
        column.addStretch(1)
        for group in GROUPS:
            self.heads[group.verdict] = self._head(group)
            self._lines.addWidget(self.heads[group.verdict])
        self.heads[GROUPS[0].verdict].begins_card = True
        self._inside.installEventFilter(self)
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setMinimumHeight(3 * HEIGHT)
        self._area.setWidget(self._inside)
        self._area.verticalScrollBar().rangeChanged.connect(self._make_room_beside_sum)
        self.column.addWidget(self._area, 1)
        self.column.addWidget(self._sum_line())

    def _head(self, group: Group) -> GroupHead:
        head = GroupHead(group.state)
        head.toggled.connect(lambda is_open: self._toggle(group, is_open))
        return head

    def _sum_line(self) -> QWidget:
        line = QFrame()
        line.setProperty("ground", "sunken")
        line.setProperty("corners", "bottom-left bottom-right")
        line.setFixedHeight(HEIGHT)
        self._sum_row = QHBoxLayout(line)
        self._sum_row.setContentsMargins(72, 0, 16, 0)
        self._sum_row.setSpacing(16)
        self._sum_row.addWidget(self.sum, 1)
        self._sum_row.addWidget(self.total)
        return line

    def _align(self) -> None:
        names = max(head.name.sizeHint().width() for head in self.heads.values())
        for head in self.heads.values():
            head.align(names, self.total.sizeHint().width())

    def _make_room_beside_sum(self, _least: int, most: int) -> None:
        """The total stands below the numbers, which the scroll bar moves to the left."""
        beside = self._area.verticalScrollBar().sizeHint().width() if most else 0
        self._sum_row.setContentsMargins(72, 0, 16 + beside, 0)

    def _fit(self) -> None:
        """No higher than the lines: the sum stands right below them."""
        lines = self._inside.sizeHint().height()
        self._area.setMaximumHeight(lines)
        self.setMaximumHeight(lines + HEIGHT + 2)

    def _round_off(self) -> None:
        """Whatever is scrolled under the upper corners of the card stays inside them."""
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(self._area.rect()).adjusted(0, 0, 0, 8), 7, 7)
        self._area.setMask(QRegion(shape.toFillPolygon().toPolygon()))
