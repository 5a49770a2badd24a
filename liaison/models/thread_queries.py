"""Which statements hang together by answers: followed in the database, as a column of a query however long the thread
is."""

from __future__ import annotations

import json
from typing import Any

from django.db import connections, models, router
from django.db.models import TextField
from django.db.models.expressions import RawSQL

STEPS = 8  # from answer to answer, that are followed

Pair = tuple[int, int]  # the keys of an answer and of what it answers

# How one gets from a statement to the next: table, here, there; the answer, and what it answers.
LINKS = (
    ("liaison_reply", "statement_id", "target_id", "statement_id", "target_id"),
    ("liaison_reply", "target_id", "statement_id", "statement_id", "target_id"),
    ("liaison_party", "answered_by_id", "statement_id", "answered_by_id", "statement_id"),
    ("liaison_party", "statement_id", "answered_by_id", "answered_by_id", "statement_id"),
)


class ThreadQueries(models.QuerySet[Any]):
    """For the queryset of statements."""

    def thread_from(self, start: int) -> RawSQL:
        """As one value, JSON: each step to those among these statements that are reached from one, the nearest first,
        by its key and the keys of the answer and of what it answers.

        Nothing is followed through a statement that is not among these.
        """
        is_postgresql = connections[router.db_for_read(self.model)].vendor == "postgresql"
        ahead = RawSQL(AHEAD, [])  # noqa: S611 -- a name of our own  # nosec B611
        among, values = self.order_by().filter(pk=ahead).values("pk").query.sql_with_params()
        sql, times = _on_postgresql(among) if is_postgresql else _on_sqlite(among)
        gathered = GATHERED_ON_POSTGRESQL if is_postgresql else GATHERED_ON_SQLITE
        walk = FROM_ONE_TO_THE_NEXT.format(sql, gathered)
        return RawSQL(walk, [start, *(list(values) * times)], TextField())  # noqa: S611 -- the same  # nosec B611


def read_thread(value: str) -> tuple[list[int], set[Pair]]:
    """The keys of the thread, the nearest first, and who answers whom."""
    rows = json.loads(value)
    keys = list(dict.fromkeys(key for key, _answer, _answered in rows))
    return keys, {(answer, answered) for _key, answer, answered in rows if answer is not None}


AHEAD = "ahead.key"
FROM_ONE_TO_THE_NEXT = """
    WITH RECURSIVE walk (key, away, answer, answered) AS (
        SELECT CAST(%s AS bigint), 0, CAST(NULL AS bigint), CAST(NULL AS bigint) UNION {}
    )
    SELECT {} FROM (SELECT key, answer, answered FROM walk ORDER BY away, key) AS step
"""
GATHERED_ON_SQLITE = "json_group_array(json_array(key, answer, answered))"
GATHERED_ON_POSTGRESQL = "json_agg(json_build_array(key, answer, answered))::text"


def _on_postgresql(among: str) -> tuple[str, int]:
    """The part that repeats, and how often it takes the values of `among`."""
    links = " UNION ALL ".join(
        f"SELECT {ahead} AS key, {answer} AS answer, {answered} AS answered FROM {table} WHERE {here} = walk.key"  # noqa: S608 -- names of our own  # nosec B608
        for table, here, ahead, answer, answered in LINKS
    )
    columns = f"SELECT {AHEAD}, walk.away + 1, ahead.answer, ahead.answered FROM walk, LATERAL ({links}) AS ahead"  # noqa: S608 -- the same  # nosec B608
    return f"{columns} WHERE walk.away < {STEPS} AND EXISTS ({among})", 1


def _on_sqlite(among: str) -> tuple[str, int]:
    """It knows no LATERAL, and takes several parts that repeat."""
    parts = [
        f"SELECT link.{ahead}, walk.away + 1, link.{answer}, link.{answered}"  # noqa: S608 -- the same  # nosec B608
        f" FROM walk JOIN {table} AS link ON link.{here} = walk.key"
        f" WHERE walk.away < {STEPS} AND EXISTS ({among.replace(AHEAD, f'link.{ahead}')})"
        for table, here, ahead, answer, answered in LINKS
    ]
    return " UNION ".join(parts), len(parts)
