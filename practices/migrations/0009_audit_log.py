"""Who looked after what: lines that the database itself lets nobody change or take away."""

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

SQLITE = [
    """
    CREATE TRIGGER practices_audit_no_update BEFORE UPDATE ON practices_auditline BEGIN
        SELECT RAISE(ABORT, 'Lines of the audit log are never changed.');
    END
    """,
    """
    CREATE TRIGGER practices_audit_no_delete BEFORE DELETE ON practices_auditline BEGIN
        SELECT RAISE(ABORT, 'Lines of the audit log are never taken away.');
    END
    """,
]

POSTGRESQL = [
    """
    CREATE FUNCTION practices_audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'Lines of the audit log are never changed or taken away.'
            USING ERRCODE = 'integrity_constraint_violation';
    END $$
    """,
    """
    CREATE TRIGGER practices_audit_no_change BEFORE UPDATE OR DELETE ON practices_auditline
    FOR EACH ROW EXECUTE FUNCTION practices_audit_refuse()
    """,
]

BACK = {
    "sqlite": [
        "DROP TRIGGER practices_audit_no_update",
        "DROP TRIGGER practices_audit_no_delete",
    ],
    "postgresql": [
        "DROP TRIGGER practices_audit_no_change ON practices_auditline",
        "DROP FUNCTION practices_audit_refuse()",
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
    dependencies = [("practices", "0008_text_links")]

    operations = [
        migrations.CreateModel(
            name="AuditLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("when", models.DateTimeField(default=django.utils.timezone.now)),
                ("verb", models.CharField(max_length=12)),
                ("target", models.CharField(max_length=12)),
                (
                    "number",
                    models.PositiveBigIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)]
                    ),
                ),
                ("value", models.SlugField(blank=True, db_index=False, max_length=20)),
                (
                    "who",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "indexes": [
                    models.Index(fields=["target", "number", "-id"], name="audit_of_target"),
                    models.Index(fields=["who", "-id"], name="audit_of_person"),
                ],
            },
        ),
        migrations.RunPython(make, unmake),
    ]
