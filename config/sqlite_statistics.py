"""How SQLite takes the tables to be filled, by which it chooses the way in which it looks something up.

It counts them only when it is told to, and as long as it was not it takes any value of an index for one that few rows
have: what awaits a reply took seven seconds in a register of 20,000 documents. So every database is given what SQLite
counts in such a register (sqlite_statistics.csv). It holds for smaller ones too, and how pages are found is the same
everywhere: <https://sqlite.org/queryplanner-ng.html>, “fixed results of ANALYZE”. PostgreSQL counts by itself.

`python -m tests.bench.statistics` writes the file anew, from a register that `tests.bench` has filled.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from django.db import connections, transaction

FILE = Path(__file__).with_suffix(".csv")
INDEXES = "SELECT tbl_name, name FROM sqlite_master WHERE type = 'index'"


def read() -> list[tuple[str, str, str]]:
    """Table, index, and what ANALYZE says of it: how many rows, and how many of them have the same first columns."""
    with FILE.open(encoding="utf-8", newline="") as lines:
        return [(table, index, counted) for table, index, counted in csv.reader(lines)]


def tell(alias: str) -> None:
    """Give a database what is known of the indexes that it has."""
    with transaction.atomic(alias), connections[alias].cursor() as cursor:
        cursor.execute("ANALYZE django_migrations")  # so that there is a table of statistics
        cursor.execute(INDEXES)
        there = set(cursor.fetchall())
        rows = [row for row in read() if row[:2] in there]
        cursor.executemany("DELETE FROM sqlite_stat1 WHERE tbl = %s", [(table,) for table in {row[0] for row in rows}])
        cursor.executemany("INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (%s, %s, %s)", rows)
        cursor.execute("ANALYZE sqlite_master")  # so that this connection reads them


def after_migrating(using: str, **kwargs: Any) -> None:
    if connections[using].vendor == "sqlite":
        tell(using)
