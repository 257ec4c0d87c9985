"""The sections of the Settings page, in the order of its list: a new one is a function and a line here.

A section is made when it is first opened.
"""

from collections.abc import Callable
from typing import NamedTuple

from shopmail.ui.desk import Desk
from shopmail.ui.settings.section import LinesCard, Section
from shopmail.ui.widgets.buttons import Button
from shopmail.wording import N_, _


class Entry(NamedTuple):
    """A section: ``key`` is how other pages call it, ``title`` and ``sentence`` are marked sentences."""

    key: str
    icon: str
    title: str
    sentence: str
    fill: Callable[[Desk, Section], None]


def _shop(desk: Desk, section: Section) -> None:
    from shopmail.ui.setup.shop_details import ShopDetailsForm

    section.add_form(ShopDetailsForm(desk))


def _sendgrid(desk: Desk, section: Section) -> None:
    from shopmail.ui.setup.key import KeyForm
    from shopmail.ui.setup.leaving import LeavingForm
    from shopmail.ui.setup.test_mail import TestMailForm
    from shopmail.ui.setup.tracking import TrackingForm

    section.add_form(KeyForm(desk))
    section.add_form(LeavingForm(desk))
    section.add_form(TrackingForm(desk))
    section.add_form(TestMailForm(desk))
    outbox = Button(_("Open the outbox"), small=True)
    outbox.clicked.connect(lambda: desk.go("outbox", ""))
    said = _("Mails that were written while there was no key. Nobody got them.")
    section.add(_("Rehearsal outbox"), LinesCard(((_("Rehearsed mails"), said, outbox),)))


def _sender(desk: Desk, section: Section) -> None:
    from shopmail.ui.setup.sender import SenderForm

    section.add_form(SenderForm(desk))


def _agreement(desk: Desk, section: Section) -> None:
    from shopmail.ui.setup.agreement import AgreementForm
    from shopmail.ui.setup.sources import SourcesPart

    section.add_form(AgreementForm(desk))
    sources = SourcesPart(desk)
    section.add(_("Where people came from"), sources, sources)
    section.search = sources.search


def _backup(desk: Desk, section: Section) -> None:
    from shopmail.ui.setup.backup import BackupForm

    section.add_form(BackupForm(desk))


def _look(desk: Desk, section: Section) -> None:
    from shopmail.ui.setup.appearance import colours
    from shopmail.ui.setup.language import LanguageForm

    form = LanguageForm(desk)
    form.chosen.connect(form.save)
    card = LinesCard(
        (
            (_(form.TITLE), _(form.SENTENCE), form),
            (_("Colours"), _("For this computer only."), colours(desk)),
        )
    )
    section.add(_("Look and language"), card, form)


def _files(desk: Desk, section: Section) -> None:
    from shopmail.ui.setup.shop_file import ShopFilePart

    part = ShopFilePart(desk)
    section.add(_("Where your files lie"), part, part)


SECTIONS: tuple[Entry, ...] = (
    Entry("shop", "building-store", N_("Shop"), N_("Who you are: it stands in every mail."), _shop),
    Entry(
        "sendgrid",
        "cloud",
        N_("SendGrid"),
        N_("It delivers your mails. Without it, they go into the rehearsal outbox."),
        _sendgrid,
    ),
    Entry("sender", "at", N_("Sender"), N_("Whom your mails come from."), _sender),
    Entry(
        "agreement",
        "shield-check",
        N_("Agreement, age"),
        N_("What it takes to be mailed. You see whom a change concerns before it holds."),
        _agreement,
    ),
    Entry("backup", "device-floppy", N_("Backup"), N_("A copy of everything, in a second place."), _backup),
    Entry("look", "world", N_("Look, language"), N_("What you choose holds at once."), _look),
    Entry("files", "files", N_("Files"), N_("Everything is on this computer, in one shop file."), _files),
)
