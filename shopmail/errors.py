"""What can go wrong, said to a shopkeeper: a title, a message, and what to do next.

::

    ShopmailError
    ├── InputRefused           what was handed in: a file, an address, an option, a word
    │   ├── FileRefused        a file that can't be read, or isn't what was asked for
    │   ├── DefinitionRefused  a segment definition with a mistake
    │   └── CampaignRefused    a draft with a mistake, or a campaign that can't do that now
    ├── ShopFileRefused        the shop file: none, damaged, of a newer version, on a full disk
    │   └── ShopFileBusy       held by another shopmail, or by another program, at this moment
    ├── Stopped                the owner pressed Stop; nothing half done is left
    └── DeliveryError          the post office
        ├── KeyRefused         no key, or a wrong one
        ├── CreditsUsedUp      the account may send no more for now
        ├── RightMissing       the key lacks a right that this needs
        ├── SenderRefused      the sender's address is not verified
        ├── MailRefused        the request was not accepted (place names the part)
        ├── TooLarge           the request is over the size limit
        ├── TooMany            asked too fast; retry_at says when
        ├── NoConnection       nothing left this computer
        └── OutcomeUnknown     it may or may not have been accepted: never repeat it by guess

Text that came from a file, a contact or a server may stand in a message; whoever shows it, shows plain text.
"""


class ShopmailError(Exception):
    """The root: everything shopmail says no to, in words for the owner.

    ``title`` names what could not be done, ``message`` says what happened and what was kept,
    ``remedy`` what to do next (may be empty). All three are whole, translated and plain text.
    """

    def __init__(self, title: str, message: str, remedy: str = "") -> None:
        super().__init__(title, message, remedy)
        self.title = title
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.title}: {self.message} {self.remedy}".rstrip()


class InputRefused(ShopmailError):
    """Something that was handed in can't be used."""


class FileRefused(InputRefused):
    """A file can't be read, or isn't what was asked for."""


class DefinitionRefused(InputRefused):
    """A segment definition has a mistake."""


class CampaignRefused(InputRefused):
    """A draft has a mistake, or a campaign can't do this in its present state."""


class ShopFileRefused(ShopmailError):
    """The shop file can't be opened as it is."""


class ShopFileBusy(ShopFileRefused):
    """Somebody else holds the shop file, or the lock that this act needs; try again later."""


class Stopped(ShopmailError):
    """The owner stopped a long act; what it had done is undone."""


class DeliveryError(ShopmailError):
    """The post office did not do what was asked. Unless it is ``OutcomeUnknown``, nothing was accepted."""


class KeyRefused(DeliveryError):
    """No API key, or one that SendGrid does not know."""


class CreditsUsedUp(DeliveryError):
    """The account has no sending credits left."""


class RightMissing(DeliveryError):
    """The API key lacks a right (scope)."""


class SenderRefused(DeliveryError):
    """The sender's address or domain is not verified with SendGrid."""


class MailRefused(DeliveryError):
    """SendGrid did not accept the request as it was.

    ``place`` is SendGrid's own path, such as ``personalizations.12.to``, or empty.
    """

    def __init__(self, title: str, message: str, remedy: str = "", place: str = "") -> None:
        super().__init__(title, message, remedy)
        self.place = place


class TooLarge(DeliveryError):
    """The request is over SendGrid's 30 MB."""


class TooMany(DeliveryError):
    """Asked too fast; ``retry_at`` is the Unix second from which on it may be tried again."""

    def __init__(self, title: str, message: str, remedy: str = "", retry_at: int = 0) -> None:
        super().__init__(title, message, remedy)
        self.retry_at = retry_at


class NoConnection(DeliveryError):
    """No byte of the request reached SendGrid."""


class OutcomeUnknown(DeliveryError):
    """The answer was lost or made no sense; the request may have been accepted."""
