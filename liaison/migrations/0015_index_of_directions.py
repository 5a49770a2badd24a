"""An index from which PostgreSQL lists the statements of a direction in their order, and narrows them further.

It is built while the site goes on, and may be built again after a stop.
"""

from django.db import migrations

from contacts.on_one_engine import OnPostgreSQL

DROP = "DROP INDEX CONCURRENTLY IF EXISTS statement_public_direction"
# As StatementQuerySet.public() asks.
PUBLIC = (
    "status IN ('sent', 'withdrawn', 'recorded', 'closed') AND visibility IN ('public', 'header') "
    "AND correction_of_id IS NULL AND slug IS NOT NULL"
)


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("liaison", "0014_narrow_links")]

    operations = [
        OnPostgreSQL(
            [
                DROP,
                "CREATE INDEX CONCURRENTLY statement_public_direction ON liaison_statement "
                f"(direction, date DESC NULLS LAST, id DESC) INCLUDE (language, period_id, status) WHERE {PUBLIC}",
            ],
            DROP,
        )
    ]
