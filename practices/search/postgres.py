"""The index in PostgreSQL: two vectors beside each document, one of its title and one of all."""

from collections.abc import Iterable, Sequence

from django.utils import timezone

from practices.search.document import Document
from practices.search.engine import Among, Candidate, cursor
from practices.search.question import Clause, Phrase, tokens

QUERY = "to_tsquery('betterway', %s)"
WEIGHTS = "'{0.01, 0.01, 0.06, 1.0}'"  # of D (text), C (extra), B (head), A (title)


def match(clauses: Sequence[Clause], *, every: bool = True) -> str:
    """A tsquery. Words are letters and digits alone, and quoted."""
    either = [" | ".join(_quoted(phrase) for phrase in clause) for clause in clauses]
    return (" & " if every else " | ").join(f"({clause})" for clause in either)


def _quoted(phrase: Phrase) -> str:
    return "(" + " <-> ".join(f"'{word[:200]}'" for word in phrase) + ")"


class Postgres:
    """See `Engine`."""

    def best(
        self, clauses: Sequence[Clause], among: Among, *, most: int, every: bool
    ) -> list[Candidate]:
        allowed, params = among.is_one("doc.entry_id")
        # Ranking reads a whole vector, so no more than `most` that fit by title and `most` that
        # fit at all are ranked. Of a word that half the library holds, that is enough.
        some = (
            "(SELECT doc.entry_id FROM practices_searchdoc doc"
            f" WHERE doc.{{vector}} @@ {QUERY} AND {allowed} LIMIT {most:d})"
        )
        sql = (
            "SELECT doc.entry_id, doc.labels, doc.due <= %s FROM"
            f" ({some.format(vector='title_vector')} UNION {some.format(vector='vector')}) found"
            " JOIN practices_searchdoc doc ON doc.entry_id = found.entry_id"
            f" ORDER BY ts_rank({WEIGHTS}, doc.vector, {QUERY}, 1) DESC, doc.entry_id DESC"
            " LIMIT %s"
        )
        wanted = match(clauses, every=every)
        today = timezone.localdate()
        return _by_index(sql, [today, wanted, *params, wanted, *params, wanted, most])

    def forms(self, words: Sequence[str]) -> Iterable[tuple[str, str]]:
        with cursor() as db:
            db.execute(
                "SELECT asked.word, known.word FROM unnest(%s::text[]) asked (word)"
                " JOIN practices_searchword known"
                " ON known.stem @@ to_tsquery('betterway', quote_literal(asked.word))",
                [list(words)],
            )
            return db.fetchall()

    def titled(
        self, words: Sequence[str], either: Sequence[str], among: Among, *, most: int
    ) -> list[int]:
        allowed, params = among.is_one("doc.entry_id")
        wanted = match([*(((word,),) for word in words), tuple((word,) for word in either)])
        sql = (
            "SELECT doc.entry_id FROM practices_searchdoc doc"
            f" WHERE doc.title_vector @@ {QUERY} AND {allowed}"
            f" ORDER BY ts_rank({WEIGHTS}, doc.title_vector, {QUERY}, 1) DESC, doc.entry_id"
            " LIMIT %s"
        )
        return [pk for (pk,) in _by_index(sql, [wanted, *params, wanted, most])]

    def counts(self, clauses: Sequence[Clause], among: Among, *, most: int) -> list[int]:
        allowed, params = among.is_one("doc.entry_id")
        one = (
            "(SELECT COUNT(*) FROM (SELECT 1 FROM practices_searchdoc doc"
            f" WHERE doc.vector @@ {QUERY} AND {allowed} LIMIT {most:d}) hits)"
        )
        every = [param for clause in clauses for param in (match([clause]), *params)]
        (counted,) = _by_index("SELECT " + ", ".join([one] * len(clauses)), every)
        return list(counted)

    def write(self, documents: Iterable[Document]) -> None:
        with cursor() as db:
            db.executemany(_WRITE, [_row(doc) for doc in documents])

    def add_words(self, words: Iterable[str]) -> None:
        # Sorted, so that two people who save at once take the same words in the same order.
        with cursor() as db:
            db.execute(
                "INSERT INTO practices_searchword (word)"
                " SELECT word FROM unnest(%s::text[]) word WHERE NOT EXISTS"
                " (SELECT 1 FROM practices_searchword known WHERE known.word = word.word)"
                " ORDER BY word ON CONFLICT DO NOTHING",
                [sorted(words)],
            )

    def tidy(self, limit: int) -> bool:
        return False


def _by_index(sql: str, params: list) -> list[tuple]:
    """The rows of a query that goes through the index.

    For a common word the planner thinks reading the whole table cheaper, since it does not
    reckon with unpacking every vector; on a large library that takes ten times as long. The
    three statements travel as one, so the setting holds for this query alone, whether or not a
    transaction is under way. (That asks for parameters bound by the client, Django's default.)
    """
    with cursor() as db:
        db.execute(f"SET LOCAL enable_seqscan = off; {sql}; SET LOCAL enable_seqscan = on", params)
        db.nextset()
        return db.fetchall()


_VECTOR = (
    "setweight(to_tsvector('betterway', %s), 'A') || setweight(to_tsvector('betterway', %s), 'B')"
    " || setweight(to_tsvector('betterway', %s), 'C') || to_tsvector('betterway', %s)"
)
_WRITE = (
    "INSERT INTO practices_searchdoc"
    " (entry_id, labels, title, head, extra, text, due, title_vector, vector)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s,"
    f" setweight(to_tsvector('betterway', %s), 'A'), {_VECTOR})"
    " ON CONFLICT (entry_id) DO UPDATE SET labels = excluded.labels, title = excluded.title,"
    " head = excluded.head, extra = excluded.extra, text = excluded.text, due = excluded.due,"
    " title_vector = excluded.title_vector, vector = excluded.vector"
)


def _row(doc: Document) -> tuple:
    """A document's columns, then its words cut as questions are cut, for the vectors."""
    texts = (doc.title, doc.head, doc.extra, doc.text)
    words = [" ".join(tokens(text)) for text in texts]
    return (doc.entry, doc.labels, *texts, doc.due, words[0], *words)
