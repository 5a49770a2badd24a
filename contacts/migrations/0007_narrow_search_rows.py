"""Long columns of search rows stand apart from them in PostgreSQL, so that thousands of hits are on few pages.

It holds for rows that are written from now on. `VACUUM FULL contacts_searchrow` makes all of them so at once, while
nobody can search.
"""

from django.db import migrations


def make(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE contacts_searchrow SET (toast_tuple_target = 512)")


def unmake(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE contacts_searchrow RESET (toast_tuple_target)")


class Migration(migrations.Migration):
    dependencies = [("contacts", "0006_search_of_exact_pairs")]

    operations = [migrations.RunPython(make, unmake)]
