"""The live mail beside the editor: as one person will see it, in a view where nothing can happen."""
