"""shopmail: lawful newsletters from the shop's own computer."""

__version__ = "0.1.0"
