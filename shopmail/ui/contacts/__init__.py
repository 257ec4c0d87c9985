"""The Contacts page: everybody the shop knows, to search, sort and copy."""
