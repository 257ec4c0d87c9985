"""What a change of the rules comes to, in words: who can be mailed after it, and what the button says."""

from typing import TYPE_CHECKING

from shopmail.ui import numbers
from shopmail.ui.widgets.notice import Notice
from shopmail.wording import _, n_

if TYPE_CHECKING:
    from shopmail.consent.sources import Effect


def sentences(effect: "Effect") -> list[str]:
    """A sentence for those who can be mailed after it, and one for those who can't any more."""
    said = []
    if effect.gained:
        said.append(
            n_(
                "With this, {number} more person can be mailed.",
                "With this, {number} more people can be mailed.",
                effect.gained,
                number=numbers.number(effect.gained),
            )
        )
    if effect.lost:
        said.append(
            n_(
                "With this, {number} person can't be mailed any more.",
                "With this, {number} people can't be mailed any more.",
                effect.lost,
                number=numbers.number(effect.lost),
            )
        )
    return said or [_("With this, nothing changes for anybody so far.")]


def act_words(effect: "Effect") -> str:
    """What the button says: the act and the number."""
    if effect.nobody:
        return _("Save")
    if effect.gained and effect.lost:
        return _("Change it for {people}", people=numbers.people(effect.gained + effect.lost))
    if effect.gained:
        return _("Allow mails to {people}", people=numbers.people(effect.gained))
    return _("Stop mails to {people}", people=numbers.people(effect.lost))


def notice(effect: "Effect") -> Notice:
    """The plan as it stands above the button: what it changes, and what it does not."""
    first, *others = sentences(effect)
    if effect.gained:
        others.append(_("Be sure that you can prove the agreement of each of them (GDPR, article 7)."))
    if not effect.nobody:
        others.append(_("Nothing changes for those who left, complained, said no, or whose mail came back."))
    return Notice("warn" if effect.gained else "quiet", first, *others)
