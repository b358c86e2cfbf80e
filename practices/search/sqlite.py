"""The index in SQLite: an FTS5 table beside the documents, kept in step by triggers."""

import json
from collections.abc import Iterable, Sequence

from django.utils import timezone

from practices.search.document import Document
from practices.search.engine import Among, Candidate, cursor
from practices.search.question import Clause, Phrase


def match(clauses: Sequence[Clause], *, every: bool = True) -> str:
    """An FTS5 expression. Every phrase is quoted, so nothing in it is taken for a command."""
    either = [" OR ".join(_quoted(phrase) for phrase in clause) for clause in clauses]
    return (" AND " if every else " OR ").join(f"({clause})" for clause in either)


def _quoted(phrase: Phrase) -> str:
    return '"' + " ".join(phrase).replace('"', "") + '"'


class Sqlite:
    """See `Engine`."""

    def best(
        self, clauses: Sequence[Clause], among: Among, *, most: int, every: bool
    ) -> list[Candidate]:
        allowed, params = among.is_not_hidden("found.rowid")
        # CROSS JOIN keeps the full-text table outermost: it hands rows over best first, and
        # reading stops at the limit. The index holds the labels, so that counting does not
        # open a document.
        sql = (
            "SELECT found.rowid, doc.labels, doc.due <= %s FROM practices_search_fts found"
            " CROSS JOIN practices_searchdoc doc INDEXED BY practices_search_labels"
            " ON doc.entry_id = found.rowid"
            f" WHERE practices_search_fts MATCH %s AND {allowed}"
            " ORDER BY found.rank LIMIT %s"
        )
        with cursor() as db:
            today = timezone.localdate().isoformat()
            db.execute(sql, [today, match(clauses, every=every), *params, most])
            return db.fetchall()

    def forms(self, words: Sequence[str]) -> Iterable[tuple[str, str]]:
        one = "SELECT %s, word FROM practices_search_forms WHERE practices_search_forms MATCH %s"
        params = [param for word in words for param in (word, _quoted((word,)))]
        with cursor() as db:
            db.execute(" UNION ALL ".join([one] * len(words)), params)
            return db.fetchall()

    def titled(
        self, words: Sequence[str], either: Sequence[str], among: Among, *, most: int
    ) -> list[int]:
        allowed, params = among.is_one("found.rowid")
        wanted = match([*(((word,),) for word in words), tuple((word,) for word in either)])
        sql = (
            "SELECT found.rowid FROM practices_search_fts found"
            f" WHERE practices_search_fts MATCH %s AND {allowed} ORDER BY found.rank LIMIT %s"
        )
        with cursor() as db:
            db.execute(sql, [f"{{title}} : ({wanted})", *params, most])
            return [pk for (pk,) in db.fetchall()]

    def counts(self, clauses: Sequence[Clause], among: Among, *, most: int) -> list[int]:
        allowed, params = among.is_one("found.rowid")
        one = (
            "(SELECT COUNT(*) FROM (SELECT 1 FROM practices_search_fts found"
            f" WHERE practices_search_fts MATCH %s AND {allowed} LIMIT {most:d}))"
        )
        every = [param for clause in clauses for param in (match([clause]), *params)]
        with cursor() as db:
            db.execute("SELECT " + ", ".join([one] * len(clauses)), every)
            return list(db.fetchone())

    def write(self, documents: Iterable[Document]) -> None:
        rows = [
            (doc.entry, doc.labels, doc.title, doc.head, doc.extra, doc.text, doc.due)
            for doc in documents
        ]
        with cursor() as db:
            db.executemany(
                "INSERT INTO practices_searchdoc (entry_id, labels, title, head, extra, text, due)"
                " VALUES (%s, %s, %s, %s, %s, %s, %s) ON CONFLICT (entry_id) DO UPDATE SET"
                " labels = excluded.labels, title = excluded.title, head = excluded.head,"
                " extra = excluded.extra, text = excluded.text, due = excluded.due",
                rows,
            )

    def add_words(self, words: Iterable[str]) -> None:
        with cursor() as db:
            db.execute(
                "INSERT OR IGNORE INTO practices_searchword (word) SELECT value FROM json_each(%s)",
                [json.dumps(sorted(words))],
            )

    def tidy(self, limit: int) -> bool:
        with cursor() as db:
            db.execute("SELECT total_changes()")
            (before,) = db.fetchone()
            db.execute(
                "INSERT INTO practices_search_fts (practices_search_fts, rank)"
                " VALUES ('merge', %s)",
                [limit],
            )
            # The forms of words are merged as well, whole: they are few.
            if limit < 0:
                db.execute(
                    "INSERT INTO practices_search_forms (practices_search_forms)"
                    " VALUES ('optimize')"
                )
            db.execute("SELECT total_changes()")
            (after,) = db.fetchone()
        # As SQLite's documentation has it: fewer than two changes mean that nothing was merged.
        return after - before >= 2
