"""Indexes from which links between rows are read without the rows that link them.

And on PostgreSQL one of the keys of public documents alone: by the wider one it would take the rows for cheaper.
"""

from django.db import migrations, models

from contacts.on_one_engine import OnPostgreSQL


class Migration(migrations.Migration):
    dependencies = [
        ("contacts", "0006_search_of_exact_pairs"),
        ("contributions", "0006_narrow_indexes"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="brief",
            index=models.Index(models.F("topic"), models.F("document"), name="brief_of_topic"),
        ),
        migrations.AddIndex(
            model_name="documentsource",
            index=models.Index(models.F("entity"), models.F("document"), name="documentsource_of_entity"),
        ),
        migrations.RunSQL(
            "CREATE INDEX document_of_question ON contributions_document_questions (question_id, document_id)",
            "DROP INDEX document_of_question",
        ),
        OnPostgreSQL(
            "CREATE INDEX document_public_key ON contributions_document (id) WHERE is_public",
            "DROP INDEX document_public_key",
        ),
    ]
