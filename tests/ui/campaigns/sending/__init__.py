"""Sending in the window: the sheet, the page, the outbox, against the stand-in and the rehearsal outbox."""
