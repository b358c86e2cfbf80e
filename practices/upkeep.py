"""Upkeep of the database itself."""

from django.db import connection

SAMPLE = 400
"""Rows of each index that are counted: SQLite's own advice, some milliseconds for any library."""


def take_stock() -> None:
    """Let SQLite learn how its rows are spread over its indexes.

    Untold, it takes all that is published for a handful, and reads it all to find five entries by
    their numbers. PostgreSQL takes stock by itself.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as db:
            db.execute(f"PRAGMA analysis_limit = {SAMPLE:d}")
            db.execute("ANALYZE")
