"""A register several times as large, on PostgreSQL: its rows once more, with other numbers, symbols and days.

The texts are those of the rows that are copied, so a word is as frequent in the larger register as in the smaller one.
"""

from __future__ import annotations

from typing import Any

from django.db import connection

STEP = 100_000_000  # between the keys of a row and those of its copies
DAYS = "(random() * 300)::int"

# Of each table the columns that are not simply copied; {n} is the number of the copy, {step} what is added to keys.
KEY = "{column} + {step}"
TABLES: dict[str, dict[str, str]] = {
    "contributions_document": {
        "id": KEY,
        "number": "number + {n} * 1000000",
        "symbol": "replace(symbol, '/', '/{n}0')",
        "sort_key": "sort_key || '.{n}'",
        "slug": "slug || '-{n}'",
        "received_on": f"received_on - {DAYS}",
    },
    "contributions_documentsource": {"id": "", "document_id": KEY},
    "contributions_document_questions": {"id": "", "document_id": KEY},
    "contributions_brief": {"id": "", "document_id": KEY},
    "liaison_statement": {
        "id": KEY,
        "symbol": "symbol || '-{n}'",
        "slug": "slug || '-{n}'",
        "date": f"date - {DAYS}",
    },
    "liaison_party": {"id": KEY, "statement_id": KEY},
    "liaison_party_questions": {"id": "", "party_id": KEY},
    "liaison_statement_topics": {"id": "", "statement_id": KEY},
    "liaison_annex": {"id": KEY, "statement_id": KEY},
    "liaison_entry": {"id": "", "annex_id": KEY, "document_id": KEY},
    "contacts_searchrow": {"id": "", "key": KEY, "date": f"date - {DAYS}"},
}
ROWS = {"contacts_searchrow": "kind IN ('document', 'statement') AND key < 100000000"}
KEYED = "id < 100000000"


def multiply(times: int, say: Any = lambda text: None) -> None:
    """To `times` as many documents and statements as there are."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")  # their keys were checked when they were made
        for table, changed in TABLES.items():
            cursor.execute(
                "SELECT column_name FROM information_schema.columns WHERE table_name = %s AND is_generated = 'NEVER'",
                [table],
            )
            columns = [name for (name,) in cursor.fetchall() if changed.get(name) != ""]
            for number in range(1, times):
                written = [changed.get(name, '"{column}"') for name in columns]
                values = [
                    text.replace("{column}", name).replace("{step}", str(number * STEP)).replace("{n}", str(number))
                    for name, text in zip(columns, written, strict=True)
                ]
                names = ", ".join(f'"{name}"' for name in columns)
                rows = ROWS.get(table, KEYED)
                if "id" not in columns:
                    rows = ROWS.get(table) or f"{next(n for n, t in changed.items() if t == KEY)} < {STEP}"
                copied = f"INSERT INTO {table} ({names}) SELECT {', '.join(values)} FROM {table} WHERE {rows}"  # noqa: S608
                cursor.execute(copied)  # of our own tables alone
            say(f"{table}: {times} times as many rows")
        cursor.execute("SET session_replication_role = origin")
