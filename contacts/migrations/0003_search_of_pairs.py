import contacts.models.search
from django.db import migrations

# An index for each kind that has many rows, so that a search of one does not read those of the others. Few changes wait
# beside it (256 kB), for each search reads them all.
POSTGRESQL = """
DROP INDEX searchrow_words;
CREATE INDEX searchrow_words_document ON contacts_searchrow USING gin (words, title_words, pairs)
    WITH (gin_pending_list_limit = 256) WHERE kind = 'document';
CREATE INDEX searchrow_words_statement ON contacts_searchrow USING gin (words, title_words, pairs)
    WITH (gin_pending_list_limit = 256) WHERE kind = 'statement';
CREATE INDEX searchrow_words_other ON contacts_searchrow USING gin (words, title_words, pairs)
    WITH (gin_pending_list_limit = 256) WHERE kind <> 'document' AND kind <> 'statement';
ALTER TABLE contacts_searchrow ALTER COLUMN title_words SET STATISTICS 1000;
UPDATE contacts_searchrow SET title_words = ts_filter(words, '{a}');
"""
# The rows are numbered otherwise from now on: `manage.py reindex` makes them anew.
SQLITE = ["DELETE FROM contacts_searchwords", "DELETE FROM contacts_searchrow"]

BACK = """
DROP INDEX searchrow_words_document, searchrow_words_statement, searchrow_words_other;
CREATE INDEX searchrow_words ON contacts_searchrow USING gin (words);
"""


def make(apps, schema_editor):
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    for statement in filter(str.strip, POSTGRESQL.split(";")) if is_postgresql else SQLITE:
        schema_editor.execute(statement)


def unmake(apps, schema_editor):
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    for statement in filter(str.strip, BACK.split(";")) if is_postgresql else SQLITE:
        schema_editor.execute(statement)


class Migration(migrations.Migration):

    dependencies = [
        ('contacts', '0002_search'),
    ]

    operations = [
        migrations.AddField(
            model_name='searchrow',
            name='pairs',
            field=contacts.models.search.PairsField(default=list),
        ),
        migrations.AddField(
            model_name='searchrow',
            name='title_words',
            field=contacts.models.search.WordsField(default=''),
        ),
        migrations.RunPython(make, unmake),
    ]
