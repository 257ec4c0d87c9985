"""What definitions mean, once more, in plain Python over plain values: the SQL has to agree with it."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from shopmail.model import Agreement, DeliveryState, DoubleOptIn, Reason
from tests.segments.people import NOW, OWN_FIELD, SOURCES, Person

ZONE = ZoneInfo("Europe/Prague")
OLD = 60 * 30.44 * 86_400
TEXT_FIELDS = (
    "first_name",
    "last_name",
    "phone",
    "gender",
    "street",
    "city",
    "postal_code",
    "country",
    "language",
    "note",
)


def matches(tree: dict[str, Any], person: Person) -> bool:
    """Whether a whole definition means the person."""
    if is_off(tree):
        return "all" in tree
    return holds(tree, person)


def is_off(tree: dict[str, Any]) -> bool:
    """Whether nothing of the tree counts: each of its leaves has an "off" above it."""
    if "off" in tree or "rule" in tree:
        return "off" in tree
    inner = parts_of(tree)
    return bool(inner) and all(map(is_off, inner))


def parts_of(tree: dict[str, Any]) -> list[dict[str, Any]]:
    if "not" in tree:
        return [tree["not"]]
    return list(tree.get("all") or tree.get("any") or [])


def holds(tree: dict[str, Any], person: Person) -> bool:
    """Whether a part holds; as if it were on, if it is off."""
    if "rule" in tree:
        return condition(tree["rule"], tree["op"], tree.get("value"), person)
    if "off" in tree:
        return holds(tree["off"], person)
    parts = parts_of(tree)
    answers = [holds(part, person) for part in parts if is_off(tree) or not is_off(part)]
    if "not" in tree:
        return not answers[0]
    return all(answers) if "all" in tree else any(answers)


def condition(rule: str, op: str, value: Any, person: Person) -> bool:
    if rule in TEXT_FIELDS or rule in (OWN_FIELD, "email", "email_domain", "source"):
        return text(op, value, text_of(rule, person))
    if rule == "tag":
        return tag(op, value, {fold(name) for name in person.tags})
    if rule in ("added", "agreed_at"):
        return moment(op, value, person.created_at if rule == "added" else person.agreed_at)
    if rule == "birth_date":
        return birth_date(op, value, person.fields.get("birth_date", ""))
    if rule == "campaign":
        return (
            person.sent.get(value)
            in (
                DeliveryState.ACCEPTED,
                DeliveryState.DELIVERED,
                DeliveryState.BOUNCED,
                DeliveryState.DROPPED,
                DeliveryState.COMPLAINED,
            )
        ) == (op == "is")
    facts = {str(kind) for kind in person.imported_as} if rule == "imported_as" else {code(rule, person)}
    asked = {value} if isinstance(value, str) else set(value)
    return bool(facts & asked) == (op in ("is", "is one of"))


def fold(words: str) -> tuple[str, ...]:
    """Letter by letter, for "ß" and "ss" are not the same here; signs such as Ⓐ have no case."""
    return tuple(letter.casefold() if letter < "\u2000" else letter for letter in words)


def text_of(rule: str, person: Person) -> str:
    if rule == OWN_FIELD:
        return person.own
    if rule == "source":
        return person.source or ""
    if rule == "email":
        return person.email
    if rule == "email_domain":
        return person.email.partition("@")[2].lower()
    return person.fields.get(rule, "")


def text(op: str, value: Any, known: str) -> bool:
    have = fold(known)
    if op in ("is empty", "is not empty"):
        return (known == "") == (op == "is empty")
    if op in ("is one of", "is none of"):
        return (have in [fold(one) for one in value]) == (op == "is one of")
    want = fold(value)
    size = len(want)
    answers = {
        "is": have == want,
        "contains": any(have[at : at + size] == want for at in range(len(have) - size + 1)),
        "starts with": have[:size] == want,
        "ends with": have[-size:] == want,
    }
    answers["is not"], answers["does not contain"] = not answers["is"], not answers["contains"]
    return answers[op]


def tag(op: str, value: Any, have: set[tuple[str, ...]]) -> bool:
    if op in ("is empty", "is not empty"):
        return (not have) == (op == "is empty")
    asked = {fold(value)} if isinstance(value, str) else {fold(one) for one in value}
    if op == "has all of":
        return asked <= have
    return bool(asked & have) == (op in ("has", "has any of"))


def moment(op: str, value: Any, known: int | None) -> bool:
    if op in ("is known", "is not known"):
        return (known is not None) == (op == "is known")
    if known is None:
        return op == "not in the last"
    day = datetime.fromtimestamp(known, UTC).astimezone(ZONE).date()
    if op in ("in the last", "not in the last"):
        return (today() - timedelta(days=value) <= day <= today()) == (op == "in the last")
    asked = date.fromisoformat(value)
    return {"on": day == asked, "before": day < asked, "after": day > asked}[op]


def today() -> date:
    return datetime.fromtimestamp(NOW, UTC).astimezone(ZONE).date()


def birth_date(op: str, value: Any, known: str) -> bool:
    if op in ("is known", "is not known"):
        return (known != "") == (op == "is known")
    if not known:
        return False
    born = date.fromisoformat(known)
    if op in ("birthday in month", "birthday this month"):
        return born.month == (int(value) if op == "birthday in month" else today().month)
    if op == "birthday in the next":
        last = today() + timedelta(days=value)
        return any(today() <= birthday(born, today().year + years) <= last for years in (0, 1, 2))
    asked = date.fromisoformat(value)
    return {"on": born == asked, "before": born < asked, "after": born > asked}[op]


def birthday(born: date, year: int) -> date:
    try:
        return born.replace(year=year)
    except ValueError:
        return date(year, 2, 28)


def code(rule: str, person: Person) -> str:
    if rule == "origin":
        return str(SOURCES[person.source]) if person.source else "by-hand"
    if rule == "agreement":
        return str(person.agreement)
    if rule == "basis":
        return basis(person)
    if rule == "double_opt_in":
        asked = person.double_opt_in is not DoubleOptIn.NOT_ASKED
        return str(person.double_opt_in) if asked or basis(person) != "existing-customer" else "not-needed"
    reason = why_not(person)
    if rule == "why_not":
        return reason or "nothing"
    return STANDING.get(reason, "waiting") if reason else "can-be-mailed"


STANDING = {
    "complained": "must-not-be-mailed",
    "left": "must-not-be-mailed",
    "came-back": "must-not-be-mailed",
    "said-no": "must-not-be-mailed",
    "quarantined": "resting",
    "too-old": "resting",
}


def why_not(person: Person) -> str | None:
    """The table of who may be mailed, where double opt-in is required."""
    proven = person.agreement in (Agreement.PROVEN, Agreement.RECORDED)
    too_old = person.old_list and NOW - (person.agreed_at or 0) > OLD
    for reason in (Reason.COMPLAINED, Reason.LEFT, Reason.CAME_BACK):
        if reason in person.suppressed:
            return str(reason)
    if person.quarantined:
        return "quarantined"
    if proven and not too_old:
        return None
    if person.declined:
        return "said-no"
    if person.customer:
        return None
    return "too-old" if proven else without_proof(person)


def without_proof(person: Person) -> str:
    if person.double_opt_in is DoubleOptIn.ASKED:
        return "waiting-for-answer"
    return {Agreement.IMPORTED: "not-confirmed", Agreement.UNPROVEN: "no-proof-of-when"}.get(
        person.agreement, "no-basis"
    )


def basis(person: Person) -> str:
    if person.suppressed:
        return "do-not-mail"
    if person.agreement is Agreement.RECORDED:
        return "consent-recorded"
    if person.agreement is Agreement.PROVEN:
        return "consent-imported-proof"
    if person.declined:
        return "none"
    if person.customer:
        return "existing-customer"
    if person.double_opt_in is DoubleOptIn.ASKED:
        return "none-yet"
    return {Agreement.IMPORTED: "consent-imported", Agreement.UNPROVEN: "consent-unproven"}.get(
        person.agreement, "none"
    )
