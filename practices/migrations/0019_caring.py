"""Who looks after an entry, and when it is looked at again.

Whoever began an entry looks after it, and it is asked for again a while after its last change.
"""

from datetime import timedelta

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, OuterRef, Subquery

BATCH = 500


def begin(apps, schema_editor):
    _begin(apps)
    if schema_editor.connection.vendor == "postgresql":
        # It makes no index on a table whose keys it has still to check.
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        schema_editor.execute("SET CONSTRAINTS ALL DEFERRED")


def _begin(apps):
    Entry = apps.get_model("practices", "Entry")
    begun = Entry.objects.filter(created_by__is_system=False, created_by__is_active=True)
    begun.update(keeper_id=F("created_by_id"))
    if settings.REVIEW_AFTER < 1:
        return
    wait = timedelta(days=settings.REVIEW_AFTER)
    rows = list(Entry.objects.exclude(kind="note").only("pk", "updated"))
    for row in rows:
        row.review_due = django.utils.timezone.localdate(row.updated) + wait
    Entry.objects.bulk_update(rows, ["review_due"], batch_size=BATCH)
    due = Entry.objects.filter(pk=OuterRef("entry")).values("review_due")
    apps.get_model("practices", "SearchDoc").objects.update(due=Subquery(due))


def with_due(apps, schema_editor):
    _index(schema_editor, "entry_id, labels, due")


def without_due(apps, schema_editor):
    _index(schema_editor, "entry_id, labels")


def _index(schema_editor, columns):
    """On SQLite all that ranking reads of a document stands in an index."""
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP INDEX practices_search_labels")
        schema_editor.execute(
            f"CREATE INDEX practices_search_labels ON practices_searchdoc ({columns})"
        )


class Migration(migrations.Migration):

    dependencies = [
        ('practices', '0018_where_it_was_said'),
    ]

    operations = [
        migrations.CreateModel(
            name='Confirmation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('when', models.DateTimeField(default=django.utils.timezone.now)),
                ('revision', models.PositiveIntegerField()),
            ],
            options={
                'ordering': ['-when', '-id'],
            },
        ),
        migrations.AddField(
            model_name='entry',
            name='keeper',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='kept', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='entry',
            name='keeper_group',
            field=models.CharField(blank=True, max_length=160),
        ),
        migrations.AddField(
            model_name='entry',
            name='review_due',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='searchdoc',
            name='due',
            field=models.DateField(null=True),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(fields=['status', 'review_due'], name='entry_due'),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(fields=['keeper_group'], name='entry_keeper_group'),
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.CheckConstraint(condition=models.Q(('keeper', None), ('keeper_group', ''), _connector='OR'), name='one_looks_after_it'),
        ),
        migrations.AddField(
            model_name='confirmation',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='confirmations', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='confirmation',
            name='entry',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='confirmations', to='practices.entry'),
        ),
        migrations.AddIndex(
            model_name='confirmation',
            index=models.Index(fields=['entry', '-when', '-id'], name='confirmed_last'),
        ),
        migrations.RunPython(with_due, without_due),
        migrations.RunPython(begin, migrations.RunPython.noop),
    ]
