"""The mail: drafted, checked, filled in for each person, and shown before it goes out."""
