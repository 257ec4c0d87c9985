"""The elements of HTML, by what they mean for a mail."""


def _names(*lines: str) -> frozenset[str]:
    return frozenset(" ".join(lines).split())


ALLOWED = _names(
    "a abbr address article aside b bdi bdo big blockquote br caption center cite code col colgroup",
    "dd del div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li",
    "main mark nav ol p pre q s section small span strike strong sub sup table tbody td tfoot th",
    "thead time tr tt u ul wbr",
)
"""What may stand in a mail."""

GONE_WITH_CONTENT = _names(
    "applet audio base canvas datalist embed frame frameset head iframe link map math meta noembed",
    "noframes noscript object option plaintext script select style svg template textarea title video",
    "xml xmp",
)
"""What is cut out whole. Of all else that is not allowed the tags go, and what they enclose stays."""

SHELL = _names("html body head title style")
"""What every document has; ours takes its place, so an author misses nothing."""

VOID = _names("area base br col embed frame hr img input link meta param source track wbr")
"""What has no end tag (HTML Living Standard, 13.1.2)."""

BLOCKS = _names(
    "address article aside blockquote caption center dd div dl dt figcaption figure footer h1 h2 h3",
    "h4 h5 h6 header hr li main nav ol p pre section table tbody tfoot thead tr ul",
)
"""What begins and ends a line of text."""

PARAGRAPHS = _names("blockquote dl figure h1 h2 h3 h4 h5 h6 ol p pre table ul")
"""What has an empty line above and below."""

UNREAD = _names("head script style template title")
"""What is no text of the mail."""
