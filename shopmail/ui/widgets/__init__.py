"""The parts that every page is put together from; each paints itself from the palette in use."""
