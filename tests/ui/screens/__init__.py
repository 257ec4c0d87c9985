"""Every screen by name, and how it is come to: for pictures, room for words, the walk without eyes."""

from tests.ui.screens import (
    base,
    campaigns,
    card,
    contacts,
    import_columns,
    import_first,
    import_last,
    mail,
    preview,
    segments,
    sending,
    settings,
    setup,
)
from tests.ui.screens.kind import Screens

EMPTY: Screens = base.EMPTY | setup.EMPTY | settings.EMPTY | sending.EMPTY
"""Of a shop that has just begun."""

FILLED: Screens = (
    base.FILLED
    | contacts.SCREENS
    | card.SCREENS
    | segments.SCREENS
    | campaigns.SCREENS
    | mail.SCREENS
    | preview.SCREENS
    | sending.SCREENS
    | setup.SCREENS
    | settings.SCREENS
    | import_first.SCREENS
    | import_columns.SCREENS
    | import_last.SCREENS
)
"""Of the sample shop. The last one really imports, so nothing may come after it."""

DIALOGS: Screens = base.DIALOGS
"""Over the window; whoever opens one closes it."""
