"""Tools of the house itself: what the code imports, which sentences it says, which files belong to it."""
