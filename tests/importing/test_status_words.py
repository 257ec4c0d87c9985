"""Words that tell who agreed: counted, given a meaning by the owner, and a no that always stays one."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shopmail.errors import InputRefused, Stopped
from shopmail.importing import statuses
from shopmail.importing.evidence import READS, EvidenceReader
from shopmail.importing.mapping import mapping_from
from shopmail.importing.status_words import MOST_WORDS, ColumnWords, Word, status_words, with_meanings
from shopmail.importing.statuses import Status
from shopmail.importing.verdicts import said
from shopmail.model import Act, ImportKind, Reason
from shopmail.storage.shop import Shop
from tests.importing.imports import imported, judged
from tests.importing.tables import NOW, PRAGUE, a_table, read_all


def words_of(folder: Path, text: str, *maps: str) -> tuple[ColumnWords, ...]:
    table = a_table(folder, text)
    return status_words(table, mapping_from(table, maps), lambda _done, _total: None, lambda: False)


def test_words_are_counted_in_their_commonest_spelling(tmp_path: Path) -> None:
    text = (
        "email,stav\na@example.com,Aktivní\nb@example.com,aktivni\nc@example.com, Aktivní \n"
        "d@example.com,odhlášen\nbad,kvak\ne@example.com,\nf@example.com,null\n"
    )
    (column,) = words_of(tmp_path, text, "stav=status")
    assert (column.header, column.field, column.others, column.empty) == ("stav", "status", 0, 2)
    assert [(word.word, word.rows, word.status, word.fixed) for word in column.words] == [
        ("Aktivní", 3, Status.SUBSCRIBED, False),
        ("kvak", 1, None, False),
        ("odhlášen", 1, Status.UNSUBSCRIBED, True),
    ]


def test_a_plain_no_is_a_no_unless_the_column_asks_for_the_confirmation(tmp_path: Path) -> None:
    text = "email,souhlas,doi,left\na@example.com,ne,ne,2024-05-01\n"
    found = words_of(tmp_path, text, "souhlas=marketing", "doi=double_opt_in", "left=unsubscribed_at")
    assert [(column.field, column.words[0].status, column.words[0].fixed) for column in found] == [
        ("marketing", Status.NO, True),
        ("double_opt_in", Status.PENDING, False),
    ]


def test_of_very_many_words_the_most_frequent_are_told(tmp_path: Path) -> None:
    rows = "".join(f"p{n}@example.com,word{min(n, 59)}\n" for n in range(70))
    (column,) = words_of(tmp_path, "email,x\n" + rows, "x=status")
    assert len(column.words) == MOST_WORDS
    assert (column.words[0].word, column.words[0].rows) == ("word59", 11)
    assert sum(word.rows for word in column.words) + column.others + column.empty == 70


def test_a_file_that_tells_nothing_has_no_words(tmp_path: Path) -> None:
    assert words_of(tmp_path, "email,city\na@example.com,Brno\n") == ()


def test_counting_can_be_stopped(tmp_path: Path) -> None:
    table = a_table(tmp_path, "email,status\na@example.com,confirmed\n")
    with pytest.raises(Stopped):
        status_words(table, mapping_from(table), lambda _done, _total: None, lambda: True)


@pytest.mark.parametrize(
    ("status", "choices"),
    [
        (Status.NO, {"no", "unsubscribed", "bounced", "complained"}),
        (Status.UNSUBSCRIBED, {"unsubscribed", "bounced", "complained"}),
        (Status.BOUNCED, {"unsubscribed", "bounced", "complained"}),
        (Status.COMPLAINED, {"unsubscribed", "bounced", "complained"}),
        (Status.PENDING, {*Status, ""}),
        (Status.SUBSCRIBED, {*Status, ""}),
        (Status.CONFIRMED, {*Status, ""}),
        (None, {*Status, ""}),
    ],
)
def test_what_a_word_may_become(status: Status | None, choices: set[str]) -> None:
    assert set(statuses.may_become(status)) == choices == set(Word("word", 1, status, fixed=False).choices)


MAPS = ("stav=status", "datum=confirmed_at")


@pytest.mark.parametrize(
    ("kind", "meaning", "row", "act"),
    [
        (ImportKind.SIGNUPS, "confirmed", "kvak,2026-05-01", Act.CONFIRMED),
        (ImportKind.SIGNUPS, "confirmed", "kvak,", Act.CONFIRMED_UNDATED),
        (ImportKind.OLD_LIST, "confirmed", "kvak,", None),
        (ImportKind.CUSTOMERS, "confirmed", "kvak,2026-05-01", None),
        (ImportKind.SIGNUPS, "subscribed", "kvak,", Act.SIGNED_UP),
        (ImportKind.SIGNUPS, "pending", "Kvak,", Act.ASKED),
        (ImportKind.SIGNUPS, "no", "kvak,2026-05-01", Act.DECLINED),
        (ImportKind.SIGNUPS, "unsubscribed", "KVAK,", Reason.LEFT),
        (ImportKind.SIGNUPS, "bounced", "kvák,", Reason.CAME_BACK),
        (ImportKind.SIGNUPS, "complained", "kvak,", Reason.COMPLAINED),
        (ImportKind.SIGNUPS, "", "kvak,2026-05-01", None),
        (ImportKind.SIGNUPS, "no", "subscribed,", Act.SIGNED_UP),
    ],
)
def test_the_owner_says_what_a_word_means(
    tmp_path: Path, kind: ImportKind, meaning: str, row: str, act: Act | Reason | None
) -> None:
    table = a_table(tmp_path, f"email,stav,datum\na@example.com,{row}\n")
    mapping = with_meanings(mapping_from(table, MAPS), {"stav": {"kvak": meaning}})
    remarks: list[str] = []
    _line, cells = next(table.rows())
    evidence = EvidenceReader(mapping, PRAGUE, NOW)(cells, remarks)
    assert said(kind, evidence).what == act
    assert remarks == [], "the owner has said it, so there is nothing to remark"


def test_a_word_taken_for_nothing_proves_nothing(tmp_path: Path) -> None:
    table = a_table(tmp_path, "email,stav\na@example.com,subscribed\n")
    assert said(ImportKind.SIGNUPS, read_all(table, "stav=status")[0].evidence).what is Act.SIGNED_UP
    mapping = with_meanings(mapping_from(table, ["stav=status"]), {"stav": {"Subscribed": ""}})
    evidence = EvidenceReader(mapping, PRAGUE, NOW)(next(table.rows())[1], [])
    assert said(ImportKind.SIGNUPS, evidence).what is None


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"město": {"Brno": "no"}}, "“město” does not tell who agreed"),
        ({"nowhere": {"x": "no"}}, "no column “nowhere”"),
        ({"stav": {"kvak": "perhaps"}}, "“perhaps” is no status"),
        ({"stav": {"odhlášen": "subscribed"}}, "must not be mailed"),
        ({"stav": {"Odhlasen": ""}}, "must not be mailed"),
        ({"stav": {"odhlášen": "no"}}, "must not be mailed"),
        ({"stav": {"ne": "pending"}}, "must not be mailed"),
        ({"stav": {"kvak": "no", "KVAK": "confirmed"}}, "two meanings"),
    ],
)
def test_meanings_that_can_not_be_are_refused(
    tmp_path: Path, words: dict[str, dict[str, str]], sentence: str
) -> None:
    table = a_table(tmp_path, "email,stav,město\na@example.com,kvak,Brno\n")
    with pytest.raises(InputRefused, match=sentence):
        with_meanings(mapping_from(table, ["stav=status"]), words)


def test_a_refused_meaning_changes_nothing(shop: Shop) -> None:
    with pytest.raises(InputRefused):
        imported(
            shop,
            "email,status\na@example.com,unsubscribed\n",
            words={"status": {"unsubscribed": "confirmed"}},
        )
    imported(
        shop, "email,status\na@example.com,kvak\n", maps=["status=status"], words={"status": {"kvak": "no"}}
    )
    assert judged(shop, "a@example.com").why_not == "said-no"


KNOWN = sorted({word.strip() for words in statuses.PHRASES.values() for word in words.split(",")})
SPELLING = st.sampled_from((str, str.upper, str.title, lambda word: f" {word} ", lambda word: word + "!"))
A_WORD = st.one_of(
    st.sampled_from(KNOWN),
    st.sampled_from(["yes", "no", "ne", "да", "нет", "0", "1", "n", "false", "kvak", "null"]),
    st.text(max_size=8),
)
MEANINGS = st.dictionaries(A_WORD, st.sampled_from([*Status, "", "perhaps"]), max_size=4)
LOWERING = {Act.DECLINED, *Reason}


@settings(max_examples=150)
@given(
    st.sampled_from(sorted(READS)),
    A_WORD,
    SPELLING,
    MEANINGS,
    st.sampled_from([*Status, ""]),
    st.sampled_from(ImportKind),
)
def test_no_meaning_makes_a_refusal_into_evidence_that_raises(
    tmp_path_factory: pytest.TempPathFactory,
    field: str,
    word: str,
    spelling: Callable[[str], str],
    meanings: dict[str, str],
    own: str,
    kind: ImportKind,
) -> None:
    folder = tmp_path_factory.getbasetemp()
    table = a_table(folder, "email,stav,datum,order\na@example.com,kvak,2026-05-01,1001\n")
    mapping = mapping_from(table, [f"stav={field}", "datum=confirmed_at", "order=order_number"])
    known = READS[field](spelling(word).strip())
    try:
        mapping = with_meanings(mapping, {"stav": {**meanings, word: own}})
    except InputRefused:
        return
    evidence = EvidenceReader(mapping, PRAGUE, NOW)(
        ["a@example.com", spelling(word).strip(), "2026-05-01", "1001"], []
    )
    proof = said(kind, evidence).what
    if known in statuses.REFUSALS:
        assert proof in LOWERING
        if known is not Status.NO:
            assert proof in tuple(Reason), "who is on the do-not-mail ledger by this word stays there"


def test_a_no_of_another_column_is_not_outvoted(tmp_path: Path) -> None:
    table = a_table(tmp_path, "email,a,b\nx@example.com,kvak,unsubscribed\n")
    mapping = with_meanings(mapping_from(table, ["a=status", "b=marketing"]), {"a": {"kvak": "confirmed"}})
    evidence = EvidenceReader(mapping, PRAGUE, NOW)(next(table.rows())[1], [])
    assert evidence.status is Status.UNSUBSCRIBED
