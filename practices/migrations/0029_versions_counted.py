"""An index that alone tells how many versions of an entry everyone may read."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("practices", "0028_private_notes_reported")]

    operations = [
        # No model names it: whoever remakes this table on SQLite has to make it again.
        migrations.RunSQL(
            "CREATE INDEX versions_by_status ON practices_historicalentry (id, status, revision)",
            "DROP INDEX versions_by_status",
        ),
    ]
