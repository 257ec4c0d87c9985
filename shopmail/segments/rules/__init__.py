"""What people can be picked by; a new rule is one entry in its family's file and one line in ``catalog``."""
