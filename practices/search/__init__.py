"""Search: one door, two databases.

`find` answers a `Question`; `index` renews what is known of an entry, in the transaction that
changed it. FTS5 on SQLite and tsvector on PostgreSQL stand behind `Engine`; both see the same
words, cut the same way, so that what one finds the other finds too.
"""

from practices.search.finding import MOST, PER_PAGE, Hit, Results, find
from practices.search.question import Question, fold, readable
from practices.search.suggesting import Suggestion, suggest, suggest_themes
from practices.search.synonyms import forget_synonyms, theme_meant
from practices.search.writing import forget, index, index_many, index_themes, note_due, reindex

__all__ = [
    "MOST",
    "PER_PAGE",
    "Hit",
    "Question",
    "Results",
    "Suggestion",
    "find",
    "fold",
    "forget",
    "forget_synonyms",
    "index",
    "index_many",
    "note_due",
    "index_themes",
    "readable",
    "reindex",
    "suggest",
    "suggest_themes",
    "theme_meant",
]
