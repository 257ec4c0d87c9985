"""The screens of the tab Mail, for the catalogue of all screens."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

from shopmail.campaigns import pictures, saving
from shopmail.campaigns.blocks.block import Block
from shopmail.campaigns.blocks.drawn import Divider, Picture
from shopmail.campaigns.blocks.spacing import Spacing
from shopmail.campaigns.blocks.written import Button, Heading, Text
from shopmail.campaigns.saving import Written
from shopmail.ui.application import Application
from shopmail.ui.campaigns.mail.tab import MailTab
from tests.ui.screens.kind import Screens
from tests.ui.settling import settle

WORDS = (
    'Dobrý den, {{ first_name | default: "milí zákazníci" }},\n'
    "zahrada je plná jiřin a my z nich vážeme **podzimní košíky**. Naposledy jste si u nás vybrali růže"
    ' v městě {{ city | default: "Písek" }}. Tentokrát máme, [co vydrží](https://example.com/) tři týdny.\n'
    "- slunečnice\n- jiřiny"
)
_NAME, _HTML_NAME, _EMPTY_NAME = "Podzimní košíky", "Leták z tiskárny", "Nový dopis"


def open_mail(application: Application, written: Written) -> MailTab:
    """The tab Mail of a draft of this name; it is begun if there is none."""
    shop = application.shop
    assert shop is not None
    with shop.reading() as session:
        known = {line.name: line.id for line in saving.listing(session)}
    number = known.get(written.name) or saving.begin(shop, written)
    application.window.go("campaign", f"{number}/mail")
    settle(application)
    assert application.window.page is not None
    (tab,) = (tab for tab in application.window.page.findChildren(MailTab) if tab.isVisible())
    return tab


def all_blocks(picture: str) -> tuple[Block, ...]:
    """One block of each kind; ``picture`` is a Content-ID."""
    return (
        Heading("Podzim ve vaší váze"),
        Text(WORDS),
        Picture(f"cid:{picture}", alt="Košík s jiřinami"),
        Divider(),
        Button("Objednat košík", "https://kvetinyumostu.example.com/kosik"),
        Spacing("large"),
    )


def a_picture(application: Application) -> str:
    """A picture in the shop file; its Content-ID."""
    assert application.shop is not None
    with TemporaryDirectory() as folder:
        file = Path(folder) / "podzimni-kosik.jpg"
        Image.new("RGB", (900, 420), (190, 120, 90)).save(file)
        return pictures.keep(application.shop, file).cid


def _blocks(application: Application) -> MailTab:
    blocks = all_blocks(a_picture(application))
    tab = open_mail(application, Written(name=_NAME, subject="Podzimní vazby jsou tady", blocks=blocks))
    tab.preview.setChecked(False)
    return tab


def _opened(place: int) -> Callable[[Application], None]:
    def show(application: Application) -> None:
        _blocks(application).blocks.open_block(place)
        settle(application)

    return show


def _start(application: Application) -> None:
    open_mail(application, Written(name=_EMPTY_NAME))


def _html(application: Application) -> MailTab:
    source = (
        '<h1>Leták</h1>\n<script>alert(1)</script>\n<p onclick="x()">Přijďte na jarmark.</p>\n<form></form>'
    )
    tab = open_mail(application, Written(name=_HTML_NAME, html=source))
    settle(application)
    tab.own_html.source.setFocus()
    return tab


def _back_to_blocks(application: Application) -> None:
    _html(application).own_html.leave.click()


def _preview(application: Application) -> None:
    _blocks(application).preview.setChecked(True)
    settle(application)


SCREENS: Screens = {
    "mail-start": _start,
    "mail-blocks": _opened(1),
    "mail-picture": _opened(2),
    "mail-button": _opened(4),
    "mail-preview": _preview,
    "mail-html": _html,
    "mail-back-to-blocks": _back_to_blocks,
}
"""Of the sample shop."""
