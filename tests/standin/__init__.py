"""A stand-in for SendGrid on this computer: as strict as the real one, with its own clock, mails and faults.

::

    with StandIn() as post:
        client = SendGridAPIClient(post.key, host=post.url)
        ...
        post.clock.advance(1800)
        assert [mail.to for mail in post.mails if mail.state == "delivered"] == [...]

Another process reaches the same things over HTTP through ``Control(url)``.
"""

from tests.standin import faults
from tests.standin.account import ALL_SCOPES, Limits
from tests.standin.control import Control
from tests.standin.mailing import MailSeen
from tests.standin.standin import StandIn

__all__ = ["ALL_SCOPES", "Control", "Limits", "MailSeen", "StandIn", "faults"]
