"""Whether SendGrid counts who opens and clicks, and what the law says about it."""

from typing import TYPE_CHECKING

from shopmail.ui.desk import Desk
from shopmail.ui.setup.form import SetupForm
from shopmail.ui.widgets.explained import Explained
from shopmail.ui.widgets.inputs import CheckBox
from shopmail.ui.widgets.text import label
from shopmail.wording import N_, _

if TYPE_CHECKING:
    from shopmail.settings import TrackingSettings

_LAW = N_(
    "The law: an unseen picture that tells who opened a mail, and links that tell who clicked, watch people"
    " (ePrivacy directive, article 5(3); GDPR, articles 6 and 13). Turn them on only if people were told so"
    " when they signed up and agreed to it. Without them you still see who left, complained or came back."
)


class TrackingForm(SetupForm):
    """Both are off unless the owner turns them on; campaigns on their way keep what they began with."""

    TITLE = N_("Opened and clicked")
    SENTENCE = N_("SendGrid can tell you who opened a mail and who followed its links.")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._reading = self.latest("reading")
        self.opens = CheckBox(_("Count who opens a mail"))
        self.clicks = CheckBox(_("Count who clicks a link"))
        for box in (self.opens, self.clicks):
            box.clicked.connect(self.touch)
        rough = _(
            "Some mail programs open mails by themselves, others never tell: take the number as a rough one."
        )
        self.column.addWidget(Explained(self.opens, rough))
        self.column.addWidget(self.clicks)
        self.column.addWidget(label(_(_LAW), "muted", wrap=True))

    def fill(self) -> None:
        shop = self.desk.shop
        self._reading.ask(lambda: shop.settings().tracking, self._filled)

    def save(self) -> None:
        wanted = {
            "tracking.opens": str(self.opens.isChecked()).lower(),
            "tracking.clicks": str(self.clicks.isChecked()).lower(),
        }
        self.write_settings(wanted, _("From the next campaign on, it is counted as you said."))

    def _filled(self, tracking: "TrackingSettings") -> None:
        self.opens.setChecked(tracking.opens)
        self.clicks.setChecked(tracking.clicks)
