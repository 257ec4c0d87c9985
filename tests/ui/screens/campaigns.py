"""The list of campaigns and the page of a draft: every tab, what is refused, what stops."""

from collections.abc import Callable

from shopmail.campaigns import saving
from shopmail.campaigns.saving import Written
from shopmail.ui.application import Application
from shopmail.ui.campaigns.draft.page import CampaignPage
from shopmail.ui.campaigns.page import CampaignsPage
from tests.ui.screens.kind import Screens
from tests.ui.settling import settle

_DRAFT = 3
"""The number of the sample shop's draft."""
_LONG = "Pozvánka na podzimní dílnu vázání kytic z jiřin, hortenzií a šípků v naší zahradě za mostem"


def _list(application: Application) -> CampaignsPage:
    application.window.go("campaigns", "")
    settle(application)
    page = application.window.page
    assert isinstance(page, CampaignsPage)
    return page


def _found_none(application: Application) -> None:
    page = _list(application)
    page.search.setText("xyz")
    page.search.returnPressed.emit()


def _put_away(application: Application) -> None:
    _list(application).go_to("archived")


def _rename(application: Application) -> None:
    page = _list(application)
    page.acts.rename(page.model.records[0])


def _refused(application: Application) -> None:
    page = _list(application)
    line = page.model.records[0]
    assert application.shop is not None
    gone = saving.delete(application.shop, line.id)
    page.acts.duplicate(line)
    settle(application)
    saving.restore(application.shop, gone)


def _tab(tab: str) -> Callable[[Application], None]:
    return lambda application: application.window.go("campaign", f"{_DRAFT}/{tab}")


def _opened(application: Application, tab: str) -> CampaignPage:
    application.window.go("campaign", f"{_DRAFT}/{tab}")
    settle(application)
    page = application.window.page
    assert isinstance(page, CampaignPage)
    return page


def _change(tab: str, **values: object) -> Callable[[Application], None]:
    """The draft otherwise, on screen only for as long as the screen is looked at."""

    def arrange(application: Application) -> None:
        page = _opened(application, tab)
        assert page.keeper is not None
        page.keeper.change(**values)
        page.keeper.flush()
        settle(application)

    return arrange


def _segment_gone(application: Application) -> None:
    from shopmail.segments import saving as segments

    assert application.shop is not None
    shop = application.shop
    everybody = '{"version": 1, "where": {"rule": "email", "op": "contains", "value": "example"}}'
    with shop.reading() as session:
        names = {line.name for line in segments.listing(session)}
    if "Dílna" not in names:
        segments.save(shop, "Dílna", everybody)
    with shop.reading() as session:
        segment_id = segments.find(session, "Dílna").id
    segments.delete(shop, segment_id)
    _change("to", segment_id=segment_id)(application)


def _own_sender(application: Application) -> None:
    page = _opened(application, "from")
    assert page.book is not None
    tab = page.book.from_whom
    tab.own.click()
    tab.email.setText("kvetiny@seznam.cz")
    tab.email.textEdited.emit("")
    tab.reply_to.setText("nikdo")
    tab.reply_to.textEdited.emit("")
    page.book.tabs.setFocus()
    settle(application)


def _back_to_the_shops(application: Application) -> None:
    _change("from", sender="", reply_to="", segment_id=None)(application)


def _stopped(application: Application) -> None:
    _change("check", subject="{{ nothing }}", sender="nobody")(application)


def _mended(application: Application) -> None:
    """As the sample shop has it."""
    _change("check", name="Dušičkové věnce", subject="Věnce na Dušičky", sender="", preview_text="")(
        application
    )


def _not_saved(application: Application) -> None:
    page = _opened(application, "to")
    assert application.shop is not None
    assert page.keeper is not None
    gone = saving.delete(application.shop, _DRAFT)
    page.keeper.change(preview_text="x")
    page.keeper.flush()
    settle(application)
    saving.restore(application.shop, gone)


def _just_begun(application: Application) -> None:
    assert application.shop is not None
    number = saving.begin(application.shop, Written(name="Nová"))
    application.window.go("campaign", f"{number}/check")
    settle(application)
    saving.delete(application.shop, number)


SCREENS: Screens = {
    "campaigns-none-found": _found_none,
    "campaigns-archived": _put_away,
    "campaigns-rename": _rename,
    "campaigns-refused": _refused,
    "campaign-to": _tab("to"),
    "campaign-to-segment": _change("to", segment_id=1),
    "campaign-to-gone": _segment_gone,
    "campaign-from": _back_to_the_shops,
    "campaign-from-own": _own_sender,
    "campaign-subject": _change(
        "subject",
        sender="",
        reply_to="",
        subject='{{ first_name | default: "Milí zákazníci" }}, podzimní jiřiny jsou tady a čekají na vás',
        preview_text="Do neděle {{ city }} zdarma",
    ),
    "campaign-check-stops": _stopped,
    "campaign-check": _mended,
    "campaign-long-name": _change("to", name=_LONG),
    "campaign-not-saved": _not_saved,
    "campaign-check-just-begun": _just_begun,
    "campaign-check-again": _mended,
}
"""Of the sample shop, whose draft is at the end what it was at first, but for its subject."""
