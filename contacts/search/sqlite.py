"""Search in SQLite: an FTS5 table whose rows are numbered by kind, date and key.

So the rows of a kind, the newest first, are found in the table itself, without a look at any other.
"""

from __future__ import annotations

import datetime
import zlib
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection

from contacts.gathering import Keys, keys_for
from contacts.models.search import SearchRow

from .backends import MOST, NEWEST, Found, Hit, Words, upsert
from .queries import Query, to_fts5

KEY_BITS, DATE_BITS, KIND_BITS = 30, 22, 11

OF_KIND = "contacts_searchwords MATCH %s AND rowid BETWEEN %s AND %s"
KEY = f"rowid & {2**KEY_BITS - 1}"
OF_KEYS = f"{OF_KIND} AND {KEY} IN (SELECT value FROM json_each(%s))"  # nosec B608
RANKED = """
    SELECT key, date, title, score FROM (
        SELECT rowid AS number, -bm25(contacts_searchwords, 8.0, 4.0, 1.0, 0.4) AS score FROM contacts_searchwords
        WHERE {} ORDER BY rowid DESC LIMIT %s
    ) JOIN contacts_searchrow ON id = number
"""
ROWS = f"FROM contacts_searchwords WHERE {OF_KIND} LIMIT %s"
COUNT = f"SELECT COUNT(*) FROM (SELECT 1 {ROWS})"  # nosec B608
KEYS = f"SELECT json_group_array(key) AS keys FROM (SELECT {KEY} AS key {ROWS})"  # nosec B608
BEST = f"SELECT keys, NULL, NULL, NULL FROM ({KEYS}) UNION ALL {RANKED} UNION ALL {RANKED}".replace("{}", OF_KIND)  # nosec B608
BEST_AMONG = f"{RANKED} UNION ALL {RANKED}".replace("{}", OF_KEYS)


class SQLite:
    def write(self, query: Query) -> str:
        return "" if query.is_empty else to_fts5(query)

    def store(self, rows: Sequence[tuple[SearchRow, Words]]) -> None:
        for row, _words in rows:
            row.pk = number_of(row.kind, row.date, row.key)
        for kind in {row.kind for row, _words in rows}:
            now = {row.key: row.pk for row, _words in rows if row.kind == kind}
            known = SearchRow.objects.of_keys(kind, list(now)).values_list("key", "id")
            self.forget(kind, [key for key, pk in known if pk != now[key]])
        upsert(row for row, _words in rows)
        with connection.cursor() as cursor:
            cursor.executemany(
                "REPLACE INTO contacts_searchwords(rowid, title, names, text, stems) VALUES (%s, %s, %s, %s, %s)",
                [(row.pk, *(" ".join(column) for column in words.columns)) for row, words in rows],
            )

    def forget(self, kind: str, keys: Sequence[int]) -> None:
        ids = list(SearchRow.objects.of_keys(kind, keys).values_list("id", flat=True))
        with connection.cursor() as cursor:
            cursor.executemany("DELETE FROM contacts_searchwords WHERE rowid = %s", [(pk,) for pk in ids])
        SearchRow.objects.filter(id__in=ids).delete()

    def astray(self, kind: str) -> list[int]:
        rows = SearchRow.objects.of_kind(kind).values_list("id", "date", "key")
        with connection.cursor() as cursor:
            cursor.execute("SELECT rowid FROM contacts_searchwords WHERE rowid BETWEEN %s AND %s", _numbers_of(kind))
            known = {pk for (pk,) in cursor.fetchall()}
        return [key for pk, date, key in rows if pk not in known or pk != number_of(kind, date, key)]

    def common_of(self, kinds: Sequence[str], query: Query) -> set[str]:
        counts = ", ".join([f"({COUNT})"] * len(kinds))
        values = [value for kind in kinds for value in (to_fts5(query), *_numbers_of(kind), MOST + 1)]
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {counts}", values)  # nosec B608
            return {kind for kind, count in zip(kinds, cursor.fetchone(), strict=True) if count > MOST}

    def best_of_each(self, kinds: Sequence[str], query: Query) -> dict[str, Found]:
        values: list[Any] = []
        for place, kind in enumerate(kinds):
            asked, in_title = ([to_fts5(query, column), *_numbers_of(kind)] for column in ("", "title"))
            values += [place, *asked, MOST + 1, *asked, NEWEST, *in_title, NEWEST]
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join([f"SELECT %s, * FROM ({BEST})"] * len(kinds)), values)  # nosec B608
            rows = cursor.fetchall()
        found = {}
        for place, kind in enumerate(kinds):
            (written, *_nothing), *ranked = [row[1:] for row in rows if row[0] == place]
            keys = Keys.of_text(written)
            found[kind] = Found(kind, query, keys if len(keys) <= MOST else None, _hits(ranked))
        return found

    def best_of_common(self, kind: str, query: Query) -> Found:
        return self.best_of_each([kind], query)[kind]

    def best_among(self, kind: str, query: Query, keys: Sequence[int]) -> list[Hit]:
        among = keys_for("sqlite", keys)
        asked, in_title = ([to_fts5(query, column), *_numbers_of(kind), among, NEWEST] for column in ("", "title"))
        with connection.cursor() as cursor:
            cursor.execute(BEST_AMONG, [*asked, *in_title])
            return _hits(cursor.fetchall())

    def keys(self, kind: str, query: Query) -> Keys | None:
        with connection.cursor() as cursor:
            cursor.execute(KEYS, [to_fts5(query), *_numbers_of(kind), MOST + 1])
            keys = Keys.of_text(cursor.fetchone()[0])
        return keys if len(keys) <= MOST else None


def _hits(rows: Iterable[tuple[int, Any, str, float]]) -> list[Hit]:
    """Of each key the first."""
    hits: dict[int, Hit] = {}
    for key, date, title, score in rows:
        hits.setdefault(key, Hit(key, datetime.date.fromisoformat(str(date)), title, score))
    return list(hits.values())


def number_of(kind: str, date: datetime.date, key: int) -> int:
    """The id of a row: the first of its kind are the oldest."""
    return _numbers_of(kind)[0] + (date.toordinal() << KEY_BITS) + key


def _numbers_of(kind: str) -> tuple[int, int]:
    """The first and the last that a row of a kind may have."""
    first = kind_number(kind) << (DATE_BITS + KEY_BITS)
    return first, first + 2 ** (DATE_BITS + KEY_BITS) - 1


def kind_number(kind: str) -> int:
    """A number of KIND_BITS. Kinds may not share one: `sources.register` sees to it."""
    return zlib.crc32(kind.encode()) >> (32 - KIND_BITS)
