"""Domains where anybody gets a mailbox: nobody else's mails in their name arrive (DMARC, RFC 7489)."""

_NAMES = """
gmail.com googlemail.com outlook.com hotmail.com live.com msn.com icloud.com me.com mac.com aol.com
yahoo.com yahoo.co.uk yahoo.de yahoo.fr ymail.com proton.me protonmail.com gmx.com gmx.net gmx.de web.de
seznam.cz email.cz post.cz spoluzaci.cz centrum.cz atlas.cz volny.cz azet.sk zoznam.sk centrum.sk
mail.ru bk.ru inbox.ru list.ru internet.ru yandex.ru yandex.com ya.ru rambler.ru wp.pl o2.pl onet.pl
"""

_DOMAINS = frozenset(_NAMES.split())


def is_mailbox_service(domain: str) -> bool:
    """Whether ``domain`` is one of them. Not all ask the world to refuse outright; no shop owns any."""
    return domain.casefold() in _DOMAINS
