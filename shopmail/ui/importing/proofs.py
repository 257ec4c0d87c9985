"""What the new people of an import bring as proof, and what that means for them: a sentence for each kind."""

from collections.abc import Callable
from dataclasses import dataclass

from shopmail.ui import numbers
from shopmail.ui.importing.plan_facts import PlanFacts
from shopmail.wording import n_


@dataclass(frozen=True)
class Proof:
    """``role`` and ``icon`` are those of the standing that comes of it."""

    role: str
    icon: str
    sentence: str


_CAN, _WAITS, _MUST_NOT = ("good", "circle-check"), ("warn", "clock"), ("bad", "ban")


def proofs(facts: PlanFacts) -> list[Proof]:
    """A sentence for each kind of proof that there is, the strongest first."""
    return [
        Proof(*_meaning(act, facts), words(facts.proofs[act], facts))
        for act, words in _SENTENCES.items()
        if facts.proofs.get(act)
    ]


def _meaning(act: str, facts: PlanFacts) -> tuple[str, str]:
    if act == "declined":
        return _MUST_NOT
    can = act in ("confirmed", "ordered") or (act == "signed-up" and not facts.must_confirm)
    return _CAN if can else _WAITS


def _confirmed(count: int, facts: PlanFacts) -> str:
    if facts.kind == "old-list":
        return n_(
            "{number} brings a dated confirmation and can be mailed, unless it is past your age limit.",
            "{number} bring a dated confirmation and can be mailed, unless it is past your age limit.",
            count,
            number=numbers.number(count),
        )
    return n_(
        "{number} brings a dated confirmation and can be mailed.",
        "{number} bring a dated confirmation and can be mailed.",
        count,
        number=numbers.number(count),
    )


def _ordered(count: int, _facts: PlanFacts) -> str:
    return n_(
        "{number} bought something and can be mailed as a customer.",
        "{number} bought something and can be mailed as customers.",
        count,
        number=numbers.number(count),
    )


def _signed_up(count: int, facts: PlanFacts) -> str:
    if facts.must_confirm:
        return n_(
            "{number} signed up, but has not confirmed it: waits until then.",
            "{number} signed up, but have not confirmed it: they wait until then.",
            count,
            number=numbers.number(count),
        )
    return n_(
        "{number} signed up and can be mailed: you require no confirmation.",
        "{number} signed up and can be mailed: you require no confirmation.",
        count,
        number=numbers.number(count),
    )


def _asked(count: int, _facts: PlanFacts) -> str:
    return n_(
        "{number} was asked and has not answered: waits until then.",
        "{number} were asked and have not answered: they wait until then.",
        count,
        number=numbers.number(count),
    )


def _undated(count: int, _facts: PlanFacts) -> str:
    return n_(
        "{number} is marked as confirmed, but not when, which proves nothing: waits for an answer.",
        "{number} are marked as confirmed, but not when, which proves nothing: they wait for an answer.",
        count,
        number=numbers.number(count),
    )


def _nothing(count: int, _facts: PlanFacts) -> str:
    return n_(
        "{number} brings no proof of having agreed: waits for an answer.",
        "{number} bring no proof of having agreed: they wait for an answer.",
        count,
        number=numbers.number(count),
    )


def _declined(count: int, _facts: PlanFacts) -> str:
    return n_(
        "{number} said no to marketing and must not be mailed.",
        "{number} said no to marketing and must not be mailed.",
        count,
        number=numbers.number(count),
    )


_SENTENCES: dict[str, Callable[[int, PlanFacts], str]] = {
    "confirmed": _confirmed,
    "ordered": _ordered,
    "signed-up": _signed_up,
    "asked": _asked,
    "confirmed-undated": _undated,
    "": _nothing,
    "declined": _declined,
}
"""By the value of ``model.Act``."""
