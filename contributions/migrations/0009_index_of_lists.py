"""SQLite finds what lists of documents are narrowed by in one index, in their order.

PostgreSQL has indexes of its own for that since 0006 and does without it.
"""

from django.db import migrations, models
from django.db.models import F

import contacts.ordering
from contacts.on_one_engine import AddIndexOnSQLite


class Migration(migrations.Migration):
    dependencies = [("contributions", "0008_index_of_kinds")]

    operations = [
        AddIndexOnSQLite(
            model_name="document",
            index=contacts.ordering.ListIndex(
                models.OrderBy(F("received_on"), descending=True, nulls_last=True),
                models.OrderBy(F("id"), descending=True),
                *(F("is_public"), F("period"), F("kind"), F("language"), F("body")),
                name="document_listed",
            ),
        )
    ]
