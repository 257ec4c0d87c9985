"""Whether each field and condition of a mail still stands where the author put it, after all cleaning."""

import re
from collections.abc import Sequence
from html.parser import HTMLParser

from shopmail.campaigns.elements import GONE_WITH_CONTENT, VOID
from shopmail.campaigns.html_rules import WORDED
from shopmail.campaigns.personalization import Form
from shopmail.campaigns.places import refused
from shopmail.campaigns.script import OPENERS, Script, Tag
from shopmail.campaigns.skeleton import hole_words, tag_comments
from shopmail.wording import _


class Structure(HTMLParser):
    """One reading of a piece of HTML: what stands in each region, and where the holes are."""

    def __init__(self, html: str, letters: str) -> None:
        super().__init__(convert_charrefs=True)
        self.regions: list[str] = [""]
        """What people see or follow between two tags of the template, blanks left out."""
        self.tags: list[tuple[int, int]] = []
        """Number of each template tag, and the serial number of the element that it stands in."""
        self.holes: set[tuple[int, int]] = set()
        """Region and number of the outputs that stand where a field may."""
        self._tag_comment = tag_comments(letters)
        self._hole = hole_words(letters)
        self._open: list[tuple[str, int]] = [("", 0)]
        self._elements = 0
        self._ignored = 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the holes in its links and descriptions, and step into the element."""
        if tag == "body":  # whatever the author left open before it
            self._open, self._ignored = [("", 0)], 0
        if tag not in VOID:
            self._elements += 1
            self._open.append((tag, self._elements))
            self._ignored += tag in GONE_WITH_CONTENT
        if tag in ("img", "a") and not self._ignored:
            self.regions[-1] += f"<{tag}>"
        for name, value in attrs:
            for form, number in self._hole.findall(value or ""):
                if (name in ("href", "src") and form == Form.URL) or (name in WORDED and form == Form.HTML):
                    self.holes.add((len(self.tags), int(number)))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element that is closed at once."""
        self.handle_starttag(tag, attrs)
        if tag not in VOID and self._open[-1][0] == tag:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """Step out of the element, and of any within that was never closed."""
        if tag not in (name for name, _serial in self._open):
            return
        while self._open[-1][0] != tag:
            self._ignored -= self._open.pop()[0] in GONE_WITH_CONTENT
        self._ignored -= self._open.pop()[0] in GONE_WITH_CONTENT

    def handle_data(self, data: str) -> None:
        """Text that people see."""
        if self._ignored:
            return
        for form, number in self._hole.findall(data):
            if form == Form.HTML:
                self.holes.add((len(self.tags), int(number)))
        self.regions[-1] += re.sub(r"\s+", "", data)

    def handle_comment(self, data: str) -> None:
        """A tag of the template, or somebody's remark."""
        if found := self._tag_comment.fullmatch(f"<!--{data}-->"):
            self.tags.append((int(found[1]), self._open[-1][1]))
            self.regions.append("")


def check_places(html: str, letters: str, script: Script) -> None:
    """Raise ``CampaignRefused`` when in the finished ``html`` a field or a condition is lost or torn.

    A condition is whole when all its tags stand in the same element, so that each branch is HTML of its own.
    """
    structure, tags = Structure(html, letters), script.tags
    shown = {number for _region, number in structure.holes}
    for output in script.outputs:
        if output.number not in shown:
            raise refused(
                output.place,
                _("no field can stand here."),
                _(
                    "A field may stand in the text, in the description of a picture, and in a link behind the"
                    " address of the site; not in a script, a style or a comment."
                ),
            )
    _check_all_there(structure, tags)
    for region, number in structure.holes:
        if number not in script.regions[region]:
            raise _torn(_around(region, tags))
    elements = dict(structure.tags)
    opened: list[Tag] = []
    for tag in tags:
        if tag.name in OPENERS:
            opened.append(tag)
        elif tag.name != "assign" and elements[tag.number] != elements[opened[-1].number]:
            raise _torn(opened[-1])
        if tag.name.startswith("end"):
            opened.pop()


def check_order(before: str, after: str, letters: str, tags: Sequence[Tag]) -> None:
    """Raise ``CampaignRefused`` when cleaning moved words, links or pictures out of their condition.

    HTML's own rules do so: text that stands in a table beside its cells is shown above the table.
    """
    if not tags:
        return
    source, result = Structure(before, letters), Structure(after, letters)
    _check_all_there(result, tags)
    for region, got in enumerate(result.regions):
        if source.regions[region : region + 1] != [got]:
            raise _torn(_around(region, tags))


def _check_all_there(structure: Structure, tags: Sequence[Tag]) -> None:
    found = [number for number, _element in structure.tags]
    if found != [tag.number for tag in tags]:
        raise _torn(next((tag for tag in tags if tag.number not in found), tags[0]))


def _around(region: int, tags: Sequence[Tag]) -> Tag:
    """The tag that opens the stretch in which the ``region``-th region lies, else the next one to come."""
    opened: list[Tag] = []
    for tag in tags[:region]:
        if tag.name in OPENERS:
            opened.append(tag)
        elif tag.name.startswith("end"):
            opened.pop()
    return opened[-1] if opened else tags[min(region, len(tags) - 1)]


def _torn(tag: Tag) -> Exception:
    return refused(
        tag.place,
        _("“{tag}” can't keep its place here.", tag=f"{{% {tag.name} %}}"),
        _(
            "Let a condition or loop begin and end in the same element, around whole elements:"
            " whole paragraphs, whole rows of a table, or words of one sentence."
        ),
    )
