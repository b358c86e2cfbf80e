#!/usr/bin/env python3
"""The one door: `python3 manage.py up`, `python3 manage.py test`, and every other command."""

import os
import sys


def main() -> None:
    """Go into `.venv`, making it first where that is needed, and run the command named."""
    # The Python at the door may be an old one.
    if sys.version_info < (3, 8):  # noqa: UP036
        sys.exit("This Python is too old even to look for a newer one: install Python 3.13.")
    from betterway import bootstrap

    bootstrap.enter(sys.argv[1:])
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "betterway.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
