"""The window: the only room with Qt. It imports nothing of the core before the first paint is on screen."""
