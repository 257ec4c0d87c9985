"""The Settings page: what the owner chooses for the shop and for the window."""
