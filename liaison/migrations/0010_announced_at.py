"""When the public was last told something of a statement, read from its trail; from its last change where it has none.
The column takes NULL, so that SQLite adds it without writing the table anew."""

import django.utils.timezone
from django.db import migrations, models
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce

NEWS = "sent recorded published hidden corrected withdrawn answered reopened redacted".split()

FIELD = models.DateTimeField(default=django.utils.timezone.now, editable=False, null=True)


def read_from_trail(apps, _schema_editor):
    events = apps.get_model("liaison", "Event").objects.filter(statement=OuterRef("pk"), kind__in=NEWS)
    last = Subquery(events.order_by("-at").values("at")[:1])
    apps.get_model("liaison", "Statement").objects.update(announced_at=Coalesce(last, "updated_at"))


class Migration(migrations.Migration):
    dependencies = [("liaison", "0009_list_indexes")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.AddField("statement", "announced_at", models.DateTimeField(null=True))],
            state_operations=[migrations.AddField("statement", "announced_at", FIELD)],
        ),
        migrations.RunPython(read_from_trail, migrations.RunPython.noop, elidable=True),
        migrations.AddIndex("statement", models.Index("announced_at", "id", name="statement_announced")),
    ]
