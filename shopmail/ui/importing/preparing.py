"""What the steps will ask for is imported while the owner reads the first of them."""


def load_core() -> None:
    """Import what reads, plans and applies a file, on a lane: later, somebody would wait for it."""
    import shopmail.importing.applying
    import shopmail.importing.looking
    import shopmail.importing.plan
    import shopmail.importing.status_words  # noqa: F401 - to have it loaded is all that is wanted
