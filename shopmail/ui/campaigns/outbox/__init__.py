"""The rehearsal outbox to look into: every mail that would have left, as the person would have got it."""
