"""The HTTP side: reads calls, plays faults, writes answers, and ends cleanly."""

import socket
import sys
from email.utils import formatdate
from http.client import NO_CONTENT, responses
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.standin import account_endpoints, group_endpoints, mail_endpoints, pages, suppression_endpoints
from tests.standin.account import Account
from tests.standin.answers import Answer, Problem, refusal
from tests.standin.faults import Fault
from tests.standin.journal import Entry
from tests.standin.playing import Wire, play
from tests.standin.routes import Call, Pace, answer

ROUTES = (
    *mail_endpoints.ROUTES,
    *suppression_endpoints.ROUTES,
    *group_endpoints.ROUTES,
    *account_endpoints.ROUTES,
)
_PIECE = 1 << 20


class PostServer(ThreadingHTTPServer):
    """Listens on 127.0.0.1 only. ``mistakes`` holds errors of the stand-in itself."""

    daemon_threads = False
    block_on_close = True
    request_queue_size = 128

    def __init__(self, account: Account, port: int) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.account = account
        self.pace = Pace()
        self.stopping = Event()
        self.mistakes: list[BaseException] = []
        self._connections: set[socket.socket] = set()
        account.url = f"http://127.0.0.1:{self.server_address[1]}"

    def stop(self) -> None:
        """Ends every connection, waits for their threads, closes the socket."""
        self.stopping.set()
        self.shutdown()
        for connection in list(self._connections):
            end(connection)
        self.server_close()

    def process_request(self, request: Any, client_address: Any) -> None:
        self._connections.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self._connections.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away is no news; anything else is a mistake of ours."""
        error = sys.exc_info()[1]
        if error is not None and not isinstance(error, ConnectionError | TimeoutError):
            self.mistakes.append(error)


def end(connection: socket.socket) -> None:
    """Hang up for both sides, even while a forked process holds a copy of the socket."""
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # the other side was quicker


class _Handler(BaseHTTPRequestHandler):
    """One connection, kept open between calls."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    timeout = 60
    server: PostServer

    def _work(self) -> None:
        account = self.server.account
        parts = urlsplit(self.path)
        query = dict(parse_qsl(parts.query, keep_blank_values=True))
        headers = {name.lower(): value for name, value in self.headers.items()}
        if "transfer-encoding" in headers or not headers.get("content-length", "0").isdigit():
            self.close_connection = True
            self._send(refusal(411, Problem("Content-Length is required")))
            return
        if not parts.path.startswith("/v3/"):
            body = self._body(headers)
            self._send(pages.answer(account, self.command, parts.path, body))
            return
        with account.lock:
            entry = account.journal.open(account.clock.now(), self.command, parts.path, query, headers)
            fault = account.faults.take(self.command, parts.path)
        if fault is not None:
            entry.fault = fault.label
        if fault is not None and fault.kind == "hang_up":
            self.close_connection = True
            end(self.connection)
            return
        entry.body = self._body(headers)
        self._reply(Call(self.command, parts.path, query, headers, entry.body), fault, entry)

    do_GET = do_POST = do_PATCH = do_PUT = do_DELETE = _work  # noqa: N815 - the names that http.server looks for

    def _reply(self, call: Call, fault: Fault | None, entry: Entry) -> None:
        if fault is None:
            given = self._ordinary(call)
            entry.status = given.status
            self._send(given)
            return
        ordinary = self._ordinary(call) if fault.accepted else None
        play(fault, ordinary, self._wire(entry), self.server.account.clock.now())

    def _ordinary(self, call: Call) -> Answer:
        try:
            return answer(self.server.account, ROUTES, self.server.pace, call)
        except Exception as mistake:  # raised again when the stand-in ends
            self.server.mistakes.append(mistake)
            return refusal(500, Problem(f"the stand-in itself failed: {mistake!r}"))

    def _body(self, headers: dict[str, str]) -> bytes | None:
        """The whole body, or nothing; one over the limit is read and thrown away."""
        left = int(headers.get("content-length", "0"))
        keep = left <= self.server.account.limits.body_bytes
        pieces: list[bytes] = []
        while left:
            piece = self.rfile.read(min(left, _PIECE))
            if not piece:
                raise ConnectionResetError("the client died in the middle of its request")
            left -= len(piece)
            if keep:
                pieces.append(piece)
        return b"".join(pieces) if pieces else None

    def _send(self, given: Answer) -> None:
        self.wfile.write(self._encoded(given))

    def _encoded(self, given: Answer) -> bytes:
        headers = {"Server": "nginx", "Date": formatdate(self.server.account.clock.now(), usegmt=True)}
        if given.status != NO_CONTENT:
            headers["Content-Length"] = str(len(given.body))
        lines = [f"HTTP/1.1 {given.status} {responses.get(given.status, 'Unknown')}"]
        lines += [f"{name}: {value}" for name, value in {**headers, **given.headers}.items()]
        return "\r\n".join([*lines, "", ""]).encode("latin-1") + given.body

    def _wire(self, entry: Entry) -> Wire:
        self.close_connection = True

        def told(status: int) -> None:
            entry.status = status

        wait = self.server.stopping.wait
        return Wire(self._encoded, self.wfile.write, told, wait, lambda: end(self.connection))

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - http.server's name
        """Keep quiet: the journal knows."""
