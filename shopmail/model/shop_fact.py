"""Facts about the shop file itself, and the owner's settings as text by key."""

from sqlalchemy.orm import Mapped, mapped_column

from shopmail.model.base import Model


class ShopFact(Model):
    """``address_key``: the random 32 bytes that key every hashed address; ``shop_id``: 16 random letters.

    ``backup_at`` and ``backup_file``: the newest copy; ``test_mail_at`` and ``test_mail_by``: the newest test
    mail and the post office that took it; ``newest_campaign``: the highest number that a campaign was ever
    given; ``sent_again.ID``: of campaign ID, whom the owner had mailed again (JSON, recipient id -> when).
    Moments are Unix seconds in digits.
    """

    __tablename__ = "shop_fact"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[bytes]


class Setting(Model):
    """One setting that differs from its default; ``shopmail.settings`` knows the keys."""

    __tablename__ = "setting"

    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]
