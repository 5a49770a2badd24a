"""An index from which PostgreSQL lists the documents of a kind in their order, and narrows them by language or body.

It is built while the site goes on, and may be built again after a stop.
"""

from django.db import migrations

from contacts.on_one_engine import OnPostgreSQL

DROP = "DROP INDEX CONCURRENTLY IF EXISTS document_public_kind"


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("contributions", "0007_narrow_links")]

    operations = [
        OnPostgreSQL(
            [
                DROP,
                "CREATE INDEX CONCURRENTLY document_public_kind ON contributions_document "
                "(kind, received_on DESC NULLS LAST, id DESC) INCLUDE (language, period_id, body_id) WHERE is_public",
            ],
            DROP,
        )
    ]
