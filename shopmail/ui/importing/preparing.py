"""What the steps will ask for is imported while the owner reads the first of them."""

from shopmail.ui.importing.step import Steps


def load_core(steps: Steps) -> None:
    """Import the steps, and what reads, plans and applies a file, on a lane: later, somebody would wait."""
    # In the order in which they are come to; asking for one loads it.
    for place in range(len(steps)):
        steps[place]
    import shopmail.importing.applying
    import shopmail.importing.looking
    import shopmail.importing.plan
    import shopmail.importing.status_words  # noqa: F401 - to have it loaded is all that is wanted
