"""The sentences of a person's history; each is looked up with ``_`` when it is shown."""

from shopmail.delivery.provider import FeedbackKind
from shopmail.model import Act, DeliveryState, Reason, Verdict, Way
from shopmail.wording import N_

ACTS: dict[Act, str] = {
    Act.SIGNED_UP: N_("Signed up."),
    Act.ASKED: N_("Was asked to confirm."),
    Act.CONFIRMED: N_("Confirmed."),
    Act.CONFIRMED_UNDATED: N_("Is said to have confirmed; nobody knows when."),
    Act.ORDERED: N_("Ordered something."),
    Act.DECLINED: N_("Said no to marketing."),
    Act.LEFT: N_("Left."),
    Act.CAME_BACK: N_("Mail came back."),
    Act.COMPLAINED: N_("Reported a mail as spam."),
    Act.AGREED_AGAIN: N_("Agreed again."),
}

REASONS: dict[Reason, str] = {
    Reason.LEFT: N_("Left: must not be mailed."),
    Reason.CAME_BACK: N_("Mail came back: must not be mailed."),
    Reason.COMPLAINED: N_("Complained: must not be mailed."),
}

WAYS: dict[Way, str] = {
    Way.LINK: N_("by the link in a mail"),
    Way.BY_HAND: N_("entered by hand"),
    Way.IMPORT: N_("from an imported file"),
    Way.BOUNCE: N_("the receiving server sent it back"),
    Way.INVALID: N_("SendGrid calls the address invalid"),
    Way.SPAM_REPORT: N_("reported as spam"),
}

IMPORTS: dict[Verdict, str] = {
    Verdict.NEW: N_("Added by an import."),
    Verdict.CHANGED: N_("Changed by an import."),
    Verdict.SAME: N_("Imported again, nothing new."),
    Verdict.DUPLICATE: N_("Twice in an imported file."),
    Verdict.DO_NOT_MAIL: N_("Imported, and must not be mailed."),
    Verdict.INVALID: N_("Imported, but could not be used."),
}

DELIVERIES: dict[DeliveryState, str] = {
    DeliveryState.QUEUED: N_("waits to be sent"),
    DeliveryState.IN_FLIGHT: N_("is being handed over"),
    DeliveryState.ACCEPTED: N_("handed over"),
    DeliveryState.UNKNOWN: N_("nobody can tell whether it was sent"),
    DeliveryState.REJECTED: N_("not accepted by SendGrid"),
    DeliveryState.RECALLED: N_("recalled before it left"),
    DeliveryState.HELD: N_("held back"),
    DeliveryState.DELIVERED: N_("arrived"),
    DeliveryState.BOUNCED: N_("came back"),
    DeliveryState.DROPPED: N_("not sent by SendGrid"),
    DeliveryState.COMPLAINED: N_("reported as spam"),
}

EVENTS: dict[str, str] = {
    FeedbackKind.BOUNCE: N_("SendGrid reports: a mail came back."),
    FeedbackKind.BLOCK: N_("SendGrid reports: a mail was blocked."),
    FeedbackKind.INVALID: N_("SendGrid reports: the address is invalid."),
    FeedbackKind.SPAM_REPORT: N_("SendGrid reports: a mail was marked as spam."),
    FeedbackKind.GLOBAL_UNSUBSCRIBE: N_("SendGrid reports: left for good."),
    FeedbackKind.GROUP_UNSUBSCRIBE: N_("SendGrid reports: left the group."),
}
