"""Style sheets written into the tags, because mail programs drop or rewrite them."""

import css_inline

_INLINER = css_inline.CSSInliner(keep_at_rules=True, load_remote_stylesheets=False)


def inlined(html: str) -> str:
    """``html`` with each rule as ``style=`` where it applies; ``@media`` stays, nothing is fetched."""
    return _INLINER.inline(html)
