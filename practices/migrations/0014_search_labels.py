"""On SQLite, labels beside the entry's number in an index: counting facets opens no document."""

from django.db import migrations


def make(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(
            "CREATE INDEX practices_search_labels ON practices_searchdoc (entry_id, labels)"
        )


def unmake(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP INDEX practices_search_labels")


class Migration(migrations.Migration):
    dependencies = [("practices", "0013_drafts")]

    operations = [migrations.RunPython(make, unmake)]
