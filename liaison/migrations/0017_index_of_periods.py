"""An index from which PostgreSQL counts what a study period's statements are, in the order in which it keeps their parties.

It is built while the site goes on, and may be built again after a stop.
"""

from django.db import migrations

from contacts.on_one_engine import OnPostgreSQL

DROP = "DROP INDEX CONCURRENTLY IF EXISTS statement_listed_period"
# As StatementQuerySet.listed() asks.
LISTED = (
    "status IN ('sent', 'withdrawn', 'recorded', 'closed') AND visibility IN ('public', 'header') "
    "AND correction_of_id IS NULL AND slug IS NOT NULL AND status <> 'withdrawn'"
)


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("liaison", "0016_statistics_of_parties")]

    operations = [
        OnPostgreSQL(
            [
                DROP,
                "CREATE INDEX CONCURRENTLY statement_listed_period ON liaison_statement "
                f"(period_id, id) INCLUDE (date, direction) WHERE {LISTED}",
            ],
            DROP,
        )
    ]
