"""Long columns of search rows stand apart from them in PostgreSQL, so that thousands of hits are on few pages.

It holds for rows that are written from now on. `VACUUM FULL contacts_searchrow` makes all of them so at once, while
nobody can search.
"""

from django.db import migrations

from contacts.on_one_engine import OnPostgreSQL


class Migration(migrations.Migration):
    dependencies = [("contacts", "0006_search_of_exact_pairs")]

    operations = [
        OnPostgreSQL(
            "ALTER TABLE contacts_searchrow SET (toast_tuple_target = 512)",
            "ALTER TABLE contacts_searchrow RESET (toast_tuple_target)",
        )
    ]
