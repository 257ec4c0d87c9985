"""The import wizard: seven steps from a file to people with proof of consent."""
