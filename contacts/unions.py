"""Several queries in one: what is small enough to be read together, keys and counts first of all.

Django joins querysets too, but on SQLite none that is ordered or cut, and lists that show their first rows are both.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import QuerySet

Found = dict[str, list[tuple[Any, ...]]]


@dataclass(frozen=True)
class First:
    """Of a list the keys of its first rows, in no order, and how many rows it has."""

    keys: set[int] = field(default_factory=set)
    count: int = 0


def read_all(queries: Mapping[str, QuerySet[Any]]) -> Found:
    """What each of the queries finds, by its name. One query.

    They are made by `values_list`, of as many columns each, of the same kinds in the same places: numbers or texts, for
    nothing else is the same on both engines where Django does not read it. The rows come in no order.
    """
    return _read(queries, "{}")


def first_of(lists: Mapping[str, QuerySet[Any]], most: int) -> dict[str, First]:
    """Of each list, in its order, so many rows at most, and how many it has. One query.

    A list is read twice within it, so the engine makes it once and whole. With a limit on the list itself PostgreSQL
    walks all rows in their order to find the first, also where few or none are on the list.
    """
    head = f"WITH list(key) AS ({{}}) SELECT key, (SELECT COUNT(*) FROM list) FROM list LIMIT {most:d}"  # noqa: S608 -- a number  # nosec B608
    found = _read({name: rows.values_list("pk") for name, rows in lists.items()}, head)
    return {name: First({key for key, _count in rows}, rows[0][1]) if rows else First() for name, rows in found.items()}


def _read(queries: Mapping[str, QuerySet[Any]], frame: str) -> Found:
    """Each query is put into the frame before they are joined."""
    found: Found = {name: [] for name in queries}
    names, parts, values = list(queries), [], list[Any]()
    alias = next((query.db for query in queries.values()), "")
    for place, query in enumerate(queries.values()):
        try:
            sql, own = query.query.get_compiler(using=alias).as_sql()
        except EmptyResultSet:  # it cannot find anything
            continue
        parts.append(f"SELECT {place}, part.* FROM ({frame.format(sql)}) part")  # noqa: S608 -- Django's own SQL  # nosec B608
        values += own
    if parts:
        with connections[alias].cursor() as cursor:
            cursor.execute(" UNION ALL ".join(parts), values)
            for place, *row in cursor.fetchall():
                found[names[place]].append(tuple(row))
    return found
