"""Calls of SendGrid's v3 API through the ``sendgrid`` package: to a safe host, with a key nobody sees."""

import logging
import ssl
from collections.abc import Callable
from functools import cache
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

import msgspec
import sendgrid

from shopmail.clock import Clock
from shopmail.delivery.answers import Answer, moment_of, refusal
from shopmail.delivery.opener import Client, Limits, tls_context
from shopmail.delivery.pacing import repeated
from shopmail.delivery.server_time import ServerTime
from shopmail.errors import InputRefused, KeyRefused
from shopmail.keychain import Secret
from shopmail.wording import _

# At DEBUG it prints whole requests: the key, everybody's address.
logging.getLogger("python_http_client").setLevel(logging.WARNING)

HOST = "https://api.sendgrid.com"


@cache
def _system_tls() -> ssl.SSLContext:
    """One for the process: reading the system's certificates takes some 20 ms."""
    return tls_context()


class Api:
    """SendGrid's v3 API. Any thread may call.

    ``quick`` and ``long`` are the limits of a call: for what is small, and for what takes its time.
    Paths are below ``/v3``; a segment that isn't ours must be percent-encoded by the caller. ``right`` is
    what SendGrid's key editor calls the right that the call needs, named to the owner when it is missing.
    """

    def __init__(self, key: Secret, host: str, clock: Clock, quick: Limits, long: Limits) -> None:
        self.quick = quick
        self.long = long
        self.server_time = ServerTime(clock)
        self._key = usable(key)
        self._clock = clock
        self._tls = _system_tls()
        self._package = sendgrid.SendGridAPIClient(self._key.reveal(), host=checked(host))

    def read(
        self, path: str, right: str, query: dict[str, Any] | None = None, limits: Limits | None = None
    ) -> Answer:
        """GET, repeated a few times where the answer is lost."""
        return repeated(lambda: self._call("get", path, 200, right, limits, query=query), self._clock)

    def change(
        self, method: str, path: str, wanted: int, right: str, body: dict[str, Any] | None = None
    ) -> Answer:
        """A change that is harmless to repeat, and is where the answer is lost."""
        return repeated(lambda: self._call(method, path, wanted, right, body=body), self._clock)

    def once(
        self, path: str, wanted: int, right: str, body: dict[str, Any], limits: Limits | None = None
    ) -> Answer:
        """POST, once: raises ``OutcomeUnknown`` where it can't be told whether it was done."""
        return self._call("post", path, wanted, right, limits, body=body)

    def _call(
        self,
        method: str,
        path: str,
        wanted: int,
        right: str,
        limits: Limits | None = None,
        body: dict[str, Any] | None = None,
        query: dict[str, Any] | None = None,
    ) -> Answer:
        request: Callable[..., Any] = getattr(self._client()._(path), method)
        response = request(request_body=body, query_params=query, timeout=limits or self.quick)
        answer = Answer(response.status_code, response.headers, response.body)
        moment = moment_of(answer)
        if moment is not None:
            self.server_time.read(moment)
        if answer.status == wanted:
            return answer
        # A server that repeats the key must not bring it into a message.
        without_key = answer.body.replace(self._key.reveal().encode(), b"***")
        raise refusal(msgspec.structs.replace(answer, body=without_key), right, self._clock)

    def _client(self) -> Client:
        # One a call: the package's own keeps headers from call to call, for all threads.
        headers = dict(self._package.client.request_headers)
        return Client(self._package.host, headers, self._tls, self._clock)


def checked(host: str) -> str:
    """``host`` as a base address, if the key may be sent there: https, or http on a loopback address.

    Raises ``InputRefused``.
    """
    try:
        parts = urlsplit(host.strip())
        name = parts.hostname or ""
        extras = parts.path.strip("/") or parts.query or parts.fragment or parts.username or parts.password
        good = bool(name) and name.isascii() and not extras and parts.port != 0
    except ValueError:
        good = False
    if good and (parts.scheme == "https" or (parts.scheme == "http" and _is_loopback(name))):
        return f"{parts.scheme}://{parts.netloc}"
    raise InputRefused(
        _("The address of SendGrid can't be used"),
        _("“{host}” is no address that the API key may be sent to.", host=host),
        _("Use {usual}, or http only for a server on this computer.", usual=HOST),
    )


def usable(key: Secret) -> Secret:
    """``key`` without the spaces around it. Raises ``KeyRefused`` for what can't stand in a header."""
    text = key.reveal().strip()
    # http.client would quote a key with a line break in its error, in full.
    if text and text.isascii() and text.isprintable() and " " not in text:
        return Secret(text)
    raise KeyRefused(
        _("This is no API key"),
        _("The key is empty, or holds characters that a key can't have."),
        _("Copy the key again from SendGrid (Settings, API Keys)."),
    )


def _is_loopback(name: str) -> bool:
    try:
        return name == "localhost" or ip_address(name).is_loopback
    except ValueError:
        return False
