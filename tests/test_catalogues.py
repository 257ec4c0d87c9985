"""Each sentence of the code stands in each language, with its placeholders; ./dev words helps."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from tests.house import catalogues
from tests.house.imports import Module, dotted, modules

ROOT = catalogues.ROOT


def test_the_template_holds_what_the_code_says() -> None:
    template = catalogues.template_file(ROOT).read_text(encoding="utf-8")
    assert template == catalogues.as_text(catalogues.extracted(ROOT)), "run ./dev words"


@pytest.mark.parametrize("language", catalogues.TRANSLATED)
def test_a_language_holds_the_same_sentences(language: str) -> None:
    file = catalogues.catalogue_file(ROOT, language)
    settled = catalogues.updated(catalogues.read(file, language), catalogues.extracted(ROOT))
    assert file.read_text(encoding="utf-8") == catalogues.as_text(settled), "run ./dev words"


@pytest.mark.parametrize("language", catalogues.TRANSLATED)
def test_a_language_is_translated_to_the_end(language: str) -> None:
    assert list(catalogues.faults(catalogues.read(catalogues.catalogue_file(ROOT, language), language))) == []


def test_every_sentence_is_given_what_it_needs() -> None:
    assert [line for module in modules(ROOT, "shopmail") for line in ill_said(module)] == []


def ill_said(module: Module) -> Iterator[str]:
    """``shopmail/x.py:12: REASON`` for a sentence that is put together or given the wrong values."""
    for node in module.nodes:
        if isinstance(node, ast.Call) and dotted(node.func) in catalogues.KEYWORDS:
            for reason in _mistakes(node, dotted(node.func)):
                yield f"{module.path}:{node.lineno}: {reason}"


def _mistakes(call: ast.Call, keyword: str) -> Iterator[str]:
    positions = catalogues.KEYWORDS[keyword] or (1,)
    sentences = call.args[: len(positions)]
    if any(isinstance(sentence, ast.JoinedStr | ast.BinOp | ast.Call) for sentence in sentences):
        yield "a sentence is written out, not put together"
    literals = [s.value for s in sentences if isinstance(s, ast.Constant) and isinstance(s.value, str)]
    if keyword == "N_" or not literals or any(given.arg is None for given in call.keywords):
        return
    needed = frozenset().union(*map(catalogues.placeholders, literals)) - (
        {"count"} if keyword == "n_" else set()
    )
    given = {value.arg for value in call.keywords}
    if needed != given:
        yield f"needs {sorted(needed)}, is given {sorted(map(str, given))}"


# ---- each rule catches what it is there for -----------------------------------------------------


@pytest.mark.parametrize(
    ("text", "mistakes"),
    [
        ('_("Hello {name}", name=n)', []),
        ("_(CONSTANT, name=n)", []),
        ('n_("{count} person of {all}", "{count} people of {all}", 3, all=9)', []),
        ('_("Hello {name}")', ["needs ['name'], is given []"]),
        ('_("Hello", name=n)', ["needs [], is given ['name']"]),
        ('_(f"Hello {name}")', ["a sentence is written out, not put together"]),
        ('_("Hello {name}".format(name=n))', ["a sentence is written out, not put together"]),
        ('n_("{count} person", "{count} people of {all}", 3)', ["needs ['all'], is given []"]),
    ],
)
def test_an_ill_said_sentence_is_caught(tmp_path: Path, text: str, mistakes: list[str]) -> None:
    (tmp_path / "x.py").write_text(text, encoding="utf-8")
    assert list(ill_said(Module(tmp_path, tmp_path / "x.py"))) == [
        f"x.py:1: {mistake}" for mistake in mistakes
    ]


@pytest.mark.parametrize(
    ("language", "sentence", "translation", "fault"),
    [
        ("cs", "Hello {name}", "Ahoj {name}", ""),
        ("cs", "Hello {name}", "Ahoj", "other placeholders"),
        ("cs", "Hello {name}", "Ahoj {jmeno}", "other placeholders"),
        ("cs", "Hello", "", "not translated"),
        (
            "cs",
            ("{count} person", "{count} people"),
            ("jeden", "{count} lidé", "{count} lidí"),
            "other placeholders",
        ),
        ("cs", ("one person", "{count} people"), ("jeden", "{count} lidé", "{count} lidí"), ""),
        ("ru", ("one person", "{count} people"), ("один", "{count} человека", "{count} человек"), "other"),
        ("ru", ("{count} p", "{count} pp"), ("{count} человек", "{count} человека", ""), "not translated"),
        ("ru", ("{count} p", "{count} pp"), ("{count} человек", "{count} человека", "{count} человек"), ""),
    ],
)
def test_a_faulty_translation_is_caught(
    language: str, sentence: catalogues.Key, translation: catalogues.Key, fault: str
) -> None:
    catalogue = Catalog(locale=language, fuzzy=False)
    catalogue.add(sentence, translation)
    found = list(catalogues.faults(catalogue))
    assert len(found) == bool(fault)
    assert all(line.startswith(fault) for line in found)


def test_a_guess_and_a_leftover_are_caught(tmp_path: Path) -> None:
    file = tmp_path / "shopmail.po"
    file.write_text(
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
        '#, fuzzy\nmsgid "Hello"\nmsgstr "Ahoj"\n\n#~ msgid "Old"\n#~ msgstr "Starý"\n',
        encoding="utf-8",
    )
    assert list(catalogues.faults(catalogues.read(file, "cs"))) == ["fuzzy: 'Hello'", "no longer said: 'Old'"]


def test_words_keeps_translations_and_drops_what_is_no_longer_said(tmp_path: Path) -> None:
    (tmp_path / "shopmail").mkdir()
    (tmp_path / "shopmail" / "x.py").write_text(
        '_("Hello")\nn_("{count} mail", "{count} mails", 2)\n', encoding="utf-8"
    )
    catalogue = Catalog(locale="cs", fuzzy=False)
    catalogue.add("Hello", "Ahoj")
    catalogue.add("Hullo", "Nazdar")
    text = catalogues.as_text(catalogues.updated(catalogue, catalogues.extracted(tmp_path)))
    assert 'msgid "Hello"\nmsgstr "Ahoj"' in text
    assert "Hullo" not in text
    assert 'msgid_plural "{count} mails"\nmsgstr[0] ""\nmsgstr[1] ""\nmsgstr[2] ""' in text
    assert "shopmail/x.py\n" in text
    assert "POT-Creation-Date" not in text
