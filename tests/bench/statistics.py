"""`python -m tests.bench.statistics`: writes config/sqlite_statistics.csv, by what SQLite counts in a register.

    export DATABASE_URL=sqlite:///register.sqlite3
    python -m tests.bench.register 20000 && python -m tests.bench.statistics

Of columns that a register for timing leaves empty nothing is told: in a real one they hold something. Of those that are
empty in both it is told, where rows are asked for of which they are.
"""

from __future__ import annotations

import csv
import os
from typing import Any

import django

MOSTLY = 0.9
EMPTY = ("correction_of_id",)  # in any register


def is_telling(cursor: Any, table: str, index: str) -> bool:
    """Whether the first column of an index holds as much as in a real register."""
    cursor.execute(f"PRAGMA index_info('{index}')")
    _place, _number, column = cursor.fetchone()
    if column is None or column in EMPTY:  # None: an expression
        return True
    cursor.execute(f'SELECT AVG("{column}" IS NULL), COUNT(DISTINCT "{column}") FROM "{table}"')  # noqa: S608 -- own names
    empty, values = cursor.fetchone()
    return bool(empty < MOSTLY and values > 1)


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from django.db import connection  # noqa: PLC0415 -- Django is set up first

    from config.sqlite_statistics import FILE, tell  # noqa: PLC0415 -- the same
    from config.triggers import OURS  # noqa: PLC0415 -- the same

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        cursor.execute("SELECT tbl, idx, stat FROM sqlite_stat1 WHERE idx IS NOT NULL ORDER BY tbl, idx")
        rows = [row for row in cursor.fetchall() if row[0].startswith(OURS) and "searchwords" not in row[0]]
        rows = [row for row in rows if is_telling(cursor, *row[:2])]
    with FILE.open("w", encoding="utf-8", newline="") as lines:
        csv.writer(lines, lineterminator="\n").writerows(rows)
    tell("default")


if __name__ == "__main__":
    main()
