"""The headless door: the same acts as the window's, for schedulers, scripts and support."""
