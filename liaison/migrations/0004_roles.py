from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.models import OuterRef, Subquery

from liaison.roles import make_roles


def make_permissions(apps, schema_editor):
    """Django makes permissions after all migrations have run; the groups need them now."""
    for app in apps.get_app_configs():
        app.models_module = True
        create_permissions(app, apps=apps, verbosity=0, using=schema_editor.connection.alias)
        app.models_module = None


def make_groups(apps, schema_editor):
    make_permissions(apps, schema_editor)
    make_roles(apps)


def write_out_periods(apps, schema_editor):
    """What was frozen before keeps the label that its study period has today."""
    statements = apps.get_model("liaison", "Statement").objects.filter(recorded_on__isnull=False, period_label="")
    periods = apps.get_model("contacts", "StudyPeriod").objects.filter(pk=OuterRef("period"))
    statements.filter(period__isnull=False).update(period_label=Subquery(periods.values("label")[:1]))


class Migration(migrations.Migration):

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("contacts", "0001_initial"),
        ("contributions", "0002_uploaded_lists"),
        ("liaison", "0003_moves"),
    ]

    operations = [
        migrations.RunPython(make_groups, migrations.RunPython.noop),
        migrations.RunPython(write_out_periods, migrations.RunPython.noop),
    ]
