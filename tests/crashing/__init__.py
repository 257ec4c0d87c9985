"""Killing shopmail wherever it touches the world: at point 1, 2, 3 … until a run passes untouched.

::

    with Forge() as forge:
        for death in forge.deaths("send", lambda n: {"shop": ..., ...}):
            ...  # the process is dead (SIGKILL) at point death.point; look at what it left behind

A point is every writing SQL statement and every commit (as SQLite itself reports them), every connection,
piece sent and piece read on a socket, every file that is made, moved or flushed to disk. Reads are none: a
death between two of them leaves what a death at the next point leaves.
"""

from tests.crashing.forge import Death, Forge

__all__ = ["Death", "Forge"]
