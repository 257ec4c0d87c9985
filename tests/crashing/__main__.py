"""The warmed process: one thread, no open file of a shop; forks a child for each order on standard input.

An order is a JSON line: ``{"act": NAME, "details": {…}, "point": N}``. The answer is one too:
``{"killed": bool, "passed": N, "refused": TEXT}``; ``passed`` is 0 for a child that was killed.
"""

import gc
import json
import os
import signal
import sys
import threading
import traceback
from typing import Any

from shopmail.clock import Clock
from shopmail.delivery.sendgrid import SendGridProvider
from shopmail.errors import ShopmailError
from shopmail.keychain import Secret
from tests.crashing.acts import ACTS
from tests.crashing.points import end_at


def _child(order: dict[str, Any], answers: int) -> None:
    passed = end_at(order["point"])
    refused = ""
    try:
        ACTS[order["act"]](**order["details"])
    except ShopmailError as refusal:
        refused = str(refusal)
    os.write(answers, json.dumps({"killed": False, "passed": passed(), "refused": refused}).encode())


def _forked(order: dict[str, Any]) -> dict[str, Any]:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            _child(order, writing)
            code = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(code)
    os.close(writing)
    with os.fdopen(reading, "rb") as answers:
        said = answers.read()
    _pid, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL:
        return {"killed": True, "passed": 0, "refused": ""}
    answer: dict[str, Any] = json.loads(said) if said else {"broken": status}
    return answer


def main() -> None:
    # Reads the system's certificates once for all children.
    SendGridProvider(Secret("SG.warm"), "http://127.0.0.1:1", Clock())
    gc.collect()
    gc.disable()  # a child does not live long enough to need it, and each collection copies every page
    gc.freeze()  # what the children share stays shared
    assert threading.active_count() == 1, "a fork would copy a lock that nobody can open"
    for line in sys.stdin:
        sys.stdout.write(json.dumps(_forked(json.loads(line))) + "\n")
        sys.stdout.flush()


main()
