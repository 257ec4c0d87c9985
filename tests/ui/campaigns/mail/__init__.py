"""The tab Mail of a campaign: text with fields, undo, blocks, pictures, own HTML."""
