"""What a database must be able to do for search."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.models.expressions import RawSQL

from practices.models import EntryQuerySet
from practices.search.document import Document
from practices.search.question import Clause


class Candidate(NamedTuple):
    """An entry that fits, its labels, and whether the day has come to look at it again."""

    entry: int
    labels: str
    is_due: bool | None = False


class Engine(Protocol):
    """One full-text index. Queries take what may be seen as a queryset of entries."""

    def best(
        self, clauses: Sequence[Clause], among: EntryQuerySet, *, most: int, every: bool
    ) -> list[Candidate]:
        """The entries that fit every clause (or any), best first, due or not."""

    def forms(self, words: Sequence[str]) -> Iterable[tuple[str, str]]:
        """Each of these words with every known word that has its stem."""

    def titled(
        self, words: Sequence[str], either: Sequence[str], among: EntryQuerySet, *, most: int
    ) -> list[int]:
        """The entries with all of `words` and one of `either` in their title."""

    def counts(self, clauses: Sequence[Clause], among: EntryQuerySet, *, most: int) -> list[int]:
        """How many entries each clause alone would find, counting no further than `most`."""

    def write(self, documents: Iterable[Document]) -> None:
        """Put documents into the index, in place of what it held of these entries."""

    def add_words(self, words: Iterable[str]) -> None:
        """Remember words not known yet."""

    def tidy(self, limit: int) -> bool:
        """Do some of the upkeep a large change leaves behind; whether there is more to do."""


def among_sql(among: EntryQuerySet, column: str) -> tuple[str, tuple]:
    """That the entry numbered `column` is one of these, as a condition and its parameters.

    A look at one row for each candidate, in the order of candidates: the database is left no
    room to read all visible entries first.
    """
    one = among.filter(pk=RawSQL(column, ())).order_by().values("pk")
    sql, params = one.query.sql_with_params()
    return f"EXISTS ({sql})", params


def cursor() -> CursorWrapper:
    """A cursor on the database in use."""
    return connection.cursor()
