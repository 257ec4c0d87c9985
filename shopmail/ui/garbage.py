"""Python's cyclic collector rests while a window is open.

It runs on whichever thread happens to allocate, a lane as well, and it may take the Python side of a widget
apart whose Qt side still waits for its ``deleteLater``: PySide 6.11 then crashes when Qt deletes it (seen in
one of six runs over all screens; never with the collector at rest). What is not part of a cycle, which is
nearly everything, is freed at once as always.
"""

import gc


class Garbage:
    """From ``keep_house`` on nothing is collected; ``stop`` gives that back."""

    def keep_house(self) -> None:
        """What is loaded by now stays for as long as the window does."""
        gc.disable()
        gc.freeze()

    def stop(self) -> None:
        """Let Python collect by itself again."""
        gc.unfreeze()
        gc.enable()
