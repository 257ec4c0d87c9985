"""How the tabs of a draft look: done, being written, still to do, or with something that stops it."""

from shopmail.ui.widgets.tabs import Face


def face(words: str, count: str, *, here: bool, done: bool) -> Face:
    """A tab in which something is written or chosen."""
    if done:
        return Face(words, "circle-check", "good", count)
    return Face(words, "pencil" if here else "clock", "muted", count)


def check_face(words: str, *, done: bool, stops: int, warnings: int) -> Face:
    """The tab Check, by what was found."""
    if stops:
        return Face(words, "circle-x", "bad", str(stops))
    if done and warnings:
        return Face(words, "alert-triangle", "warn", str(warnings))
    return Face(words, "circle-check" if done else "clock", "good" if done else "muted")
