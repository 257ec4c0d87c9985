"""A preview in which what came from a person, and what stands in for something missing, can be seen."""

import re
from collections.abc import Mapping

from shopmail.campaigns.analysis import Shown
from shopmail.campaigns.personalization import scope
from shopmail.campaigns.rendering import CompiledMail, Group

VALUE = "background-color:#F7E6B5;border-bottom:2px solid #B98A1D;color:#2B2620"
STAND_IN = "background-color:#E6E1F2;border-bottom:2px dashed #6B5A94;color:#2B2620"
"""How a value and a stand-in look: told apart by colour and by line; their letters can be read on both."""

_TAG = re.compile(r"""<!--.*?-->|</?[a-zA-Z](?:[^>"']|"[^"]*"|'[^']*')*>""", re.DOTALL)


def marked(mail: CompiledMail, person: Mapping[str, str | None]) -> str:
    """The HTML of ``person``'s mail in which each value and each stand-in is on a ground of its own.

    Only in texts: a mark in an attribute would be no mark. What the template works out itself, with words it
    has given a value to, comes from neither and stays unmarked. Raises what ``render`` raises.
    """
    rendered = mail.render(person)
    path = rendered.group.path
    shown = mail.shown(path)
    pieces = dict(zip(shown, rendered.group.alone, strict=True)) if rendered.group.alone else rendered.pieces
    has = frozenset(name for name, value in scope(person, mail.fields_used).items() if value is not None)
    looks = {key: _look(what, mail.fields_used, has) for key, what in shown.items()}
    skeleton, _text = mail.skeleton(Group(path))
    if not pieces:
        return skeleton
    key = re.compile("|".join(map(re.escape, pieces)))

    def plain(found: re.Match[str]) -> str:
        return pieces[found[0]]

    def in_its_look(found: re.Match[str]) -> str:
        piece, look = pieces[found[0]], looks[found[0]]
        return f'<span style="{look}">{piece}</span>' if piece and look else piece

    written, end = [], 0
    for tag in _TAG.finditer(skeleton):
        written += [key.sub(in_its_look, skeleton[end : tag.start()]), key.sub(plain, tag[0])]
        end = tag.end()
    return "".join([*written, key.sub(in_its_look, skeleton[end:])])


def _look(shown: Shown, fields: frozenset[str], has: frozenset[str]) -> str:
    names = shown.names & fields
    if names & has:
        return VALUE
    return STAND_IN if names and shown.has_fallback else ""
