"""When documents and meetings were last changed, for feeds, the calendar and the map of the site. Nothing is known of the
time before today. The column takes NULL, so that SQLite adds it without writing the table anew."""

import django.utils.timezone
from django.db import migrations, models


def begin_today(apps, _schema_editor):
    for name in ("Document", "Meeting"):
        apps.get_model("contributions", name).objects.update(changed_at=django.utils.timezone.now())


def column(model):
    field = models.DateTimeField(auto_now=True, null=True)
    return migrations.SeparateDatabaseAndState(
        database_operations=[migrations.AddField(model, "changed_at", models.DateTimeField(null=True))],
        state_operations=[migrations.AddField(model, "changed_at", field)],
    )


class Migration(migrations.Migration):
    dependencies = [("contributions", "0003_list_indexes")]

    operations = [
        column("document"),
        column("meeting"),
        migrations.RunPython(begin_today, migrations.RunPython.noop, elidable=True),
        migrations.AddIndex("document", models.Index("changed_at", "id", name="document_changed")),
    ]
