"""Who is meant: definitions of groups of people, their rules, and the one SELECT they become."""
