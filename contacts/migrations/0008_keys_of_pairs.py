"""Words side by side are told by the index of search alone: it has two numbers of twenty bits of each whole one.

One of 32 bits would take twice the room; of two short ones hardly any other row has both. In rows that were stored with
shorter numbers no words side by side are found until `manage.py reindex` makes them anew. The function of the old index
stays, for the site asks it until its processes have started anew.
"""

from django.db import migrations

KINDS = {
    "document": "kind = 'document'",
    "statement": "kind = 'statement'",
    "other": "kind <> 'document' AND kind <> 'statement'",
}
FUNCTIONS = {
    "contacts_pair_numbers": """
        CREATE OR REPLACE FUNCTION contacts_pair_numbers(integer[]) RETURNS integer[]
        LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
        AS 'SELECT ARRAY(SELECT pair & 1048575 FROM unnest($1) AS pair)'
    """,
    "contacts_pair_keys": """
        CREATE OR REPLACE FUNCTION contacts_pair_keys(integer[]) RETURNS integer[]
        LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
        AS 'SELECT ARRAY(
            SELECT unnest(ARRAY[pair & 1048575, 1048576 | (pair >> 12 & 1048575)]) FROM unnest($1) AS pair
        )'
    """,
}


def swap(schema_editor, new, function, old):
    """Build the new indexes while the site goes on, and only then drop the old; both may be done again after a stop."""
    schema_editor.execute(FUNCTIONS[function])
    for kind, condition in KINDS.items():
        schema_editor.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {new}_{kind}")
        schema_editor.execute(
            f"CREATE INDEX CONCURRENTLY {new}_{kind} ON contacts_searchrow "
            f"USING gin (words, title_words, {function}(pairs)) WITH (gin_pending_list_limit = 256) WHERE {condition}"
        )
        schema_editor.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {old}_{kind}")
    schema_editor.execute("ANALYZE contacts_searchrow")


def make(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        swap(schema_editor, "searchrow_words", "contacts_pair_keys", "searchrow_found")


def unmake(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        swap(schema_editor, "searchrow_found", "contacts_pair_numbers", "searchrow_words")


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("contacts", "0007_narrow_search_rows")]

    operations = [migrations.RunPython(make, unmake)]
