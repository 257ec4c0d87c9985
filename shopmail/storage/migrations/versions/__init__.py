"""One file a revision, in order; a landed one is never changed."""
