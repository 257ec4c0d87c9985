"""The stand-in in the foreground, for a person to play with: ``python -m tests.standin [--port N]``."""

import signal
import sys
from argparse import ArgumentParser
from threading import Event

from tests.standin.standin import StandIn

_LOOK_UP = 1.0


def main() -> int:
    """Serve until Ctrl-C."""
    # A script that starts this in its background has it ignore Ctrl-C; the one who stops it means it.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    parser = ArgumentParser(prog="standin", description="A SendGrid on this computer that sends nothing.")
    parser.add_argument("--port", type=int, default=0, help="default: a free one")
    with StandIn(port=parser.parse_args().port) as post:
        sys.stdout.write(
            f"SendGrid stand-in at {post.url}/ (mails and controls are on that page; Ctrl-C ends it)\n"
            "In another terminal, so that shopmail uses it:\n\n"
            f"  export SENDGRID_API_KEY={post.key}\n"
            f"  export SHOPMAIL_SENDGRID_HOST={post.url}\n\n"
            "Verified sender: any address @example.com\n"
        )
        sys.stdout.flush()
        try:
            never = Event()
            while not never.wait(_LOOK_UP):
                pass  # on Windows a wait without end hears no Ctrl-C
        except KeyboardInterrupt:
            sys.stdout.write("\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
