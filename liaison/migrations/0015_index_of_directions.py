"""An index from which PostgreSQL lists the statements of a direction in their order, and narrows them further."""

from django.db import migrations

from contacts.on_one_engine import index_on_postgresql

# As StatementQuerySet.public() asks.
PUBLIC = (
    "status IN ('sent', 'withdrawn', 'recorded', 'closed') AND visibility IN ('public', 'header') "
    "AND correction_of_id IS NULL AND slug IS NOT NULL"
)


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("liaison", "0014_narrow_links")]

    operations = [
        index_on_postgresql(
            "statement_public_direction",
            "liaison_statement "
            f"(direction, date DESC NULLS LAST, id DESC) INCLUDE (language, period_id, status) WHERE {PUBLIC}",
        )
    ]
