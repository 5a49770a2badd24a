"""An index from which PostgreSQL lists the statements of a direction in their order, and narrows them further.

It is built while the site goes on, and may be built again after a stop.
"""

from django.db import migrations

NAME = "statement_public_direction"
# As StatementQuerySet.public() asks.
PUBLIC = (
    "status IN ('sent', 'withdrawn', 'recorded', 'closed') AND visibility IN ('public', 'header') "
    "AND correction_of_id IS NULL AND slug IS NOT NULL"
)


def make(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        unmake(apps, schema_editor)
        schema_editor.execute(
            f"CREATE INDEX CONCURRENTLY {NAME} ON liaison_statement "
            f"(direction, date DESC NULLS LAST, id DESC) INCLUDE (language, period_id, status) WHERE {PUBLIC}"
        )


def unmake(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {NAME}")


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("liaison", "0014_narrow_links")]

    operations = [migrations.RunPython(make, unmake)]
