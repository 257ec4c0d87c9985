"""What a status word of another system says about a person, read as a whole and never as a part."""

from enum import StrEnum
from functools import lru_cache

from shopmail.importing.folding import fold, phrases


class Status(StrEnum):
    """What a row says of the person's agreement."""

    CONFIRMED = "confirmed"
    """Answered the confirmation mail (double opt-in)."""
    SUBSCRIBED = "subscribed"
    PENDING = "pending"
    """Was asked to confirm and has not answered."""
    NO = "no"
    """An explicit no to marketing; a refusal can't be told from never asked."""
    UNSUBSCRIBED = "unsubscribed"
    BOUNCED = "bounced"
    COMPLAINED = "complained"


YES, NO = "yes", "no"
"""What a column of plain answers says; its header says to what question."""

_YES = "yes y true 1 on checked tick ano a да ja wahr tak prawda t ✓ ✔"
_NO = "no n false 0 off unchecked ne nie нет nein falsch nepravda f"

PHRASES: dict[Status, str] = {
    Status.CONFIRMED: """
        confirmed, confirmed opt-in, confirmed optin, double opt-in, double opt-in confirmed, doi, doi
        confirmed, double opted in, opt-in confirmed, subscription confirmed, email confirmed,
        potvrzeno, potvrzen, potvrzena, potvrzený, potvrzená, potvrzené, potvrdil, potvrdila, potvrzen
        odběr, odběr potvrzen, souhlas potvrzen, e-mail potvrzen, potvrdené, potvrdený, potvrdená,
        подтверждён, подтверждена, подтверждено, подтвержденный, подтверждённый, подтвердил,
        подтвердила, подписка подтверждена, e-mail подтверждён, двойное подтверждение, bestätigt,
        bestaetigt, double-opt-in bestätigt, anmeldung bestätigt, potwierdzony, potwierdzona,
        potwierdzono""",
    Status.SUBSCRIBED: """
        subscribed, subscriber, active, enabled, opted in, opt-in, optin, single opt-in, single optin,
        agreed, accepted, consent, consented, consent given, granted, allowed, resubscribed,
        přihlášen, přihlášena, přihlášeno, přihlášený, přihlášená, odebírá, odebírající, odběratel,
        aktivní, souhlas, souhlasí, souhlasím, udělen, uděleno, souhlas udělen, povoleno, prihlásený,
        odoberá, aktívny, подписан, подписана, подписано, подписался, подписалась, подписчик, активен,
        активна, активно, активный, активная, согласен, согласна, согласие, дал согласие, дала
        согласие, разрешено, abonniert, angemeldet, aktiv, eingewilligt, einwilligung, zugestimmt,
        zustimmung, erlaubt, subskrybent, aktywny, aktywna, zapisany, zapisana, zgoda""",
    Status.PENDING: """
        pending, unconfirmed, not confirmed, not yet confirmed, confirmation pending, pending
        confirmation, waiting, waiting for confirmation, awaiting confirmation, activation requested,
        unverified, not verified, opt-in pending, double opt-in pending, confirmation sent, invited,
        nepotvrzeno, nepotvrzen, nepotvrzena, nepotvrzený, nepotvrzená, není potvrzeno, není potvrzen,
        nepotvrdil, nepotvrdila, čeká, čekající, čeká na potvrzení, čeká se na potvrzení, neověřeno,
        neověřen, neověřena, neověřený, neověřená, nepotvrdené, ожидает, ожидание, ожидает
        подтверждения, ждёт подтверждения, не подтверждён, не подтверждена, не подтверждено,
        неподтверждён, неподтверждена, неподтверждено, неподтверждённый, не подтвердил, не
        подтвердила, в ожидании, unbestätigt, unbestaetigt, nicht bestätigt, nicht bestaetigt,
        ausstehend, wartet, wartend, offen, niepotwierdzony, niepotwierdzona, oczekuje, oczekujący""",
    Status.NO: """
        not subscribed, nonsubscribed, non-subscribed, non subscribed, not agreed, no consent, not
        opted in, declined, refused, denied, disagreed, rejected, inactive, paused, nesouhlasí,
        nesouhlasím, bez souhlasu, nesouhlas, neodebírá, nepřihlášen, nepřihlášena, odmítl, odmítla,
        odmítnuto, neudělen, neuděleno, zamítnuto, neaktivní, nepovoleno, не согласен, не согласна,
        нет согласия, без согласия, не подписан, не подписана, отказ, отказался, отказалась,
        запрещено, неактивен, неактивна, неактивный, не активен, не активна, nicht abonniert, nicht
        angemeldet, nicht zugestimmt, keine zustimmung, keine einwilligung, abgelehnt, verweigert,
        inaktiv, nicht aktiv, brak zgody, nieaktywny, nieaktywna""",
    Status.UNSUBSCRIBED: """
        unsubscribed, unsubscribe, unsub, opted out, opt-out, optout, global unsubscribe, globally
        unsubscribed, group unsubscribe, left, removed, blocklisted, blacklisted, block listed, black
        listed, disabled, blocked, suppressed, do not mail, do not email, do not contact, donotmail,
        revoked, withdrawn, consent withdrawn, odhlášen, odhlášena, odhlášeno, odhlášený, odhlášená,
        odhlásil se, odhlásila se, odhlásil, odhlásila, odhlášení, zrušeno odebírání, blokován,
        blokovaný, zablokován, zablokovaný, zablokováno, odvolán, odvoláno, souhlas odvolán, odvolal
        souhlas, nezasílat, neposílat, odhlásený, odhlásená, отписан, отписана, отписано, отписался,
        отписалась, отписка, заблокирован, заблокирована, заблокировано, отозван, отозвано, согласие
        отозвано, не отправлять, в чёрном списке, чёрный список, отключён, abgemeldet, ausgetragen,
        abbestellt, gesperrt, blockiert, widerrufen, deaktiviert, nicht mailen, nicht anschreiben,
        wypisany, wypisana, wypisano, zablokowany, zablokowana""",
    Status.BOUNCED: """
        cleaned, bounced, bounce, hard bounce, hard bounced, hardbounce, hardbounced, invalid, invalid
        email, invalid address, undeliverable, undelivered, not deliverable, dropped, mailbox not
        found, nedoručeno, nedoručitelný, nedoručitelná, nedoručitelné, nedoručitelno, neplatný,
        neplatná, neplatné, neexistuje, odražen, odraženo, не доставлено, недоставлено,
        недоставляемый, недействителен, недействительный, неверный адрес, не существует, недоступен,
        unzustellbar, nicht zustellbar, ungültig, ungueltig, niedostarczono, nieprawidłowy""",
    Status.COMPLAINED: """
        complained, complaint, complainer, spam, spam report, spam reported, spam complaint, reported
        as spam, marked as spam, abuse, abuse report, junk, stížnost, stěžoval si, stěžovala si,
        nahlášeno jako spam, označeno jako spam, sťažnosť, жалоба, жалоба на спам, пожаловался,
        пожаловалась, спам, beschwerde, beschwert, als spam gemeldet, skarga""",
}

_STATUS_OF: dict[str, Status] = {
    phrase: status for status, words in PHRASES.items() for phrase in phrases(words)
}
_ANSWER_OF: dict[str, str] = {
    **{fold(word) or word: YES for word in _YES.split()},
    **{fold(word) or word: NO for word in _NO.split()},
}

_TELLING = frozenset(
    phrases("""
        subscribed, unsubscribed, confirmed, unconfirmed, blocklisted, blacklisted, bounced, complained,
        opted-in, opted-out, potvrzeno, nepotvrzeno, odhlášen, odhlášena, odhlášeno, přihlášen, přihlášena,
        přihlášeno, подписан, отписан, отписался, подтверждён, подтверждена, abgemeldet, abonniert, bestätigt,
        unbestätigt""")
)

_SEVERITY: dict[Status, int] = {
    Status.SUBSCRIBED: 0,
    Status.CONFIRMED: 1,
    Status.PENDING: 2,
    Status.NO: 3,
    Status.BOUNCED: 4,
    Status.UNSUBSCRIBED: 5,
    Status.COMPLAINED: 6,
}


REFUSALS = (Status.NO, Status.UNSUBSCRIBED, Status.BOUNCED, Status.COMPLAINED)
"""The words that speak against mailing; the others speak for it, or wait."""


def may_become(status: Status | None) -> tuple[str, ...]:
    """What the owner may take a word of this status for: values of ``Status``, empty for "not known".

    A refusal stays one. A plain no is weaker than the others, since earlier proof of consent outlasts it:
    so it may become any of them, and they may not become it.
    """
    if status is Status.NO:
        return REFUSALS
    if status in REFUSALS:
        return REFUSALS[1:]
    return (*Status, "")


@lru_cache(maxsize=10_000)
def key(word: str) -> str:
    """What two spellings of one word have in common."""
    return fold(word) or word.strip()


@lru_cache(maxsize=10_000)
def answer(word: str) -> str | None:
    """``YES`` or ``NO`` for a plain yes or no in English, Czech, Russian, German or Polish, else None."""
    return _ANSWER_OF.get(key(word))


@lru_cache(maxsize=10_000)
def read(word: str) -> Status | None:
    """The status that ``word`` names, a plain yes or no included; None for a word that nobody knows.

    Only the whole counts: ``unsubscribed`` holds ``subscribed``, ``nepotvrzeno`` holds ``potvrzeno``.
    """
    said = answer(word)
    if said is not None:
        return Status.SUBSCRIBED if said == YES else Status.NO
    return _STATUS_OF.get(fold(word))


def read_confirmation(word: str) -> Status | None:
    """The same for a column that asks "has confirmed?": yes is CONFIRMED, no is PENDING."""
    said = answer(word)
    if said is not None:
        return Status.CONFIRMED if said == YES else Status.PENDING
    return read(word)


def joined(one: Status | None, other: Status | None) -> Status | None:
    """What two columns say together: the one that lowers wins; of two good words the stronger."""
    if one is None or other is None:
        return one or other
    return one if _SEVERITY[one] >= _SEVERITY[other] else other


def names_a_status(word: str) -> bool:
    """Whether ``word`` can hardly be anything but a status of a mailing list, whatever the header says."""
    return fold(word) in _TELLING
