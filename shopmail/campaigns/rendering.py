"""From what the owner wrote to what one person gets: compiled once, then filled in for each.

::

    source -> tokens (script) -> HTML (blocks or own_html) -> check_places -> cut -> skeleton + pieces
"""

import re
from collections.abc import Mapping
from itertools import accumulate

import msgspec
from msgspec import Struct

from shopmail.campaigns import own_html
from shopmail.campaigns.analysis import FieldUse, Shown
from shopmail.campaigns.blocks import document as blocks_document
from shopmail.campaigns.blocks.block import Block
from shopmail.campaigns.blocks.footer import footer_for_own_html
from shopmail.campaigns.content import MailContent
from shopmail.campaigns.findings import Findings, findings
from shopmail.campaigns.personalization import WRITERS, Form, as_html, scope
from shopmail.campaigns.places import refused
from shopmail.campaigns.plain_text import plain_text
from shopmail.campaigns.script import OPENERS, Script, Tag
from shopmail.campaigns.skeleton import (
    Skeleton,
    Slot,
    as_comment,
    cut,
    hole_words,
    tag_comments,
    tag_words,
)
from shopmail.campaigns.structure import check_places
from shopmail.campaigns.subject import SubjectLine
from shopmail.delivery.message import SUBSTITUTION_BYTES, SUBSTITUTION_KEYS, UNSUBSCRIBE_URL, filled
from shopmail.settings import ShopSettings
from shopmail.wording import _

_CACHED_SKELETONS = 1000

_PREHEADER = (
    '<div style="display:none;font-size:1px;line-height:1px;max-height:0;max-width:0;opacity:0;'
    'overflow:hidden;mso-hide:all">{text}</div>'
)


class Group(Struct, frozen=True):
    """People whose mails have the same skeleton; hashable, and enough to draw it.

    ``path`` are the branches they take. ``alone`` is empty, or the pieces of the one person whose values
    don't fit into a request of many: then the skeleton is that person's whole mail.
    """

    path: tuple[int, ...]
    alone: tuple[str, ...] = ()


class Rendered(Struct, frozen=True):
    """What one person adds to the skeleton of ``group``."""

    group: Group
    subject: str
    pieces: dict[str, str]
    fell_back: tuple[str, ...]
    """The fields that are missing for this person and whose stand-in is shown."""


class Mail(Struct, frozen=True):
    """One person's finished mail; the unsubscribe link is still ``UNSUBSCRIBE_URL``."""

    subject: str
    html: str
    text: str


class CompiledMail:
    """A mail without mistakes, ready for any number of people. Reading it from several threads is safe."""

    def __init__(
        self, subject: SubjectLine, script: Script, html: str, letters: str, extras: "_Extras"
    ) -> None:
        self.removed = extras.removed
        """What was taken out of the owner's HTML, in words of HTML."""
        self.footer_added = extras.footer_added
        """Whether own HTML had no unsubscribe link, so that the shop's footer was put below it."""
        self.lacks = extras.lacks
        """What of ``name``, ``address``, ``company_number`` own HTML does not say to everybody."""
        self.fields_used = frozenset(script.fields | subject.fields)
        self.without_fallback: tuple[FieldUse, ...] = (*subject.without_fallback, *script.without_fallback)
        """Each place where a field is shown that may be missing."""
        self.findings: Findings = findings(html)
        self.pictures: tuple[str, ...] = self.findings.pictures_inside
        """The Content-IDs of the pictures it shows, in any of its branches, that travel inside it."""
        self._subject = subject
        self._program = script.program()
        self._outputs = tuple(script.outputs)
        self._regions = tuple(tuple(numbers) for numbers in script.regions)
        self._own_words = frozenset(script.own_words)
        self._fragments = cut(html, tag_comments(letters), hole_words(letters))
        self._always_covered = frozenset(script.covered)
        self._letters = letters
        self._key = re.compile(rf"-{letters}\d+-")
        self._skeletons: dict[tuple[int, ...], Skeleton] = {}

    def render(self, person: Mapping[str, str | None]) -> Rendered:
        """What ``person``, field -> value, adds to the mail; a field that is not there counts as missing.

        Raises ``CampaignRefused`` when these values leave no subject or make the template fail.
        """
        values = scope(person, self.fields_used)
        run = self._program.run(values)
        skeleton = self._skeleton(run.path)
        pieces = {slot.key: WRITERS[slot.form](run.values[slot.step][slot.index]) for slot in skeleton.slots}
        subject = self._subject.line(values)
        group = Group(run.path)
        if not self._fits(pieces, subject):
            group, pieces = Group(run.path, tuple(pieces.values())), {}
        return Rendered(group, subject, pieces, self._fell_back(run.path, values))

    def skeleton(self, group: Group) -> tuple[str, str]:
        """The HTML and the plain text that all of ``group`` share, with keys where they differ."""
        skeleton = self._skeleton(group.path)
        if not group.alone:
            return skeleton.html, skeleton.text
        values = {slot.key: value for slot, value in zip(skeleton.slots, group.alone, strict=True)}
        html, text = (
            self._key.sub(lambda found: values[found[0]], part) for part in (skeleton.html, skeleton.text)
        )
        return html, text

    def shown(self, path: tuple[int, ...]) -> dict[str, Shown]:
        """For each key of the skeleton of ``path``, in the keys' order, what the author shows there."""
        return {
            slot.key: self._outputs[self._regions[path[slot.step]][slot.index]].shown
            for slot in self._skeleton(path).slots
        }

    def mail(self, person: Mapping[str, str | None]) -> Mail:
        """The whole mail of ``person``, byte for byte what a provider assembles from skeleton and pieces."""
        rendered = self.render(person)
        html, text = self.skeleton(rendered.group)
        return Mail(rendered.subject, filled(html, rendered.pieces), filled(text, rendered.pieces))

    def _fits(self, pieces: dict[str, str], subject: str) -> bool:
        """Whether SendGrid takes ``pieces``, and none could be taken for a key of another."""
        if len(pieces) > SUBSTITUTION_KEYS or self._letters in subject:
            return False
        joined = "\n".join(pieces.values())
        size = len(joined) if joined.isascii() else len(joined.encode())
        return size + sum(map(len, pieces)) <= SUBSTITUTION_BYTES and self._letters not in joined

    def _fell_back(self, path: tuple[int, ...], values: dict[str, str | None]) -> tuple[str, ...]:
        missing = {name for name, value in values.items() if value is None}
        if not missing:
            return ()
        shown = {
            name
            for region in set(path)
            for number in self._regions[region]
            if self._outputs[number].shown.has_fallback
            for name in self._outputs[number].shown.names
        }
        return tuple(sorted(missing & (shown | self._always_covered | self._subject.fields_with_fallback)))

    def _skeleton(self, path: tuple[int, ...]) -> Skeleton:
        known = self._skeletons.get(path)
        if known is None:
            if len(self._skeletons) >= _CACHED_SKELETONS:
                self._skeletons = {}
            known = self._skeletons[path] = self._build(path)
        return known

    def _build(self, path: tuple[int, ...]) -> Skeleton:
        slots: dict[object, Slot] = {}
        spots: dict[str, tuple[int, int, Form]] = {}

        def key(step: int, number: int, form: Form) -> str:
            """The key for an output; one shown twice has one key, unless the template's words change it."""
            output = self._outputs[number]
            moves = output.shown.names & self._own_words
            which = (step, number, form) if moves else (output.source, form)
            if which not in slots:
                index = self._regions[path[step]].index(number)
                slots[which] = Slot(f"-{self._letters}{len(slots) + 1}-", step, index, form)
                spots[slots[which].key] = (step, number, form)
            return slots[which].key

        html = "".join(
            part if isinstance(part, str) else key(step, part.number, part.form)
            for step, region in enumerate(path)
            for part in self._fragments[region]
        )

        def key_in_text(found: re.Match[str]) -> str:
            step, number, form = spots[found[0]]
            return key(step, number, Form.TEXT) if form == Form.HTML else found[0]

        text = self._key.sub(key_in_text, plain_text(html))
        return Skeleton(html, text, tuple(slots.values()))


class _Extras(Struct, frozen=True):
    removed: tuple[str, ...] = ()
    footer_added: bool = False
    lacks: tuple[str, ...] = ()


def compile_mail(
    content: MailContent,
    shop: ShopSettings,
    fields: frozenset[str],
    letters: str,
    widths: Mapping[str, int] | None = None,
) -> CompiledMail:
    """``content`` as a mail that can be filled in with ``fields``; ``letters`` is of ``new_letters()``.

    ``widths``: of pictures inside it that are narrower than the text (``pictures.narrow``). Raises
    ``CampaignRefused`` that names the part and the line of the first mistake.
    """
    subject = SubjectLine(content.subject, fields, letters)
    script = Script(fields, letters)
    preview = script.add(_("Preview text"), content.preview_text)
    if content.html is not None:
        html, extras = _from_own_html(content.html, shop, script, letters)
    else:
        html, extras = _from_blocks(content.blocks, shop, script, letters, widths or {}), _Extras()
    html = _with_preheader(html, preview, letters)
    check_places(html, letters, script)
    _try_out(script, fields)
    return CompiledMail(subject, script, html, letters, extras)


def _from_own_html(html: str, shop: ShopSettings, script: Script, letters: str) -> tuple[str, _Extras]:
    first = len(script.tags)
    source = script.add(_("The mail's own HTML"), html)
    tags = script.tags[first:]
    made = own_html.document(source, letters, tags, shop.name, shop.language)
    said = plain_text(_for_everybody(made.html, letters, tags))
    footer_added = UNSUBSCRIBE_URL not in said
    whole = made.html
    if footer_added:
        head, end, tail = whole.rpartition("</body>")
        whole = f"{head}{footer_for_own_html(shop)}{end}{tail}"
    squeezed = "".join(said.casefold().split())
    lacks = tuple(
        name
        for name in ("name", "address", "company_number")
        if not footer_added and "".join(getattr(shop, name).casefold().split()) not in squeezed
    )
    return whole, _Extras(made.removed, footer_added, lacks)


def _from_blocks(
    blocks: tuple[Block, ...], shop: ShopSettings, script: Script, letters: str, widths: Mapping[str, int]
) -> str:
    if not blocks:
        raise refused(_("The mail"), _("it is empty."), _("Give it a block of text, or HTML of your own."))
    drawn = []
    for number, block in enumerate(blocks, start=1):
        kind = str(block.__struct_config__.tag)
        written = {
            key: script.add(
                _("Block {number} ({kind}), {key}", number=number, kind=kind, key=key), getattr(block, key)
            )
            for key in block.__struct_fields__
        }
        place = _("Block {number} ({kind})", number=number, kind=kind)
        drawn.append((msgspec.structs.replace(block, **written), place))
    return blocks_document.document(drawn, shop, letters, widths)


def _with_preheader(html: str, preview: str, letters: str) -> str:
    """``html`` with the preview text as its first, unseen words: inboxes show it behind the subject."""
    text = tag_words(letters).sub(lambda found: as_comment(letters, found[1]), as_html(preview.strip()))
    if not text:
        return html
    return re.sub(r"<body[^<>]*>", lambda found: found[0] + _PREHEADER.format(text=text), html, count=1)


def _for_everybody(html: str, letters: str, tags: list[Tag]) -> str:
    """What of ``html`` stands outside of every condition and loop."""
    steps = [1 if tag.name in OPENERS else -tag.name.startswith("end") for tag in tags]
    depths = accumulate(steps, initial=0)
    pieces = tag_comments(letters).split(html)[::2]
    return "".join(piece for piece, depth in zip(pieces, depths, strict=True) if depth == 0)


def _try_out(script: Script, fields: frozenset[str]) -> None:
    """Run once with nothing, words and numbers, so that what always fails is said now and with its place."""
    program = script.program()
    for value in (None, "x", "1"):
        program.run(dict.fromkeys(fields, value))
