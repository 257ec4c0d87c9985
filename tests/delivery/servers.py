"""Servers that misbehave on the socket itself, below what an HTTP library would let a stand-in do."""

import socket
import ssl
from collections.abc import Callable
from threading import Event, Thread
from types import TracebackType

Script = Callable[["Line"], None]


class Line:
    """One connection as the script sees it."""

    def __init__(self, connection: socket.socket, stopping: Event, heard: list[bytes]) -> None:
        self._connection = connection
        self._stopping = stopping
        self._heard = heard

    def request(self) -> bytes:
        """Read one whole request, head and body, and keep it."""
        whole = b""
        while b"\r\n\r\n" not in whole:
            whole += self.piece()
        head, _, body = whole.partition(b"\r\n\r\n")
        length = next(
            (int(line[15:]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")), 0
        )
        while len(body) < length:
            body += self.piece()
        self._heard.append(head + b"\r\n\r\n" + body)
        return self._heard[-1]

    def piece(self) -> bytes:
        """Read some of what there is to read."""
        piece = self._connection.recv(65536)
        if not piece:
            raise ConnectionResetError
        return piece

    def say(self, answer: bytes) -> None:
        self._connection.sendall(answer)

    def drip(self, answer: bytes, seconds: float) -> None:
        """A byte at a time, ``seconds`` between them, until the server is stopped."""
        for byte in answer:
            if self._stopping.wait(seconds):
                return
            self.say(bytes([byte]))

    def silence(self) -> None:
        """Keep the line open until the server is stopped."""
        self._stopping.wait(30)

    def reset(self) -> None:
        """End with RST instead of FIN."""
        self._connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")


class Scripted:
    """Plays ``script`` to each connection on 127.0.0.1, one after the other; ``heard`` keeps the requests."""

    def __init__(self, script: Script, tls: ssl.SSLContext | None = None) -> None:
        self.heard: list[bytes] = []
        self.connections = 0
        self._script = script
        self._tls = tls
        self._stopping = Event()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._thread = Thread(target=self._serve)
        self.port: int = self._listening.getsockname()[1]
        self.url = f"{'https' if tls else 'http'}://127.0.0.1:{self.port}"

    def __enter__(self) -> "Scripted":
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stopping.set()
        self._listening.shutdown(socket.SHUT_RDWR)
        self._thread.join()
        self._listening.close()

    def _serve(self) -> None:
        while True:
            try:
                connection, _address = self._listening.accept()
            except OSError:
                return
            self.connections += 1
            with connection:
                self._play(connection)

    def _play(self, connection: socket.socket) -> None:
        try:
            if self._tls is None:
                self._script(Line(connection, self._stopping, self.heard))
                return
            with self._tls.wrap_socket(connection, server_side=True) as safe:
                self._script(Line(safe, self._stopping, self.heard))
        except OSError:
            return  # the client went away: what most of these tests are about


def answers(*whole: bytes) -> Script:
    """Hear a request, say the next of ``whole`` (the last one again and again), hang up."""
    left = list(whole)

    def script(line: Line) -> None:
        line.request()
        line.say(left.pop(0) if len(left) > 1 else left[0])

    return script


def reply(status: str, body: bytes = b"", *headers: str) -> bytes:
    """An answer with its length: ``reply("200 OK", b"[]")``."""
    head = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers]
    return "\r\n".join([*head, "", ""]).encode() + body


def closed_port() -> int:
    """A port on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    return port
