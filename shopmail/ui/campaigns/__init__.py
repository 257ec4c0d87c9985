"""The Campaigns page: every mail to many, and where it stands."""
