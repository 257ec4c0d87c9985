"""The endpoints of unsubscribe groups (asm) and of who left them."""

from typing import Any

from tests.standin import answers, checks
from tests.standin.account import Account
from tests.standin.answers import Answer, Problem, Refused
from tests.standin.routes import Call, Route
from tests.standin.suppression_endpoints import recipients
from tests.standin.suppressions import Group

_MOST_GROUPS = 200
_LONGEST = {"name": 30, "description": 100}


def list_groups(account: Account, call: Call) -> Answer:
    """All groups; ``id`` picks one."""
    groups = account.suppressions.groups.values()
    return answers.as_json(
        200, [g.row() for g in groups if call.query.get("id", str(g.number)) == str(g.number)]
    )


def see_group(account: Account, call: Call, number: str) -> Answer:
    return answers.as_json(200, _group(account, number).row())


def new_group(account: Account, call: Call) -> Answer:
    """``name`` and ``description`` are required, the name is the group's own."""
    wanted = _wanted(call.body)
    for name in _LONGEST:
        if name not in wanted:
            raise Refused(400, Problem(f"{name} is required", name))
    _name_is_free(account, wanted["name"], None)
    if len(account.suppressions.groups) >= _MOST_GROUPS:
        raise Refused(400, Problem(f"no more than {_MOST_GROUPS} groups"))
    group = account.suppressions.new_group(
        wanted["name"], wanted["description"], wanted.get("is_default", False), account.clock.now()
    )
    row = group.row()
    del row["unsubscribes"]
    return answers.as_json(201, row)


def change_group(account: Account, call: Call, number: str) -> Answer:
    group, wanted = _group(account, number), _wanted(call.body)
    _name_is_free(account, wanted.get("name"), group)
    group.name = wanted.get("name", group.name)
    group.description = wanted.get("description", group.description)
    if wanted.get("is_default"):
        account.suppressions.make_default(group)
    return answers.as_json(201, group.row())


def delete_group(account: Account, call: Call, number: str) -> Answer:
    """Its members can be mailed again: SendGrid documents it so."""
    del account.suppressions.groups[_group(account, number).number]
    return answers.nothing()


def list_members(account: Account, call: Call, number: str) -> Answer:
    """Bare addresses, without a time."""
    return answers.as_json(200, [entry.email for entry in _group(account, number).members.values()])


def add_members(account: Account, call: Call, number: str) -> Answer:
    """For a group that does not exist they land on the global list: SendGrid documents it so."""
    emails = recipients(call.body)
    for email in emails:
        account.suppressions.leave(_number(number), email, account.clock.now())
    return answers.as_json(201, {"recipient_emails": emails})


def search_members(account: Account, call: Call, number: str) -> Answer:
    """Those of the given addresses that left the group."""
    members = _group(account, number).members
    return answers.as_json(200, [email for email in recipients(call.body) if email.lower() in members])


def remove_member(account: Account, call: Call, number: str, email: str) -> Answer:
    if _group(account, number).members.pop(email.lower(), None) is None:
        raise Refused(404, answers.not_found())
    return answers.nothing()


def list_all_members(account: Account, call: Call) -> Answer:
    """Everybody who left a group, which, and when."""
    return answers.as_json(
        200,
        [
            {"email": e.email, "group_id": g.number, "group_name": g.name, "created_at": e.created}
            for g in account.suppressions.groups.values()
            for e in g.members.values()
        ],
    )


def see_person(account: Account, call: Call, email: str) -> Answer:
    """Every group, and whether that person left it."""
    rows = []
    for group in account.suppressions.groups.values():
        row = group.row()
        del row["unsubscribes"]
        rows.append({**row, "suppressed": email.lower() in group.members})
    return answers.as_json(200, {"suppressions": rows})


def _group(account: Account, number: str) -> Group:
    group = account.suppressions.groups.get(_number(number))
    if group is None:
        raise Refused(404, answers.not_found())
    return group


def _number(part: str) -> int:
    """The id in a path; 0, which no group has, for anything else."""
    return int(part) if part.isascii() and part.isdigit() else 0


def _wanted(body: Any) -> dict[str, Any]:
    if not isinstance(body, dict):
        raise Refused(400, Problem("Bad Request"))
    found = list(checks.unknown(body, frozenset({"name", "description", "is_default"}), ""))
    for name, longest in _LONGEST.items():
        if name in body and not (isinstance(body[name], str) and 1 <= len(body[name]) <= longest):
            found.append(Problem(f"{name} must be a string of 1 to {longest} characters", name))
    if "is_default" in body:
        found.extend(checks.boolean(body["is_default"], "is_default"))
    if found:
        raise Refused(400, *found)
    return body


def _name_is_free(account: Account, name: str | None, but: Group | None) -> None:
    if any(group.name == name and group is not but for group in account.suppressions.groups.values()):
        raise Refused(400, Problem("a group with this name exists already", "name"))


_GROUPS = "/v3/asm/groups"

ROUTES = (
    Route("GET", _GROUPS, "asm.groups.read", list_groups),
    Route("POST", _GROUPS, "asm.groups.create", new_group),
    Route("GET", f"{_GROUPS}/{{}}", "asm.groups.read", see_group),
    Route("PATCH", f"{_GROUPS}/{{}}", "asm.groups.update", change_group),
    Route("DELETE", f"{_GROUPS}/{{}}", "asm.groups.delete", delete_group),
    Route("GET", f"{_GROUPS}/{{}}/suppressions", "asm.groups.suppressions.read", list_members),
    Route("POST", f"{_GROUPS}/{{}}/suppressions", "asm.groups.suppressions.create", add_members),
    Route("POST", f"{_GROUPS}/{{}}/suppressions/search", "asm.groups.suppressions.read", search_members),
    Route("DELETE", f"{_GROUPS}/{{}}/suppressions/{{}}", "asm.groups.suppressions.delete", remove_member),
    Route("GET", "/v3/asm/suppressions", "asm.groups.suppressions.read", list_all_members),
    Route("GET", "/v3/asm/suppressions/{}", "asm.groups.suppressions.read", see_person),
)
