"""Which words share a stem, on SQLite: what to mark in a text. PostgreSQL has a column for it."""

from django.db import migrations

MAKE = [
    """
    CREATE VIRTUAL TABLE practices_search_forms USING fts5(
        word, tokenize = 'porter unicode61 remove_diacritics 2'
    )
    """,
    """
    CREATE TRIGGER practices_search_word_insert AFTER INSERT ON practices_searchword BEGIN
        INSERT INTO practices_search_forms (word) VALUES (new.word);
    END
    """,
    """
    CREATE TRIGGER practices_search_word_delete AFTER DELETE ON practices_searchword BEGIN
        DELETE FROM practices_search_forms
        WHERE practices_search_forms MATCH '"' || old.word || '"' AND word = old.word;
    END
    """,
    "INSERT INTO practices_search_forms (word) SELECT word FROM practices_searchword",
]
UNMAKE = [
    "DROP TRIGGER practices_search_word_insert",
    "DROP TRIGGER practices_search_word_delete",
    "DROP TABLE practices_search_forms",
]


def make(apps, schema_editor):
    _run(schema_editor, MAKE)


def unmake(apps, schema_editor):
    _run(schema_editor, UNMAKE)


def _run(schema_editor, statements):
    if schema_editor.connection.vendor == "sqlite":
        for statement in statements:
            schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("practices", "0006_discussion")]

    operations = [migrations.RunPython(make, unmake)]
