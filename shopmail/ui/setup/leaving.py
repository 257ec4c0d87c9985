"""How people leave: by the page of a SendGrid group, or by SendGrid's subscription tracking."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout

from shopmail.errors import DeliveryError
from shopmail.ui.desk import Desk
from shopmail.ui.setup.online import OnlineForm
from shopmail.ui.widgets.buttons import Button
from shopmail.ui.widgets.explained import Explained
from shopmail.ui.widgets.field import Field
from shopmail.ui.widgets.inputs import Choice, Radio, TextInput
from shopmail.ui.widgets.notice import Notice
from shopmail.wording import N_, _

if TYPE_CHECKING:
    from shopmail.delivery.groups import Group
    from shopmail.settings import UnsubscribeSettings
    from shopmail.storage.shop import Shop

GROUP, TRACKING = "group", "tracking"
_WAYS = (
    (
        GROUP,
        N_("By a SendGrid group (advised)"),
        N_(
            "The link opens a page of SendGrid that names the group. Your order mails sent through the same"
            " account still arrive."
        ),
    ),
    (
        TRACKING,
        N_("By SendGrid's subscription tracking"),
        N_(
            "Mails carry the headers for leaving with one click, which Gmail and Yahoo want from those who"
            " send them more than 5,000 mails a day. Whoever leaves gets nothing at all from this SendGrid"
            " account any more, order mails too."
        ),
    ),
)
_USUAL, _NEW = "", "new"


class LeavingForm(OnlineForm):
    """The groups are asked of SendGrid; without a key, what is set is shown and can still be changed."""

    TITLE = N_("How people leave")
    SENTENCE = N_(
        "Every mail has a link to leave. Whichever way, whoever leaves is never mailed by shopmail again."
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._reading = self.latest("reading")
        self._kept: UnsubscribeSettings | None = None
        self._groups: tuple[Group, ...] | None = None
        self.notice: Notice | None = None
        self.ways: dict[str, Radio] = {}
        self._ways = QButtonGroup(self)
        self.group = Choice()
        self.group.chosen.connect(self._pick)
        self.group_field = Field(_("Group"), self.group, _("Its name stands on the page where people leave."))
        self.name = TextInput()
        self.name_field = Field(_("Name of the new group"), self.name)
        self.make = Button(_("Make the group"), small=True)
        self.make.clicked.connect(self._make)
        self.name.textEdited.connect(self._named)
        self._lay_out()

    def fill(self) -> None:
        shop = self.desk.shop
        self._reading.ask(lambda: shop.settings().unsubscribe, self._filled)

    def save(self) -> None:
        way = GROUP if self.ways[GROUP].isChecked() else TRACKING
        group = self.group.key if self.group.key != _NEW else _USUAL
        self.write_settings(
            {"unsubscribe.way": way, "unsubscribe.group": group},
            _("From the next campaign on, people leave that way."),
        )

    def can_save(self) -> bool:
        return self.group.key != _NEW or self.ways[TRACKING].isChecked()

    def _lay_out(self) -> None:
        for key, words, consequence in _WAYS:
            self.ways[key] = Radio(_(words))
            self._ways.addButton(self.ways[key])
            self.ways[key].clicked.connect(self._changed)
            self.column.addWidget(Explained(self.ways[key], _(consequence)))
        new = QHBoxLayout()
        new.setSpacing(8)
        new.addWidget(self.name_field, 1)
        new.addWidget(self.make)
        self.column.addWidget(self.waiting)
        self.column.addWidget(self.group_field)
        self.column.addLayout(new)
        self._offer()

    # ---- what is set, and what there is ----

    def _filled(self, kept: "UnsubscribeSettings") -> None:
        self._kept = kept
        self.ways[kept.way].setChecked(True)
        self._offer()
        if self._groups is None and not self.asks:
            shop = self.desk.shop
            self.ask(
                _("Asking SendGrid for its groups …"),
                lambda: _groups_of(shop),
                self._show_groups,
                self._not_told,
            )

    def _show_groups(self, groups: "tuple[Group, ...] | None") -> None:
        self._groups = groups
        self._offer()

    def _not_told(self, problem: Exception) -> None:
        if isinstance(problem, DeliveryError):
            self._say(problem.title, problem.message, problem.remedy)
        else:
            self.show_failure(problem)

    def _offer(self, chosen: str | None = None) -> None:
        """Fill the list of groups: the account's own choice, each by name, and a new one."""
        if chosen is None:
            chosen = str(self._kept.group) if self._kept and self._kept.group else _USUAL
        entries = [(_USUAL, _("The account's usual group, made if there is none"))]
        entries += [(str(group.id), group.name) for group in self._groups or ()]
        if chosen not in dict(entries):
            entries.append((chosen, _("Group {number}", number=chosen)))
        if self._groups is not None:
            entries.append((_NEW, _("A new group …")))
        self.group.fill(entries)
        self.group.choose(chosen)
        self._show_parts()

    def _show_parts(self) -> None:
        by_group = self.ways[GROUP].isChecked()
        new = by_group and self.group.key == _NEW
        self.group_field.setVisible(by_group)
        self.name_field.setVisible(new)
        self.make.setVisible(new)
        self.make.setEnabled(bool(self.name.text().strip()))
        self.follow()

    # ---- what the owner changes ----

    def _changed(self) -> None:
        self.touch()
        self._show_parts()

    def _pick(self, key: str) -> None:
        self._changed()
        if key == _NEW:
            self.name.setFocus()

    def _named(self) -> None:
        self.touch()
        self.name_field.clear_error()
        self._show_parts()

    def _make(self) -> None:
        shop, name = self.desk.shop, self.name.text()
        self.ask(_("Making the group …"), lambda: _made(shop, name), self._made, self.show_failure)

    def _made(self, group: "Group | None") -> None:
        if group is None:
            return
        self._groups = (*(self._groups or ()), group)
        self.name.clear()
        self._offer(str(group.id))
        self._say(
            _("The group is made"),
            _("Save to use it. SendGrid needs a minute before mails can use it."),
            state="good",
        )

    def _say(self, title: str, *sentences: str, state: str = "warn") -> None:
        if self.notice:
            self.notice.hide()
            self.notice.deleteLater()
        self.notice = Notice(state, title, *sentences)
        self.column.insertWidget(0, self.notice)


def _groups_of(shop: "Shop") -> "tuple[Group, ...] | None":
    """The groups of the account; None without a key."""
    from shopmail.sending.post_office import account

    found = account(shop)
    return found.leave_groups() if found else None


def _made(shop: "Shop", name: str) -> "Group | None":
    from shopmail.sending.post_office import account

    found = account(shop)
    return found.new_leave_group(name) if found else None
