"""What a screen is: a name, and how the window comes to it."""

from collections.abc import Callable

from shopmail.ui.application import Application

Screens = dict[str, Callable[[Application], object]]
"""Whoever comes to a screen lets the window settle, and puts away what lies over it, before the next."""
