"""The two doors: the window without a command, the command line with one."""

import sys

from shopmail.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
