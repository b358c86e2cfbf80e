"""Nor can the audit log be emptied at one stroke. SQLite knows no such stroke."""

from django.db import migrations

MAKE = """
    CREATE TRIGGER practices_audit_no_truncate BEFORE TRUNCATE ON practices_auditline
    FOR EACH STATEMENT EXECUTE FUNCTION practices_audit_refuse()
"""
UNMAKE = "DROP TRIGGER practices_audit_no_truncate ON practices_auditline"


def make(apps, schema_editor):
    _run(schema_editor, MAKE)


def unmake(apps, schema_editor):
    _run(schema_editor, UNMAKE)


def _run(schema_editor, statement):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("practices", "0024_second_look")]

    operations = [migrations.RunPython(make, unmake)]
