"""The small forms in which a shop is set up; each stands on the Settings page and in a sheet of its own."""
