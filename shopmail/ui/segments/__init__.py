"""The Segments page: saved ways to pick people, with the people they find now."""
