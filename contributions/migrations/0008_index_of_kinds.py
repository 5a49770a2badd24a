"""An index from which PostgreSQL lists the documents of a kind in their order, and narrows them by language or body.

It is built while the site goes on, and may be built again after a stop.
"""

from django.db import migrations

NAME = "document_public_kind"


def make(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        unmake(apps, schema_editor)
        schema_editor.execute(
            f"CREATE INDEX CONCURRENTLY {NAME} ON contributions_document "
            "(kind, received_on DESC NULLS LAST, id DESC) INCLUDE (language, period_id, body_id) WHERE is_public"
        )


def unmake(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {NAME}")


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("contributions", "0007_narrow_links")]

    operations = [migrations.RunPython(make, unmake)]
