"""An index from which PostgreSQL lists the documents of a kind in their order, and narrows them by language or body."""

from django.db import migrations

from contacts.on_one_engine import index_on_postgresql



class Migration(migrations.Migration):
    atomic = False

    dependencies = [("contributions", "0007_narrow_links")]

    operations = [
        index_on_postgresql(
            "document_public_kind",
            "contributions_document "
            "(kind, received_on DESC NULLS LAST, id DESC) INCLUDE (language, period_id, body_id) WHERE is_public",
        )
    ]
