"""A person's card in a window, over a small shop of people in several standings: for tests."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from shopmail.contacts import card as contact_card
from shopmail.contacts.card import Card
from shopmail.contacts.fields import add_own
from shopmail.model import Act, ConsentEntry, Contact, Reason, Source, Way
from shopmail.ui.application import Application
from shopmail.ui.contacts.card.panel import WIDTH, PersonCard
from shopmail.ui.contacts.card.printed import Printed
from shopmail.ui.widgets.sheet import Sheet
from shopmail.ui.widgets.toast import Toast
from tests.builders import DAY, NOON, a_contact, a_refusal, a_shop, a_source, an_entry, an_import
from tests.ui.settling import settle

MARCH_2024 = 1_710_261_720
"""12 March 2024, 17:42 in Prague."""
JANA, ONDREJ, OLGA, HANA = (f"{name}@example.com" for name in ("j.dvorakova", "ondra.vesely", "olga", "hana"))


def make_people(folder: Path) -> Path:
    """Jana (agreed and confirmed), Ondřej (left), Olga (nothing is known of her), Hana (1,000 orders)."""
    with a_shop(folder) as shop, shop.transaction() as session:
        run = an_import(session, source=a_source(session, "Web form"))
        session.get_one(Source, run.source_id).wording = "Yes, send me your news."
        run.file_name = "newsletter-2024.csv"
        add_own(session, "pet", "Pet", MARCH_2024)
        jana = a_contact(session, shop, JANA, first_name="Jana", last_name="Dvořáková", city="Písek")
        jana.birth_date, jana.note = "1984-05-14", "Likes <b>peonies</b>."
        an_entry(session, jana, Act.SIGNED_UP, MARCH_2024, run, method="web form").line = 118
        an_entry(session, jana, Act.CONFIRMED, MARCH_2024 + 420, run, method="link").line = 118
        ondrej = a_contact(session, shop, ONDREJ, first_name="Ondřej", last_name="Veselý")
        an_entry(session, ondrej, Act.CONFIRMED, MARCH_2024)
        a_refusal(session, shop, ONDREJ, Reason.LEFT, Way.LINK, MARCH_2024 + 9 * DAY)
        a_contact(session, shop, OLGA)
        hana = a_contact(session, shop, HANA, first_name="Hana")
        an_entry(session, hana, Act.ORDERED, MARCH_2024, order_ref="first")
        session.add_all(
            ConsentEntry(
                contact_id=hana.id,
                act=Act.ORDERED,
                recorded_at=NOON,
                stated_at=MARCH_2024 + number * 3600,
                order_ref=f"2024-{number}, with a good many words on what it was and where it went",
            )
            for number in range(998)
        )
        return shop.path


class Hands:
    """The card, and how it is looked at and used."""

    def __init__(self, application: Application, qtbot: QtBot) -> None:
        page, shop = application.window.page, application.shop
        assert page is not None
        assert shop is not None
        self._application, self._qtbot, self.shop = application, qtbot, shop
        self.card = PersonCard(page.desk)
        self.card.setParent(page)
        self.card.setGeometry(page.width() - WIDTH - 24, 24, WIDTH, page.height() - 120)
        self.card.show()
        self.card.raise_()

    def open(self, email: str) -> PersonCard:
        """Show this person, and wait until they are there."""
        self.card.show_person(self.id_of(email))
        self.settle()
        assert self.card.person is not None
        assert self.card.person.email == email
        return self.card

    def id_of(self, email: str) -> int:
        """The person's id."""
        with self.shop.reading() as session:
            return session.scalars(select(Contact.id).where(Contact.email == email)).one()

    def kept(self, email: str) -> Card:
        """What the shop file holds of the person now."""
        with self.shop.reading() as session:
            return contact_card.card(session, email, self.shop.clock.now())

    def settle(self) -> None:
        """Let everything that is under way come to its end."""
        settle(self._application)

    def words(self) -> list[str]:
        """All words that can be seen on the card, those of the printed blocks first."""
        printed = [block for block in self.card.findChildren(Printed) if block.isVisible()]
        words = [piece.words for block in printed for piece in block.pieces]
        return words + [label.text() for label in self.card.findChildren(QLabel) if label.isVisible()]

    def menu(self, words: str) -> None:
        """Choose this from ⋯."""
        self.click(self.card.head.more)
        menu = self.card.head.more.findChildren(QMenu)[-1]
        acts = {action.text(): action for action in menu.actions()}
        menu.close()
        acts[words].trigger()
        self.settle()

    def offered(self) -> list[str]:
        """What ⋯ offers."""
        self.click(self.card.head.more)
        menu = self.card.head.more.findChildren(QMenu)[-1]
        menu.close()
        return [action.text() for action in menu.actions()]

    def click(self, widget: QWidget) -> None:
        """With the mouse."""
        assert widget.isVisible()
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
        self.settle()

    def key(self, key: Qt.Key, widget: QWidget | None = None) -> None:
        """Press a key where the focus is, or on ``widget``."""
        QTest.keyClick(widget or self._application.window.focusWidget(), key)
        self.settle()

    def type(self, words: str) -> None:
        """Write where the focus is."""
        QTest.keyClicks(self._application.window.focusWidget(), words)

    @property
    def toast(self) -> Toast:
        """The strip at the foot, which has to be there."""
        toast = self._application.window.toast
        assert toast is not None
        assert toast.isVisible()
        return toast

    def undo(self) -> None:
        """Press Undo in it."""
        self.click(self.toast.undo)

    @property
    def sheet(self) -> Sheet | None:
        """The sheet that lies over the window."""
        sheets = [sheet for sheet in self._application.window.findChildren(Sheet) if sheet.isVisible()]
        return sheets[-1] if sheets else None
