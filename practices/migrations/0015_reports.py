import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('practices', '0014_search_labels'),
    ]

    operations = [
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(max_length=12)),
                ('number', models.PositiveBigIntegerField()),
                ('words', models.TextField(max_length=1000)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('made', models.DateTimeField(default=django.utils.timezone.now)),
                ('outcome', models.CharField(blank=True, max_length=8)),
                ('first_outcome', models.CharField(blank=True, max_length=8)),
                ('reason', models.TextField(blank=True, max_length=1000)),
                ('decided', models.DateTimeField(blank=True, null=True)),
                ('appeal', models.TextField(blank=True, max_length=1000)),
                ('appealed', models.DateTimeField(blank=True, null=True)),
                ('answer', models.TextField(blank=True, max_length=1000)),
                ('heard', models.DateTimeField(blank=True, null=True)),
                ('about', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('appealed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='reports', to=settings.AUTH_USER_MODEL)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('heard_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['decided', 'id'], name='report_waiting'), models.Index(fields=['what', 'number'], name='report_about')],
                'constraints': [models.CheckConstraint(condition=models.Q(('heard', None), ('appealed__isnull', False), _connector='OR'), name='only_an_appeal_is_heard'), models.CheckConstraint(condition=models.Q(('heard_by', None), models.Q(('heard_by', models.F('decided_by')), _negated=True), _connector='OR'), name='a_second_steward_hears')],
            },
        ),
    ]
