"""The catalogues of words: what the code says, and what resources/i18n holds of it.

Files carry no dates, names or line numbers: the same code gives the same bytes on every computer.
"""

import io
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent.parent
TRANSLATED = ("cs", "ru")

# The arguments that hold sentences, for each function of shopmail/wording.py.
KEYWORDS: dict[str, tuple[int, ...] | None] = {"_": None, "N_": None, "n_": (1, 2)}

Key = str | tuple[str, ...]


def template_file(root: Path) -> Path:
    """All sentences of the code, untranslated."""
    return root / "resources" / "i18n" / "shopmail.pot"


def catalogue_file(root: Path, language: str) -> Path:
    """The sentences in one language; the compiled twin (.mo) beside it is made by ./dev."""
    return root / "resources" / "i18n" / language / "LC_MESSAGES" / "shopmail.po"


def extracted(root: Path) -> Catalog:
    """What the code says now, in order of the sentences, each with the files that say it."""
    found: dict[Key, set[str]] = {}
    for path, _line, key, _comments, _context in extract_from_dir(
        root / "shopmail", method_map=[("**.py", "python")], keywords=KEYWORDS, strip_comment_tags=True
    ):
        found.setdefault(tuple(key) if isinstance(key, list | tuple) else key, set()).add(f"shopmail/{path}")
    catalogue = Catalog(project="shopmail", fuzzy=False)
    for key in sorted(found, key=str):
        catalogue.add(key, locations=[(path, 0) for path in sorted(found[key])])
    return catalogue


def read(file: Path, language: str | None = None) -> Catalog:
    """A catalogue from its file, empty where there is none yet. Raises ``PoFileError`` with the line."""
    if not file.exists():
        return Catalog(locale=language, fuzzy=False)
    with file.open("rb") as stream:
        return read_po(stream, locale=language, abort_invalid=True)


def updated(catalogue: Catalog, template: Catalog) -> Catalog:
    """``catalogue`` with exactly the sentences of ``template``: nothing guessed, nothing left over."""
    catalogue.update(template, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    return catalogue


def as_text(catalogue: Catalog) -> str:
    """The file's text, with a header that says only what gettext needs."""
    stream = io.BytesIO()
    write_po(stream, catalogue, width=100, omit_header=True, include_lineno=False, sort_output=True)
    header = [
        'msgid ""',
        'msgstr ""',
        r'"Content-Type: text/plain; charset=utf-8\n"',
        r'"Content-Transfer-Encoding: 8bit\n"',
    ]
    if catalogue.locale is not None:
        header += [rf'"Language: {catalogue.locale}\n"', rf'"Plural-Forms: {catalogue.plural_forms}\n"']
    return "\n".join(header) + "\n\n" + stream.getvalue().decode("utf-8").lstrip("\n")


def faults(catalogue: Catalog) -> Iterator[str]:
    """What keeps a translated catalogue from being complete, a line for each sentence concerned."""
    for message in catalogue:
        if not message.id:
            continue
        if message.fuzzy:
            yield f"fuzzy: {message.id!r}"
        yield from _faults_of(message, catalogue)
    yield from (f"no longer said: {key!r}" for key in catalogue.obsolete)


def _faults_of(message: Message, catalogue: Catalog) -> Iterator[str]:
    forms = _texts(message.string)
    if len(forms) != (catalogue.num_plurals if message.pluralizable else 1) or not all(forms):
        yield f"not translated: {message.id!r}"
        return
    english = _texts(message.id)
    one, many = placeholders(english[0]), placeholders(english[-1])
    for number, form in enumerate(forms):
        # Where the first form means exactly one (Czech; in Russian it is 21 too), it may leave the count out.
        allowed = (one, many) if number == 0 and catalogue.locale_identifier == "cs" else (many,)
        if placeholders(form) not in allowed:
            yield f"other placeholders: {message.id!r} -> {form!r}"


def _texts(texts: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (texts,) if isinstance(texts, str) else tuple(texts or ())


def placeholders(text: str) -> frozenset[str]:
    """The ``{names}`` of a sentence. Raises ``ValueError`` for braces that don't pair."""
    return frozenset(name for _text, name, _spec, _conversion in Formatter().parse(text) if name is not None)
