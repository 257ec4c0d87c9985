"""One person's card: standing with its proof, fields, tags, note, and everything that happened."""
