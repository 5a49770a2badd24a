"""PostgreSQL keeps the words of a search row, and the numbers of its pairs, as they are.

They hardly become shorter when they are compressed, and are read for each row that is ranked or may have a phrase of
three words. Rows that are there stay as they are until they are stored again; both kinds are read alike.
"""

from django.db import migrations

from contacts.on_one_engine import OnPostgreSQL

SET = "ALTER TABLE contacts_searchrow ALTER COLUMN words SET STORAGE {0}, ALTER COLUMN pairs SET STORAGE {0}"


class Migration(migrations.Migration):
    dependencies = [("contacts", "0008_keys_of_pairs")]

    operations = [OnPostgreSQL(SET.format("EXTERNAL"), SET.format("EXTENDED"))]
