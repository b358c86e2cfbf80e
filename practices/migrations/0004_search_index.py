"""The full-text index, which each database keeps in its own way.

SQLite: an FTS5 table over the documents, which does not keep their texts a second time, and
three triggers that keep it in step. PostgreSQL: two vectors beside each document. Both cut words
alike: English stems, no accents, no words left out.
"""

from django.db import migrations

SQLITE = [
    """
    CREATE VIRTUAL TABLE practices_search_fts USING fts5(
        title, head, extra, text,
        content = 'practices_searchdoc', content_rowid = 'entry_id',
        tokenize = 'porter unicode61 remove_diacritics 2'
    )
    """,
    # A title beats a body, however often the body repeats the word: see search/engine.py.
    """
    INSERT INTO practices_search_fts (practices_search_fts, rank)
    VALUES ('rank', 'bm25(10000.0, 12.0, 1.0, 1.0)')
    """,
    """
    CREATE TRIGGER practices_search_insert AFTER INSERT ON practices_searchdoc BEGIN
        INSERT INTO practices_search_fts (rowid, title, head, extra, text)
        VALUES (new.entry_id, new.title, new.head, new.extra, new.text);
    END
    """,
    """
    CREATE TRIGGER practices_search_delete AFTER DELETE ON practices_searchdoc BEGIN
        INSERT INTO practices_search_fts
            (practices_search_fts, rowid, title, head, extra, text)
        VALUES ('delete', old.entry_id, old.title, old.head, old.extra, old.text);
    END
    """,
    """
    CREATE TRIGGER practices_search_update AFTER UPDATE ON practices_searchdoc
    WHEN old.title IS NOT new.title OR old.head IS NOT new.head
        OR old.extra IS NOT new.extra OR old.text IS NOT new.text
    BEGIN
        INSERT INTO practices_search_fts
            (practices_search_fts, rowid, title, head, extra, text)
        VALUES ('delete', old.entry_id, old.title, old.head, old.extra, old.text);
        INSERT INTO practices_search_fts (rowid, title, head, extra, text)
        VALUES (new.entry_id, new.title, new.head, new.extra, new.text);
    END
    """,
]

POSTGRESQL = [
    # The English stems that PostgreSQL brings, without its list of words to leave out: then a
    # quoted phrase is found to the letter, as it is on SQLite.
    "CREATE TEXT SEARCH DICTIONARY betterway_stem (TEMPLATE = snowball, LANGUAGE = english)",
    "CREATE TEXT SEARCH CONFIGURATION betterway (COPY = simple)",
    """
    ALTER TEXT SEARCH CONFIGURATION betterway
    ALTER MAPPING REPLACE simple WITH betterway_stem
    """,
    """
    ALTER TABLE practices_searchdoc
    ADD COLUMN title_vector tsvector NOT NULL, ADD COLUMN vector tsvector NOT NULL
    """,
    "CREATE INDEX practices_search_title ON practices_searchdoc USING gin (title_vector)",
    "CREATE INDEX practices_search_all ON practices_searchdoc USING gin (vector)",
    # All forms of a word that have its stem.
    """
    ALTER TABLE practices_searchword ADD COLUMN stem tsvector
    GENERATED ALWAYS AS (to_tsvector('betterway', word)) STORED
    """,
    "CREATE INDEX practices_search_stem ON practices_searchword USING gin (stem)",
]

BACK = {
    "sqlite": [
        "DROP TRIGGER practices_search_insert",
        "DROP TRIGGER practices_search_delete",
        "DROP TRIGGER practices_search_update",
        "DROP TABLE practices_search_fts",
    ],
    "postgresql": [
        "ALTER TABLE practices_searchword DROP COLUMN stem",
        "ALTER TABLE practices_searchdoc DROP COLUMN vector, DROP COLUMN title_vector",
        "DROP TEXT SEARCH CONFIGURATION betterway",
        "DROP TEXT SEARCH DICTIONARY betterway_stem",
    ],
}


def make(apps, schema_editor):
    _run(schema_editor, {"sqlite": SQLITE, "postgresql": POSTGRESQL})


def unmake(apps, schema_editor):
    _run(schema_editor, BACK)


def _run(schema_editor, statements):
    for statement in statements[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("practices", "0003_search")]

    operations = [migrations.RunPython(make, unmake)]
