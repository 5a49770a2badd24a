"""SQLite lists the public documents of a study period from an index in their order, as PostgreSQL has since 0006."""

from django.db import migrations, models
from django.db.models import F

import contacts.ordering


class AddIndexOnSQLite(migrations.AddIndex):
    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        if schema_editor.connection.vendor == "sqlite":
            super().database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        if schema_editor.connection.vendor == "sqlite":
            super().database_backwards(app_label, schema_editor, from_state, to_state)


class Migration(migrations.Migration):
    dependencies = [("contributions", "0008_index_of_kinds")]

    operations = [
        AddIndexOnSQLite(
            model_name="document",
            index=contacts.ordering.ListIndex(
                *(F("period"), models.OrderBy(F("received_on"), descending=True, nulls_last=True)),
                models.OrderBy(F("id"), descending=True),
                condition=models.Q(is_public=True),
                name="document_public_period",
            ),
        )
    ]
