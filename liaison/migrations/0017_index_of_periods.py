"""An index from which PostgreSQL counts what a study period's statements are, in the order in which it keeps their parties."""

from django.db import migrations

from contacts.on_one_engine import index_on_postgresql

# As StatementQuerySet.listed() asks.
LISTED = (
    "status IN ('sent', 'withdrawn', 'recorded', 'closed') AND visibility IN ('public', 'header') "
    "AND correction_of_id IS NULL AND slug IS NOT NULL AND status <> 'withdrawn'"
)


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("liaison", "0016_statistics_of_parties")]

    operations = [
        index_on_postgresql(
            "statement_listed_period",
            "liaison_statement "
            f"(period_id, id) INCLUDE (date, direction) WHERE {LISTED}",
        )
    ]
