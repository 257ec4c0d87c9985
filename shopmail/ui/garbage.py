"""Python's cyclic collector rests while a window is open.

It runs on whichever thread happens to allocate, a lane as well, and what it takes apart there may be a
widget; a full run over all that a window has loaded also holds every thread for some 70 ms. What is not part
of a cycle, which is nearly everything, is freed at once as always.
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
