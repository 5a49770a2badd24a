"""Indexes from which PostgreSQL counts and orders statements without reading their rows, which are long.

SQLite keeps no further columns in an index, and is fast enough for what one machine holds.
"""

from django.db import migrations

# As StatementQuerySet.public() asks.
PUBLIC = (
    "status IN ('sent', 'withdrawn', 'recorded', 'closed') AND visibility IN ('public', 'header') "
    "AND correction_of_id IS NULL AND slug IS NOT NULL"
)
INDEXES = {
    "statement_public_narrow": f"liaison_statement (id) INCLUDE (date, direction, language, period_id, status) WHERE {PUBLIC}",
    "statement_public_newest": (
        "liaison_statement (date DESC NULLS LAST, id DESC) INCLUDE (direction, language, period_id, status) "
        f"WHERE {PUBLIC}"
    ),
    "party_narrow": "liaison_party (statement_id) INCLUDE (part, purpose, body_id, deadline, answered_on)",
}


def make(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for name, definition in INDEXES.items():
            schema_editor.execute(f"CREATE INDEX {name} ON {definition}")


def unmake(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for name in INDEXES:
            schema_editor.execute(f"DROP INDEX {name}")


class Migration(migrations.Migration):

    dependencies = [("liaison", "0011_followers")]

    operations = [migrations.RunPython(make, unmake)]
