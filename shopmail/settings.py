"""What the owner has set for this shop: frozen values, declared once, without a secret among them."""

from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, available_timezones

import msgspec
from msgspec import Meta, Struct

from shopmail.errors import InputRefused
from shopmail.wording import _

Text = Annotated[str, Meta(max_length=500)]


class ShopSettings(Struct, frozen=True):
    """Who mails: the law wants name, address and company number in every mail (480/2004 Coll. § 7(4))."""

    name: Text = ""
    address: Text = ""
    company_number: Text = ""
    country: Annotated[str, Meta(pattern="^([A-Z]{2})?$")] = "CZ"
    language: Literal["en", "cs", "ru"] = "en"
    timezone: str = "Europe/Prague"


class SenderSettings(Struct, frozen=True):
    """The From and Reply-To of a campaign that names none itself."""

    email: Text = ""
    name: Text = ""
    reply_to: Text = ""


class ConsentSettings(Struct, frozen=True):
    """What it takes to be mailed. ``age_limit_months``: an old list's confirmation counts that long."""

    double_opt_in: Literal["required", "not-required"] = "required"
    age_limit_months: Annotated[int, Meta(ge=1, le=600)] = 60


class SendGridSettings(Struct, frozen=True):
    """Where the SendGrid account is: ``eu`` for a subuser whose data stay in the European Union."""

    region: Literal["global", "eu"] = "global"


class UnsubscribeSettings(Struct, frozen=True):
    """How a recipient leaves: SendGrid's group page, or its tracking. No group: the account's default."""

    way: Literal["group", "tracking"] = "group"
    group: Annotated[int, Meta(ge=1)] | None = None


class TrackingSettings(Struct, frozen=True):
    """Whether SendGrid counts opens and clicks; both off unless the owner turns them on."""

    opens: bool = False
    clicks: bool = False


class BackupSettings(Struct, frozen=True):
    """Where the daily copies go: a folder's whole path, or empty for none yet."""

    folder: Annotated[str, Meta(max_length=4000)] = ""


class Settings(Struct, frozen=True):
    """All of it; the key of a value is its path, such as ``shop.name``."""

    shop: ShopSettings = ShopSettings()
    sender: SenderSettings = SenderSettings()
    consent: ConsentSettings = ConsentSettings()
    sendgrid: SendGridSettings = SendGridSettings()
    unsubscribe: UnsubscribeSettings = UnsubscribeSettings()
    tracking: TrackingSettings = TrackingSettings()
    backup: BackupSettings = BackupSettings()


KEYS: tuple[str, ...] = tuple(
    f"{group.name}.{value.name}"
    for group in msgspec.structs.fields(Settings)
    for value in msgspec.structs.fields(group.type)
)
"""Every key, in the order of the classes above."""


def read(rows: dict[str, str]) -> Settings:
    """Settings from the shop file's rows (key -> text); a key unknown to this version is passed over."""
    settings = Settings()
    for key, text in rows.items():
        if key in KEYS:
            settings = changed(settings, key, text)
    return settings


def changed(settings: Settings, key: str, text: str) -> Settings:
    """``settings`` with ``key`` set from ``text`` as the owner wrote it.

    Raises ``InputRefused`` for an unknown key or a value of the wrong kind.
    """
    if key not in KEYS:
        raise InputRefused(
            _("The setting was not changed"),
            _("There is no setting “{key}”.", key=key),
            _("The keys are: {keys}.", keys=", ".join(KEYS)),
        )
    group_name, name = key.split(".")
    group = getattr(settings, group_name)
    kind = next(f.type for f in msgspec.structs.fields(group) if f.name == name)
    try:
        value = msgspec.convert(_prepared(text.strip(), kind), kind, strict=False)
        if key == "shop.timezone" and value not in available_timezones():
            raise msgspec.ValidationError(_("there is no time zone of that name; “Europe/Prague” is one"))
    except msgspec.ValidationError as problem:
        raise InputRefused(
            _("The setting was not changed"),
            _("“{text}” can't be the value of {key}: {problem}.", text=text, key=key, problem=str(problem)),
        ) from None
    return msgspec.structs.replace(settings, **{group_name: msgspec.structs.replace(group, **{name: value})})


def written(settings: Settings) -> dict[str, str]:
    """The same settings as text by key: what ``read`` takes and ``settings show`` prints."""
    return {key: _as_text(value_of(settings, key)) for key in KEYS}


def value_of(settings: Settings, key: str) -> Any:
    """The value that stands at ``key``."""
    group, name = key.split(".")
    return getattr(getattr(settings, group), name)


def zone(settings: Settings) -> ZoneInfo:
    """The shop's wall clock."""
    return ZoneInfo(settings.shop.timezone)


def _prepared(text: str, kind: Any) -> Any:
    if kind is bool and text.lower() in ("yes", "on", "ano", "да"):
        return "true"
    if kind is bool and text.lower() in ("no", "off", "ne", "нет"):
        return "false"
    return None if text == "" and type(None) in getattr(kind, "__args__", ()) else text


def _as_text(value: Any) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)
