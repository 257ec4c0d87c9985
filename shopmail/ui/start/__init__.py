"""The Start page: where the shop stands, in a few numbers."""
