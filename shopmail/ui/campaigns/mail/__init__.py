"""The tab Mail of a campaign: the blocks at the left, the mail as somebody gets it at the right."""
