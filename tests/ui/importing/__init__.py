"""The import wizard, by mouse and by keyboard, over real files."""
