"""The live mail beside the editor: as somebody, marked, on a desktop, darkened, as text; with a mistake."""

from collections.abc import Callable

from shopmail.campaigns import saving
from shopmail.campaigns.blocks.block import Block
from shopmail.campaigns.blocks.drawn import Picture
from shopmail.campaigns.blocks.written import Button, Heading, Text
from shopmail.campaigns.content import Written
from shopmail.ui.application import Application
from shopmail.ui.campaigns.mail.tab import MailTab
from shopmail.ui.campaigns.preview.pane import PreviewPane
from tests.ui.screens.kind import Screens
from tests.ui.settling import pause, settle

NAME = "Košíky na náhled"
BLOCKS: tuple[Block, ...] = (
    Heading(text="Podzim ve vaší váze"),
    Text(
        text='Dobrý den, {{ first_name | default: "milí zákazníci" }},\n\nzahrada je plná jiřin a my z nich '
        'vážeme podzimní košíky. Do města {{ city | default: "Písek" }} dovezeme do neděle **zdarma**.'
    ),
    Button(text="Objednat košík", url="https://example.com/kosik"),
    Picture(url="https://example.com/kosik.jpg", alt="Košík s jiřinami"),
)


def come_to_preview(application: Application) -> PreviewPane:
    """The tab Mail of a draft, its preview in sight and drawn."""
    shop = application.shop
    assert shop is not None
    with shop.reading() as session:
        known = next((one.id for one in saving.listing(session) if one.name == NAME), None)
    written = Written(
        name=NAME, subject="Podzimní vazby jsou tady", preview_text="Vydrží tři týdny", blocks=BLOCKS
    )
    draft = known or saving.begin(shop, written)
    application.window.go("campaign", f"{draft}/mail")
    settle(application)
    assert application.window.page is not None
    (pane,) = application.window.page.findChildren(PreviewPane)
    tab = pane.parentWidget()
    assert isinstance(tab, MailTab)
    # In a small window it lies over the editor while it is asked for.
    tab.preview.setChecked(True)
    pane.controls.mark.setChecked(False)
    _look(pane, "light", "phone")
    pane.keeper.change(subject=written.subject)
    wait_for_mail(application, pane)
    return pane


def wait_for_mail(application: Application, pane: PreviewPane) -> None:
    """Let it draw what was changed."""
    for _round in range(500):
        if not pane.isVisible() or (not pane.is_behind and not pane.device.view.is_busy):
            break
        pause(20)
    settle(application)


def _look(pane: PreviewPane, look: str, device: str) -> None:
    pane.controls.looks.choose(look)
    pane.controls.choose_device(device)


def _as_case(application: Application) -> None:
    pane = come_to_preview(application)
    pane.controls.mark.setChecked(True)
    pane.controls.next.click()
    wait_for_mail(application, pane)


def _on(look: str, device: str) -> Callable[[Application], None]:
    def arrange(application: Application) -> None:
        pane = come_to_preview(application)
        _look(pane, look, device)
        wait_for_mail(application, pane)

    return arrange


def _mistake(application: Application) -> None:
    pane = come_to_preview(application)
    pane.keeper.change(subject="Podzimní vazby pro {{ first")
    wait_for_mail(application, pane)


def _link(application: Application) -> None:
    come_to_preview(application).device.view.link_pressed.emit("https://example.com/kosik")


SCREENS: Screens = {
    "preview": come_to_preview,
    "preview-case": _as_case,
    "preview-desktop": _on("light", "desktop"),
    "preview-dark": _on("dark", "phone"),
    "preview-text": _on("text", "phone"),
    "preview-mistake": _mistake,
    "preview-link": _link,
}
