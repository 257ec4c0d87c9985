"""The pages of segments: the list, the builder, the sheet of people."""
