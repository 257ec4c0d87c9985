"""The stand-in in another process, controlled over HTTP under ``/_standin/``."""

from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

import msgspec

from tests.standin.controls import Controls
from tests.standin.mailing import MailSeen

_PATIENCE = 60.0
"""Seconds for one answer."""


class Control(Controls):
    """Does all that ``StandIn`` does, to the one at ``url``; each call connects anew, and survives a fork."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.url = url

    def do(self, act: str, **details: Any) -> Any:
        connection = HTTPConnection(urlsplit(self.url).netloc, timeout=_PATIENCE)
        try:
            headers = {"Content-Type": "application/json", "Connection": "close"}
            connection.request("POST", f"/_standin/{act}", msgspec.json.encode(details), headers)
            answer = connection.getresponse()
            result = msgspec.json.decode(answer.read())
        finally:
            connection.close()
        if answer.status != 200:
            raise ValueError(f"{act}: {result}")
        return result

    @property
    def mails(self) -> list[MailSeen]:
        """Every mail, put together; for very many ask ``counts`` or ``mails_to``."""
        return msgspec.convert(self.do("mails", to=None), list[MailSeen])

    def mails_to(self, email: str) -> list[MailSeen]:
        """The mails to one address, the oldest first."""
        return msgspec.convert(self.do("mails", to=email), list[MailSeen])
