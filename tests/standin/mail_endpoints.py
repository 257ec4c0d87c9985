"""The endpoints that take mail, and those that hold it back again."""

from typing import Any

from tests.standin import answers
from tests.standin.account import Account
from tests.standin.answers import Answer, Problem, Refused
from tests.standin.routes import Call, Route
from tests.standin.scheduling import CANCEL_AHEAD
from tests.standin.validation import is_sandboxed, senders, validate

_STATUSES = ("pause", "cancel")


def send(account: Account, call: Call) -> Answer:
    """202 with ``X-Message-Id`` and no body; all of the request, or none of it."""
    body, raw = call.body, call.raw or b""
    validate(body, account)
    if not all(account.verified(sender) for sender in senders(body)):
        raise Refused(403, answers.unverified_sender())
    if is_sandboxed(body):
        return answers.nothing(200)
    recipients = sum(len(e.get(p, ())) for e in body["personalizations"] for p in ("to", "cc", "bcc"))
    if account.credits_used + recipients > account.limits.credits:
        raise Refused(401, answers.credits_used_up())
    return Answer(202, headers={"X-Message-Id": account.accept(raw)})


def new_batch(account: Account, call: Call) -> Answer:
    return answers.as_json(201, {"batch_id": account.schedule.new_batch(account.clock.now())})


def see_batch(account: Account, call: Call, batch_id: str) -> Answer:
    """Tells whether a batch id may be used."""
    _known(account, batch_id)
    return answers.as_json(200, {"batch_id": batch_id})


def hold(account: Account, call: Call) -> Answer:
    """Pause or cancel a batch that is neither yet."""
    wanted = _object(call.body, {"batch_id", "status"})
    batch_id, status = wanted.get("batch_id"), _status(wanted)
    _known(account, batch_id)
    _in_time(account, str(batch_id))
    account.schedule.hold(str(batch_id), status, account.clock.now(), account.limits.held_batches)
    return answers.as_json(201, {"batch_id": batch_id, "status": status})


def change_hold(account: Account, call: Call, batch_id: str) -> Answer:
    """Turn a pause into a cancel or back."""
    status = _status(_object(call.body, {"status"}))
    _held(account, batch_id)
    account.schedule.holds[batch_id].status = status
    return answers.nothing()


def lift_hold(account: Account, call: Call, batch_id: str) -> Answer:
    """Let a batch go after all; what was paused over its time leaves now."""
    _held(account, batch_id)
    del account.schedule.holds[batch_id]
    account.catch_up()
    return answers.nothing()


def see_holds(account: Account, call: Call) -> Answer:
    """Only paused and cancelled batches are listed."""
    return answers.as_json(200, _rows(account, list(account.schedule.holds)))


def see_hold(account: Account, call: Call, batch_id: str) -> Answer:
    """An array: empty for a batch that is neither paused nor cancelled."""
    if not account.schedule.knows(batch_id, account.clock.now()):
        raise Refused(404, Problem("batch id not found"))
    return answers.as_json(200, _rows(account, [batch_id] if batch_id in account.schedule.holds else []))


def _rows(account: Account, batch_ids: list[str]) -> list[dict[str, str]]:
    return [{"batch_id": held, "status": account.schedule.holds[held].status} for held in batch_ids]


def _known(account: Account, batch_id: Any) -> None:
    if not account.schedule.knows(batch_id, account.clock.now()):
        raise Refused(400, Problem("invalid batch id", "batch_id"))


def _held(account: Account, batch_id: str) -> None:
    if batch_id not in account.schedule.holds:
        raise Refused(404, Problem("batch id not found"))


def _in_time(account: Account, batch_id: str) -> None:
    soonest = account.schedule.soonest(batch_id)
    late = soonest is not None and soonest - account.clock.now() < CANCEL_AHEAD
    if late and account.limits.refuse_late_cancel:
        raise Refused(400, Problem("the batch is due in less than 10 minutes", "batch_id"))


def _object(body: Any, known: set[str]) -> dict[str, Any]:
    if not isinstance(body, dict) or body.keys() - known:
        raise Refused(400, Problem("Bad Request"))
    return body


def _status(wanted: dict[str, Any]) -> str:
    status = wanted.get("status")
    if status not in _STATUSES:
        raise Refused(400, Problem("status must be pause or cancel", "status"))
    return str(status)


ROUTES = (
    Route("POST", "/v3/mail/send", "mail.send", send, paced=False),
    Route("POST", "/v3/mail/batch", "mail.batch.create", new_batch),
    Route("GET", "/v3/mail/batch/{}", "mail.batch.read", see_batch),
    Route("POST", "/v3/user/scheduled_sends", "user.scheduled_sends.create", hold),
    Route("GET", "/v3/user/scheduled_sends", "user.scheduled_sends.read", see_holds),
    Route("GET", "/v3/user/scheduled_sends/{}", "user.scheduled_sends.read", see_hold),
    Route("PATCH", "/v3/user/scheduled_sends/{}", "user.scheduled_sends.update", change_hold),
    Route("DELETE", "/v3/user/scheduled_sends/{}", "user.scheduled_sends.delete", lift_hold),
)
