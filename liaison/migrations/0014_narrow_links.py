"""Indexes from which links between rows are read without the rows that link them.

And on PostgreSQL one of the keys of public statements alone: by the wider one it would take the rows for cheaper.
"""

from django.db import migrations, models

from contacts.on_one_engine import OnPostgreSQL

# As StatementQuerySet.public() asks.
PUBLIC = (
    "status IN ('sent', 'withdrawn', 'recorded', 'closed') AND visibility IN ('public', 'header') "
    "AND correction_of_id IS NULL AND slug IS NOT NULL"
)


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
        OnPostgreSQL(
            f"CREATE INDEX statement_public_key ON liaison_statement (id) INCLUDE (status) WHERE {PUBLIC}",
            "DROP INDEX statement_public_key",
        ),
    ]
