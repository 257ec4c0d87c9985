"""The one catalogue of words, for the core, the command line and the window: English, Czech, Russian.

The English sentence is the key. ``_`` looks a sentence up at the moment it is called, so a change of
language needs no restart; a constant is marked with ``N_`` and looked up where it is shown.
"""

import gettext as _gettext
import os

from shopmail import paths

LANGUAGES = ("en", "cs", "ru")

_catalogue: _gettext.NullTranslations = _gettext.NullTranslations()
_language = "en"


def use_language(code: str) -> None:
    """Speak ``code`` from now on; one that is not in ``LANGUAGES`` means English."""
    global _catalogue, _language
    _language = code if code in LANGUAGES else "en"
    _catalogue = _gettext.translation(
        "shopmail", localedir=paths.resources() / "i18n", languages=[_language], fallback=True
    )


def language() -> str:
    """The code of the language in use."""
    return _language


def system_language() -> str:
    """The first of ``LANGUAGES`` that the user's environment asks for, else English."""
    asked = [os.environ.get(name, "") for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")]
    for value in asked:
        for part in value.split(":"):
            if part[:2].lower() in LANGUAGES:
                return part[:2].lower()
    return "en"


def _(sentence: str, **values: object) -> str:
    """``sentence`` in the language in use, its ``{names}`` filled from ``values``."""
    text = _catalogue.gettext(sentence)
    return text.format(**values) if values else text


def n_(one: str, many: str, count: int, **values: object) -> str:
    """The form that fits ``count``, which also fills ``{count}``."""
    return _catalogue.ngettext(one, many, count).format(count=count, **values)


def in_language(code: str, sentence: str, **values: object) -> str:
    """``sentence`` in the language ``code``: a mail speaks its shop's language, not the program's."""
    catalogue = _gettext.translation(
        "shopmail", localedir=paths.resources() / "i18n", languages=[code], fallback=True
    )
    text = catalogue.gettext(sentence)
    return text.format(**values) if values else text


def N_(sentence: str) -> str:  # noqa: N802 - the customary name of the gettext marker
    """Mark a constant for the catalogue; it is looked up later with ``_``."""
    return sentence
