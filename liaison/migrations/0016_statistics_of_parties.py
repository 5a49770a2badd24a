"""PostgreSQL counts how many parties of each kind a body is, when it gathers its statistics.

Else it takes for granted that each body sends as large a share of all as any other, and looks through the whole register
for the ten newest statements of one that only receives.
"""

from django.db import migrations

from contacts.on_one_engine import OnPostgreSQL

DROP = "DROP STATISTICS IF EXISTS party_body_and_part"
PAIRS = 1000  # of a body and a kind of party, the most frequent


class Migration(migrations.Migration):
    dependencies = [("liaison", "0015_index_of_directions")]

    operations = [
        OnPostgreSQL(
            [
                DROP,
                "CREATE STATISTICS party_body_and_part (mcv) ON body_id, part FROM liaison_party",
                f"ALTER STATISTICS party_body_and_part SET STATISTICS {PAIRS}",
                "ANALYZE liaison_party",
            ],
            DROP,
        )
    ]
