"""Words side by side stand in the index of search by their whole numbers, so that no row is read to tell them.

In rows that were stored with shorter numbers no words side by side are found until `manage.py reindex` makes them anew.
"""

from django.db import migrations

KINDS = {
    "document": "kind = 'document'",
    "statement": "kind = 'statement'",
    "other": "kind <> 'document' AND kind <> 'statement'",
}
FUNCTION = """
CREATE OR REPLACE FUNCTION contacts_pair_numbers(integer[]) RETURNS integer[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS 'SELECT ARRAY(SELECT pair & 1048575 FROM unnest($1) AS pair)'
"""


def swap(schema_editor, new, old, column):
    """Build the new indexes while the site goes on, and only then drop the old; both may be done again after a stop."""
    for kind, condition in KINDS.items():
        schema_editor.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {new}_{kind}")
        schema_editor.execute(
            f"CREATE INDEX CONCURRENTLY {new}_{kind} ON contacts_searchrow USING gin (words, title_words, {column}) "
            f"WITH (gin_pending_list_limit = 256) WHERE {condition}"
        )
        schema_editor.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {old}_{kind}")
    schema_editor.execute("ANALYZE contacts_searchrow")


def make(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        swap(schema_editor, "searchrow_words", "searchrow_found", "pairs")
        schema_editor.execute("DROP FUNCTION IF EXISTS contacts_pair_numbers(integer[])")


def unmake(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(FUNCTION)
        swap(schema_editor, "searchrow_found", "searchrow_words", "contacts_pair_numbers(pairs)")


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("contacts", "0007_narrow_search_rows")]

    operations = [migrations.RunPython(make, unmake)]
