"""The endpoints that tell what the account and the key may do."""

from datetime import UTC, datetime, timedelta

from tests.standin import answers
from tests.standin.account import Account
from tests.standin.answers import Answer
from tests.standin.routes import Call, Route

_ALL = 1000


def scopes(account: Account, call: Call) -> Answer:
    """The rights of the calling key."""
    key = call.headers["authorization"].partition(" ")[2]
    return answers.as_json(200, {"scopes": sorted(account.keys[key])})


def verified_senders(account: Account, call: Call) -> Answer:
    """``limit`` rows whose id comes after ``lastSeenID``."""
    seen, limit = call.number("lastSeenID", 0, 0), call.number("limit", _ALL, 1)
    rows = [
        {
            "id": number,
            "nickname": email.partition("@")[0],
            "from_email": email,
            "from_name": "",
            "reply_to": email,
            "reply_to_name": "",
            "address": "1 High Street",
            "address2": "",
            "state": "",
            "city": "Springfield",
            "zip": "12345",
            "country": "Czechia",
            "verified": email in account.senders,
            "locked": False,
        }
        for number, email in enumerate([*account.senders, *account.unverified], 1)
        if number > seen
    ]
    return answers.as_json(200, {"results": rows[:limit]})


def domains(account: Account, call: Call) -> Answer:
    """Authenticated domains, ``limit`` of them from ``offset`` on; ``domain`` picks one."""
    offset, limit = call.number("offset", 0, 0), call.number("limit", _ALL, 1)
    rows = [
        {
            "id": number,
            "user_id": 1,
            "subdomain": "em",
            "domain": domain,
            "username": "shop",
            "ips": [],
            "custom_spf": False,
            "default": number == 1,
            "legacy": False,
            "automatic_security": True,
            "valid": True,
            "dns": {
                "mail_cname": _record(f"em.{domain}", "u1.wl.sendgrid.net"),
                "dkim1": _record(f"s1._domainkey.{domain}", "s1.domainkey.u1.wl.sendgrid.net"),
                "dkim2": _record(f"s2._domainkey.{domain}", "s2.domainkey.u1.wl.sendgrid.net"),
            },
        }
        for number, domain in enumerate(account.domains, 1)
        if call.query.get("domain", domain) == domain
    ]
    return answers.as_json(200, rows[offset : offset + limit])


def plan(account: Account, call: Call) -> Answer:
    return answers.as_json(200, {"type": "paid", "reputation": 100})


def credit(account: Account, call: Call) -> Answer:
    """Mails left; the month is that of the stand-in's clock."""
    first = datetime.fromtimestamp(account.clock.now(), UTC).date().replace(day=1)
    return answers.as_json(
        200,
        {
            "remain": max(account.limits.credits - account.credits_used, 0),
            "total": account.limits.credits,
            "overage": 0,
            "used": account.credits_used,
            "last_reset": first.isoformat(),
            "next_reset": (first + timedelta(days=32)).replace(day=1).isoformat(),
            "reset_frequency": "monthly",
        },
    )


def _record(host: str, data: str) -> dict[str, object]:
    return {"valid": True, "type": "cname", "host": host, "data": data}


ROUTES = (
    Route("GET", "/v3/scopes", "", scopes),
    Route("GET", "/v3/verified_senders", "verified_senders.read", verified_senders),
    Route("GET", "/v3/whitelabel/domains", "whitelabel.read", domains),
    Route("GET", "/v3/user/account", "user.account.read", plan),
    Route("GET", "/v3/user/credits", "user.credits.read", credit),
)
