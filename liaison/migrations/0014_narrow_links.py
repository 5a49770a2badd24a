"""Indexes from which links between rows are read without the rows that link them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("contributions", "0007_narrow_links"),
        ("liaison", "0013_party_purpose"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(models.F("document"), models.F("annex"), name="entry_of_document"),
        ),
        migrations.RunSQL(
            "CREATE INDEX party_of_question ON liaison_party_questions (question_id, party_id)",
            "DROP INDEX party_of_question",
        ),
    ]
