"""Columns that hold secrets of another system: emptied while reading, never stored, listed or mapped."""

from collections.abc import Sequence

from shopmail.importing.folding import fold, phrases

_SECRETS = frozenset(
    phrases(
        """
        user_pass, pass, password, passwd, pwd, password hash, hashed password, user password, session_tokens,
        session token, user_activation_key, activation key, secret, secret key, api key, access token,
        refresh token, auth token, token, salt, pin, heslo, heslo hash, пароль, passwort, kennwort, hasło,
        credit card, card number, cvv, číslo karty, номер карты, kreditkarte, rodné číslo, birth number,
        паспорт, номер паспорта"""
    )
)


def is_secret(header: str) -> bool:
    """Whether a column of this name is a secret."""
    return fold(header) in _SECRETS


def secret_columns(header: Sequence[str]) -> tuple[int, ...]:
    """The places of the secret columns."""
    return tuple(index for index, name in enumerate(header) if is_secret(name))
