"""Traps for what wants to get out of a mail: servers that count who asks, a folder that tells who opens."""

import ctypes
import os
import socket
import struct
import threading
from pathlib import Path
from types import TracebackType

PIXEL = bytes.fromhex(
    "47494638396101000100800000ff0000ff000021f90400000000002c000000000100010000020244010 03b".replace(" ", "")
)
"""A GIF of one red pixel."""
_ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: image/gif\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
_OPENED, _READ = 0x20, 0x01


class Servers:
    """``web`` answers every request with a picture, ``raw`` only hangs up; ``asked`` tells who came."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self._sockets = [socket.create_server(("127.0.0.1", 0)) for _server in range(2)]
        self.web, self.raw = (f"127.0.0.1:{one.getsockname()[1]}" for one in self._sockets)
        self._threads = [
            threading.Thread(target=self._serve, args=(one, one is self._sockets[0])) for one in self._sockets
        ]

    def __enter__(self) -> "Servers":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _fault: BaseException | None, _trace: TracebackType | None
    ) -> None:
        for one, thread in zip(self._sockets, self._threads, strict=True):
            # What waits for the next one to come is woken by somebody who does.
            one.settimeout(0)
            socket.create_connection(one.getsockname()).close()
            thread.join()
            one.close()

    def _serve(self, server: socket.socket, is_web: bool) -> None:
        while server.gettimeout() is None:
            connection, _address = server.accept()
            with connection:
                if server.gettimeout() is not None:
                    return
                if not is_web:
                    self.asked.append("raw")
                    continue
                connection.settimeout(2)
                self.asked.append(_path(connection))
                connection.sendall(_ANSWER % len(PIXEL) + PIXEL)


def _path(connection: socket.socket) -> str:
    try:
        words = connection.recv(4096).split()
    except TimeoutError:
        return "connected only"
    return words[1].decode() if len(words) > 1 else "connected only"


class Watch:
    """Who opens or reads a file of ``folder``, whichever process: Linux tells it by inotify(7)."""

    def __init__(self, folder: Path) -> None:
        self._libc = ctypes.CDLL(None, use_errno=True)
        self._fd = self._libc.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC)
        watch = self._libc.inotify_add_watch(self._fd, os.fsencode(folder), _OPENED | _READ)
        assert watch >= 0, os.strerror(ctypes.get_errno())

    def opened(self) -> list[str]:
        """The names of the files that were opened since the last look; "" is the folder itself."""
        found = []
        try:
            events = os.read(self._fd, 65_536)
        except BlockingIOError:
            return []
        while events:
            _watch, _mask, _cookie, length = struct.unpack_from("iIII", events)
            found.append(events[16 : 16 + length].rstrip(b"\0").decode())
            events = events[16 + length :]
        return found

    def close(self) -> None:
        """Stop watching."""
        os.close(self._fd)
