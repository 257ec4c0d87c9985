"""The live mail: what it shows, and that nothing can happen in it."""
