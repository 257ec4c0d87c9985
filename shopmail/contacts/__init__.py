"""People: their addresses and fields, the list of them, one person's card and history, changes, export."""
