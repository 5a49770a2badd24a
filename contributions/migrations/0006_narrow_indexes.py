"""Indexes from which PostgreSQL counts and orders documents without reading their rows, which are long.

SQLite keeps no further columns in an index, and is fast enough for what one machine holds.
"""

from django.db import migrations

INDEXES = {
    "document_public_narrow": "(id) INCLUDE (received_on, period_id, kind, language, body_id)",
    "document_public_newest": "(received_on DESC NULLS LAST, id DESC) INCLUDE (period_id, kind, language, body_id)",
    "document_public_period": "(period_id, received_on DESC NULLS LAST, id DESC)",
}


def make(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for name, definition in INDEXES.items():
            schema_editor.execute(f"CREATE INDEX {name} ON contributions_document {definition} WHERE is_public")


def unmake(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for name in INDEXES:
            schema_editor.execute(f"DROP INDEX {name}")


class Migration(migrations.Migration):

    dependencies = [("contributions", "0005_public_since")]

    operations = [migrations.RunPython(make, unmake)]
