"""What a database must be able to do for search."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.models.expressions import RawSQL

from practices.models import EntryQuerySet
from practices.search.document import Document
from practices.search.question import Clause

type Candidate = tuple[int, str, bool | None]
"""An entry that fits, by its number; its labels; whether the day has come to look at it again."""

type Condition = tuple[str, tuple[Any, ...]]
"""A condition in the words of the database, and its parameters."""


@dataclass(frozen=True, slots=True)
class Among:
    """The entries that may be found; where they are all but a few, also those few."""

    entries: EntryQuerySet
    hidden: EntryQuerySet | None = None

    def is_one(self, column: str) -> Condition:
        """That the entry numbered `column` is one of these.

        A look at one row for each candidate, in the order of candidates: the database is left no
        room to read all of these entries first.
        """
        one = self.entries.filter(pk=RawSQL(column, ())).order_by().values("pk")
        sql, params = one.query.sql_with_params()
        return f"EXISTS ({sql})", params

    def is_not_hidden(self, column: str) -> Condition:
        """The same, and less work where candidates are many: the hidden ones are read once."""
        if self.hidden is None:
            return self.is_one(column)
        sql, params = self.hidden.order_by().values("pk").query.sql_with_params()
        return f"{column} NOT IN ({sql})", params


class Engine(Protocol):
    """One full-text index."""

    def best(
        self, clauses: Sequence[Clause], among: Among, *, most: int, every: bool
    ) -> list[Candidate]:
        """The entries that fit every clause (or any), best first, due or not."""

    def forms(self, words: Sequence[str]) -> Iterable[tuple[str, str]]:
        """Each of these words with every known word that has its stem."""

    def titled(
        self, words: Sequence[str], either: Sequence[str], among: Among, *, most: int
    ) -> list[int]:
        """The entries with all of `words` and one of `either` in their title."""

    def counts(self, clauses: Sequence[Clause], among: Among, *, most: int) -> list[int]:
        """How many entries each clause alone would find, counting no further than `most`."""

    def write(self, documents: Iterable[Document]) -> None:
        """Put documents into the index, in place of what it held of these entries."""

    def add_words(self, words: Iterable[str]) -> None:
        """Remember words not known yet."""

    def tidy(self, limit: int) -> bool:
        """Do some of the upkeep a large change leaves behind; whether there is more to do."""


def each(values: Collection[Any]) -> str:
    """Room for each of these values in a list."""
    return f"({', '.join(['%s'] * len(values))})"


def cursor() -> CursorWrapper:
    """A cursor on the database in use."""
    return connection.cursor()
