"""What the owner's answers make of the columns: where each goes, how sure that is, what its values do."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from shopmail.ui.importing.answers import SKIP, Answers
from shopmail.ui.importing.column_reading import OWN, PERSON, TAGS, FileColumn, Goal, Reading

EMAIL = "email"
WORDED = frozenset(("status", "double_opt_in", "marketing"))
"""Fields whose words are translated, each once."""

_NAMES = ("first_name", "last_name")
_WHOLE_NAMES = frozenset(("full_name", "last_first_name"))


@dataclass(frozen=True)
class LineState:
    """What the line of one column shows."""

    field: str
    how: str
    """``sure``, ``check``, ``new``, ``out`` or ``shut``."""
    rule: str
    """``gaps``, ``replace`` or ``clears``, which can be chosen; ``finds``, ``added``, ``never-lowers``, which
    are so; empty where nothing is imported."""
    lost_to: str = ""
    """The column that has taken this one's field."""


class Choices:
    """The columns of one file under the owner's answers. Each act gives the answers that change, by name."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self._goals: dict[str, Goal] = {goal.key: goal for goal in reading.goals}
        self._columns = {column.header: column for column in reading.columns}
        self._lost: dict[str, str] = {}
        self._doubted: frozenset[tuple[str, str]] = frozenset()

    def field(self, answers: Answers, header: str) -> str:
        """Where a column goes."""
        return dict(answers.targets).get(header, self._columns[header].field)

    def fields(self, answers: Answers) -> dict[str, str]:
        """Header -> field, in the order of the file."""
        targets = dict(answers.targets)
        return {column.header: targets.get(column.header, column.field) for column in self.reading.columns}

    def holds_addresses(self, answers: Answers) -> bool:
        """Whether a column is the address, the only thing that is needed."""
        return EMAIL in self.fields(answers).values()

    def worded(self, answers: Answers) -> tuple[tuple[str, str], ...]:
        """(header, field) of the columns whose words are translated."""
        return tuple((header, field) for header, field in self.fields(answers).items() if field in WORDED)

    def title(self, answers: Answers, field: str) -> str:
        """What a field is called; for a new one, as the owner wrote it."""
        goal = self._goals.get(field)
        return goal.title if goal else dict(answers.titles).get(field, field)

    def is_new(self, field: str) -> bool:
        """Whether it is a field that this import makes."""
        return field != SKIP and field not in self._goals

    def doubt(self, doubted: Iterable[tuple[str, str]]) -> None:
        """(header, field) that the file leaves open, even where it was chosen: dates that read two ways."""
        self._doubted = frozenset(doubted)

    def states(self, answers: Answers) -> list[LineState]:
        """A state for each column, in the order of the file."""
        targets = dict(answers.targets)
        states = []
        for column in self.reading.columns:
            field = targets.get(column.header, column.field)
            how = self._how(column, field, chosen=column.header in targets)
            lost_to = self._lost.get(column.header, "") if field == SKIP else ""
            states.append(LineState(field, how, self._rule(answers, field), lost_to))
        return states

    def known(self, answers: Answers) -> dict[str, Any]:
        """Columns called as one of the shop's own fields go there, unless the owner has said more."""
        said = dict(answers.targets)
        wanted = {
            header: key
            for header, key in self.reading.known
            if header not in said and key not in said.values()
        }
        return {"targets": (*answers.targets, *wanted.items())} if wanted else {}

    def retargeted(self, answers: Answers, header: str, field: str) -> dict[str, Any]:
        """``header`` goes to ``field``; a column that went there loses it, where there may be only one."""
        before = self.fields(answers)
        targets = dict(answers.targets) | {header: field}
        self._lost.pop(header, None)
        self._lost = {loser: by for loser, by in self._lost.items() if by != header}
        goal = self._goals.get(field)
        if field != SKIP and not (goal and goal.many):
            for other, gone in before.items():
                if gone == field and other != header:
                    targets[other] = SKIP
                    self._lost[other] = header
        after = before | targets
        given = {key for gone in after.values() for key in ruled_keys(self._goals, gone)}
        return {
            "targets": tuple(targets.items()),
            "replace": tuple(key for key in answers.replace if key in given),
            "clears": tuple(key for key in answers.clears if key in given),
            "titles": tuple((key, title) for key, title in answers.titles if key in after.values()),
            "words": tuple(
                (name, words)
                for name, words in answers.words
                if after.get(name) in WORDED and after[name] == before[name]
            ),
        }

    def named(self, answers: Answers, header: str, key: str, title: str) -> dict[str, Any]:
        """``header`` goes to the own field ``key``, which is called ``title`` if it is not there yet."""
        changes = self.retargeted(answers, header, key)
        if key not in self._goals:
            changes["titles"] = tuple((dict(changes["titles"]) | {key: title}).items())
        return changes

    def ruled(self, answers: Answers, field: str, rule: str) -> dict[str, Any]:
        """What the values of ``field`` do where both have one: ``gaps``, ``replace`` or ``clears``."""
        keys = ruled_keys(self._goals, field)
        return {
            "replace": (*_without(answers.replace, keys), *(keys if rule == "replace" else ())),
            "clears": (*_without(answers.clears, keys), *(keys if rule == "clears" else ())),
        }

    def _how(self, column: FileColumn, field: str, *, chosen: bool) -> str:
        if column.shut:
            return "shut"
        if field == SKIP:
            return "out"
        if self.is_new(field):
            return "new"
        sure = (column.header, field) not in self._doubted and (chosen or column.sure)
        return "sure" if sure else "check"

    def _rule(self, answers: Answers, field: str) -> str:
        if field == SKIP:
            return ""
        if field == EMAIL:
            return "finds"
        keys = ruled_keys(self._goals, field)
        if not keys:
            return "added" if self._goals[field].group == TAGS else "never-lowers"
        if keys[0] in answers.clears:
            return "clears"
        return "replace" if keys[0] in answers.replace else "gaps"


def with_word(answers: Answers, header: str, word: str, status: str, usual: str) -> dict[str, Any]:
    """``word`` in ``header`` means ``status``; what it means by itself (``usual``) need not be said."""
    said = {name: dict(words) for name, words in answers.words}
    of_column = said.setdefault(header, {})
    of_column[word] = status
    if status == usual:
        del of_column[word]
    return {"words": tuple((name, tuple(words.items())) for name, words in said.items() if words)}


def ruled_keys(goals: Mapping[str, Goal], field: str) -> tuple[str, ...]:
    """The fields of a person that a column of ``field`` fills; none for what is no value of theirs."""
    if field in _WHOLE_NAMES:
        return _NAMES
    goal = goals.get(field)
    is_value = field not in (SKIP, EMAIL) and (goal is None or goal.group in (PERSON, OWN))
    return (field,) if is_value else ()


def _without(keys: tuple[str, ...], gone: Collection[str]) -> tuple[str, ...]:
    return tuple(key for key in keys if key not in gone)
