"""One request over the wire: TLS verified, no redirect, one deadline for all of it, a cap on the answer.

``python_http_client`` (the transport of the ``sendgrid`` package) builds a urllib opener that follows a
redirect with the Authorization header, waits for ever and reads whatever comes. ``Client`` below gives each
request an opener of its own instead.
"""

import http.client
import socket
import ssl
import urllib.request
from typing import Any
from urllib.error import URLError

import python_http_client
from msgspec import Struct

from shopmail.clock import Clock
from shopmail.errors import DeliveryError, NoConnection, OutcomeUnknown
from shopmail.wording import _, n_

_DIALLING = 5.0
"""Seconds for one address of a host: a dead IPv6 route must not use up the time of the others."""


class Limits(Struct, frozen=True):
    """How long one request may take from dialling to the last byte, and how big its answer may be."""

    seconds: float
    answer_bytes: int = 1_000_000


class Reply(Struct, frozen=True):
    """A whole answer of any status, in the shape that ``python_http_client.Response`` reads."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes

    def getcode(self) -> int:
        """The status, as urllib names it."""
        return self.status

    def read(self) -> bytes:
        """The body, as urllib names it."""
        return self.body

    def info(self) -> http.client.HTTPMessage:
        """The headers, as urllib names them."""
        return self.headers


class Client(python_http_client.Client):  # type: ignore[misc]  # the package has no types
    """The transport of ``sendgrid``, with our way out; ``timeout=`` takes ``Limits``."""

    def __init__(self, host: str, headers: dict[str, str], tls: ssl.SSLContext, clock: Clock) -> None:
        super().__init__(host=host, request_headers=headers, version=3)
        self.tls = tls
        self.clock = clock

    def _build_client(self, name: str | None = None) -> "Client":
        built = Client(self.host, self.request_headers, self.tls, self.clock)
        built._url_path = [*self._url_path, name] if name else self._url_path
        return built

    def _make_request(self, opener: Any, request: urllib.request.Request, timeout: Limits) -> Reply:  # noqa: ARG002
        return fetch(request, timeout, self.tls, self.clock)


def tls_context() -> ssl.SSLContext:
    """Certificates and host names are checked against the system's store; TLS 1.2 at least."""
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.sslsocket_class = _TlsSocket
    return context


def fetch(request: urllib.request.Request, limits: Limits, tls: ssl.SSLContext, clock: Clock) -> Reply:
    """Send ``request`` once and read the whole answer, whatever its status.

    Raises ``NoConnection`` when no byte of the request left, ``OutcomeUnknown`` when it may have been read
    and the answer did not arrive whole.
    """
    line = _Line(_Deadline(clock, limits.seconds), tls)
    try:
        with line.opener(encrypted=request.type == "https").open(request, timeout=limits.seconds) as response:
            return Reply(response.status, response.headers, _body(response, limits.answer_bytes))
    except (OSError, http.client.HTTPException, UnicodeError) as problem:
        raise _explained(problem, line.connected, limits) from problem


class _Deadline:
    """The moment at which every wait of one request ends."""

    def __init__(self, clock: Clock, seconds: float) -> None:
        self._clock = clock
        self._end = clock.monotonic() + seconds

    def left(self) -> float:
        """Seconds that are left, more than none. Raises ``TimeoutError`` when there are none."""
        left = self._end - self._clock.monotonic()
        if left <= 0:
            raise TimeoutError
        return left


class _TimedSocket(socket.socket):
    """A socket whose waits all end at one deadline; urllib's own time-out starts anew with every byte."""

    deadline: _Deadline | None = None

    def recv_into(self, *args: Any, **kwargs: Any) -> int:
        self._hurry()
        return super().recv_into(*args, **kwargs)

    def send(self, *args: Any, **kwargs: Any) -> int:
        self._hurry()
        return super().send(*args, **kwargs)

    def sendall(self, *args: Any, **kwargs: Any) -> None:
        self._hurry()
        super().sendall(*args, **kwargs)

    def _hurry(self) -> None:
        if self.deadline is not None:
            self.settimeout(self.deadline.left())


class _TlsSocket(_TimedSocket, ssl.SSLSocket):
    """The same over TLS."""


class _Line:
    """The one connection of one request, and whether it ever stood."""

    def __init__(self, deadline: _Deadline, tls: ssl.SSLContext) -> None:
        self.deadline = deadline
        self.tls = tls
        self.connected = False

    def opener(self, encrypted: bool) -> urllib.request.OpenerDirector:
        """An opener that knows http and https and nothing else: no redirect, no file, no error page."""
        director = urllib.request.OpenerDirector()
        # Plain http is for loopback addresses: a proxy there would be handed the key unencrypted.
        proxies = None if encrypted else dict[str, str]()
        director.add_handler(urllib.request.ProxyHandler(proxies))
        director.add_handler(_Http(self))
        director.add_handler(_Https(self))
        director.add_handler(urllib.request.UnknownHandler())
        return director

    def dial(self, address: tuple[str, int], *_ignored: object) -> _TimedSocket:
        """Connect to the first of the host's addresses that answers, within the one deadline."""
        failed: OSError = OSError("no address")
        for family, kind, protocol, _name, where in socket.getaddrinfo(*address, type=socket.SOCK_STREAM):
            dialled = _TimedSocket(family, kind, protocol)
            dialled.deadline = self.deadline
            try:
                dialled.settimeout(min(_DIALLING, self.deadline.left()))
                dialled.connect(where)
                dialled.settimeout(self.deadline.left())  # for the TLS handshake
            except OSError as problem:
                dialled.close()
                failed = problem
            else:
                return dialled
        raise failed


class _Connection(http.client.HTTPConnection):
    """Notes the moment from which on bytes of the request may have left."""

    line: _Line

    def connect(self) -> None:
        super().connect()
        if isinstance(self.sock, _TimedSocket):
            self.sock.deadline = self.line.deadline
        self.line.connected = True


class _TlsConnection(_Connection, http.client.HTTPSConnection):
    """The same over TLS: it stands once the certificate was found good."""


class _Http(urllib.request.HTTPHandler):
    def __init__(self, line: _Line) -> None:
        super().__init__()
        self._line = line

    def http_open(self, request: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(self._connection, request)  # type: ignore[arg-type]

    def _connection(self, host: str, timeout: float) -> _Connection:
        return _wired(_Connection(host, timeout=timeout), self._line)


class _Https(urllib.request.HTTPSHandler):
    def __init__(self, line: _Line) -> None:
        super().__init__()
        self._line = line

    def https_open(self, request: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(self._connection, request)  # type: ignore[arg-type]

    def _connection(self, host: str, timeout: float) -> _Connection:
        return _wired(_TlsConnection(host, timeout=timeout, context=self._line.tls), self._line)


def _wired(connection: _Connection, line: _Line) -> _Connection:
    connection.line = line
    # http.client's own place for another way of making the socket (its tests use it so).
    connection._create_connection = line.dial  # type: ignore[attr-defined]
    return connection


def _body(response: http.client.HTTPResponse, cap: int) -> bytes:
    body = response.read(cap + 1)
    if len(body) > cap:
        raise OutcomeUnknown(
            _("SendGrid's answer was lost"),
            _("The answer is larger than {megabytes} MB, which can't be right.", megabytes=cap // 1_000_000),
        )
    if response.length:  # bytes that were announced and never came
        raise http.client.IncompleteRead(body, response.length)
    return body


def _explained(problem: Exception, connected: bool, limits: Limits) -> DeliveryError:
    reason = problem.reason if isinstance(problem, URLError) else problem
    if connected:
        return OutcomeUnknown(_("SendGrid's answer was lost"), _after_connecting(reason, limits))
    title = _("SendGrid can't be reached")
    if isinstance(reason, ssl.SSLError):
        return NoConnection(
            title,
            _("The connection to SendGrid could not be made safe. Nothing was sent."),
            _(
                "Check this computer's date and time. An antivirus program or a proxy that opens encrypted"
                " connections causes this too."
            ),
        )
    if isinstance(reason, TimeoutError):
        message = _("SendGrid did not pick up in time. Nothing was sent.")
    elif isinstance(reason, socket.gaierror | UnicodeError):
        message = _("The address of SendGrid was not found. Nothing was sent.")
    else:
        message = _("No connection could be made. Nothing was sent.")
    return NoConnection(title, message, _("Check the internet connection and the proxy, if there is one."))


def _after_connecting(reason: object, limits: Limits) -> str:
    if isinstance(reason, TimeoutError):
        return n_(
            "There was no whole answer within {count} second.",
            "There was no whole answer within {count} seconds.",
            max(1, round(limits.seconds)),
        )
    return _("The connection broke off before the answer was whole.")
