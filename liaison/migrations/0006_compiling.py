from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("liaison", "0005_intake"),
    ]

    operations = [
        migrations.AddField(
            model_name="annex",
            name="compiled",
            field=models.JSONField(blank=True, default=dict, editable=False),
        ),
        migrations.AddField(
            model_name="entry",
            name="taken",
            field=models.JSONField(blank=True, default=dict, editable=False),
        ),
    ]
