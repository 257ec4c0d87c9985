"""The campaign pages in the window."""
