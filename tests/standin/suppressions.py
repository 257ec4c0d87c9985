"""The lists of people SendGrid won't mail, or whom a mail did not reach, and the unsubscribe groups."""

from collections.abc import Iterable

from msgspec import Struct

LISTS = ("bounces", "blocks", "invalid_emails", "spam_reports", "unsubscribes")
"""The five lists under ``/v3/suppression/``; ``unsubscribes`` is the global one."""

_DROPPED_FOR = {
    "unsubscribes": "Unsubscribed Address",
    "bounces": "Bounced Address",
    "invalid_emails": "Invalid",
    "spam_reports": "Spam Reporting Address",
}
"""Being on the blocks list suppresses nothing."""

_BYPASSED_BY = {
    "unsubscribes": "bypass_unsubscribe_management",
    "bounces": "bypass_bounce_management",
    "invalid_emails": "bypass_bounce_management",
    "spam_reports": "bypass_spam_management",
}


class Entry(Struct, frozen=True):
    """One row of a list. ``created`` is the Unix second at which SendGrid entered it."""

    email: str
    created: int
    reason: str = ""
    status: str = ""
    ip: str = ""

    def row(self, name: str) -> dict[str, object]:
        """With the fields that the list ``name`` shows."""
        shown: dict[str, object] = {"created": self.created, "email": self.email}
        if name in ("bounces", "blocks", "invalid_emails"):
            shown["reason"] = self.reason
        if name in ("bounces", "blocks"):
            shown["status"] = self.status
        if name == "spam_reports":
            shown["ip"] = self.ip
        return shown


class Group:
    """An unsubscribe group and who left it; ``members`` maps the lower-case address to its entry."""

    def __init__(self, number: int, name: str, description: str, is_default: bool, made_at: int) -> None:
        self.number = number
        self.name = name
        self.description = description
        self.is_default = is_default
        self.made_at = made_at
        self.members: dict[str, Entry] = {}

    def row(self) -> dict[str, object]:
        """As ``GET /v3/asm/groups`` shows it."""
        return {
            "id": self.number,
            "name": self.name,
            "description": self.description,
            "is_default": self.is_default,
            "unsubscribes": len(self.members),
        }


class Suppressions:
    """All lists and groups of the account. Addresses are told apart without regard to case."""

    def __init__(self) -> None:
        self.lists: dict[str, dict[str, Entry]] = {name: {} for name in LISTS}
        self.groups: dict[int, Group] = {}
        self._next_group = 1001

    def add(self, name: str, entry: Entry) -> None:
        """Enter somebody; a newer entry takes the place of an older one of the same address."""
        self.lists[name][entry.email.lower()] = entry

    def remove(self, name: str, emails: Iterable[str]) -> int:
        """Take addresses off a list; how many were on it."""
        return sum(self.lists[name].pop(email.lower(), None) is not None for email in emails)

    def leave(self, group_id: int, email: str, now: int) -> None:
        """Leave a group; leaving one that is gone leaves everything, as SendGrid documents it."""
        entry = Entry(email, now)
        group = self.groups.get(group_id)
        if group is None:
            self.lists["unsubscribes"].setdefault(email.lower(), entry)
        else:
            group.members.setdefault(email.lower(), entry)

    def new_group(self, name: str, description: str, is_default: bool, now: int) -> Group:
        """A new group; a new default takes the place of the old one."""
        group = Group(self._next_group, name, description, False, now)
        self.groups[group.number] = group
        self._next_group += 1
        if is_default:
            self.make_default(group)
        return group

    def make_default(self, group: Group) -> None:
        for other in self.groups.values():
            other.is_default = other is group

    def dropped_for(self, email: str, group_id: int | None, bypasses: frozenset[str]) -> str:
        """Why SendGrid drops a mail to ``email``, or nothing. ``bypasses`` are enabled ``mail_settings``."""
        if "bypass_list_management" in bypasses:
            return ""
        key = email.lower()
        for name, reason in _DROPPED_FOR.items():
            if key in self.lists[name] and _BYPASSED_BY[name] not in bypasses:
                return reason
        group = None if group_id is None else self.groups.get(group_id)
        return "Unsubscribed Address" if group is not None and key in group.members else ""
