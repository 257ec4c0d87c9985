"""The checks before a campaign may leave."""
