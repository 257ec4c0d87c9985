"""How the shop file is kept: opened, locked, migrated, and who may begin a transaction."""
