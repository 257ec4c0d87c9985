"""Sending a campaign: the last sheet before it, the hand-over, and where the mails are until they left."""
