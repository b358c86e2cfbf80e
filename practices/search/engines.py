"""Which index is in use."""

from django.db import connection

from practices.search.engine import Engine
from practices.search.postgres import Postgres
from practices.search.sqlite import Sqlite

_ENGINES: dict[str, Engine] = {"sqlite": Sqlite(), "postgresql": Postgres()}


def engine() -> Engine:
    """The index of the database in use."""
    return _ENGINES[connection.vendor]
