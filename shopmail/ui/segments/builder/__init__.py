"""The page on which one segment is put together: the sentence at the left, the people at the right."""
