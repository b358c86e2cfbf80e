"""Upkeep of the database itself."""

from django.db import connection

SAMPLE = 400
"""Rows of each index that are counted: SQLite's own advice, some milliseconds for any library."""


def take_stock() -> None:
    """Let the database learn how its rows are spread over its indexes.

    Untold, SQLite takes all that is published for a handful, and reads it all to find five entries
    by their numbers. PostgreSQL learns by itself, but only minutes after a whole library came in.
    """
    with connection.cursor() as db:
        if connection.vendor == "sqlite":
            db.execute(f"PRAGMA analysis_limit = {SAMPLE:d}")
        db.execute("ANALYZE")
