"""The revisions of the shop file's schema, oldest first: number n is entry n - 1."""

from shopmail.storage.migrations.versions import r0001_first, r0002_wizard, r0003_campaigns

REVISIONS = (r0001_first, r0002_wizard, r0003_campaigns)
