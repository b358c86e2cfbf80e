"""Each revision of an entry once: the database itself refuses a second one.

It also makes the version list of one entry as quick at ten thousand versions as at ten.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("practices", "0001_library")]

    operations = [
        migrations.RunSQL(
            "CREATE UNIQUE INDEX one_row_per_revision ON practices_historicalentry (id, revision)",
            "DROP INDEX one_row_per_revision",
        ),
    ]
