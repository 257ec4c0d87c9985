"""The screens of a person's card, for the catalogue of all screens."""

from collections.abc import Callable

from shopmail.consent.mailable import Standing
from shopmail.contacts.listing import Query, page
from shopmail.ui.application import Application
from shopmail.ui.contacts.card.panel import PersonCard
from shopmail.ui.contacts.page import ContactsPage
from tests.ui.settling import settle


def _open(application: Application, standing: Standing, place: int = 0) -> PersonCard:
    """The card of whoever stands at this place among the people of one standing."""
    shop = application.shop
    assert shop is not None
    with shop.reading() as session:
        person = page(session, Query(standing=standing), place, 1, shop.clock.now())[0]
    application.window.go("start", "")  # what the list said before is over
    application.window.go("contacts", "")
    contacts = application.window.page
    assert isinstance(contacts, ContactsPage)
    contacts.beside.open_card(person.id)
    settle(application)
    assert contacts.beside.card is not None
    return contacts.beside.card


def _standing(standing: Standing, place: int = 0) -> Callable[[Application], object]:
    return lambda application: _open(application, standing, place)


def _form(application: Application) -> None:
    card = _open(application, Standing.CAN_BE_MAILED)
    card.edit()
    form = card.form
    assert form is not None
    form.add_new_field()
    form.show_errors({"city": "“Písek 1” is not a town. Write its name."} if "city" in form.inputs else {})
    settle(application)


def _away_from_form(application: Application) -> None:
    contacts = application.window.page
    assert isinstance(contacts, ContactsPage)
    card = contacts.beside.card
    if card and card.form:
        card.cancel.click()


def _tag(application: Application) -> None:
    _away_from_form(application)
    _open(application, Standing.RESTING).record.tags.begin()


def _agreement(application: Application) -> None:
    card = _open(application, Standing.MUST_NOT)
    card.ask_for_agreement()
    settle(application)


SCREENS: dict[str, Callable[[Application], object]] = {
    "card-can-be-mailed": _standing(Standing.CAN_BE_MAILED),
    "card-customer": _standing(Standing.CAN_BE_MAILED, 40),
    "card-waiting": _standing(Standing.WAITING),
    "card-resting": _standing(Standing.RESTING),
    "card-must-not": _standing(Standing.MUST_NOT),
    "card-form": _form,
    "card-tag": _tag,
    "card-agreement": _agreement,
}
"""Of the sample shop."""
