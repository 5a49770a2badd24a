"""The two engines behind search. Both hold the same words, so they find the same; each ranks with its own means."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from django.db import connection

from contacts.models.search import SearchRow

from .queries import Query, to_fts5, to_tsquery

NEWEST = 400  # hits that are ranked: the newest, and as many of the newest with the words in their title
BATCH = 200


@dataclass(frozen=True)
class Words:
    """The normalised words of a row, weightiest first."""

    title: tuple[str, ...] = ()
    names: tuple[str, ...] = ()  # of parties, sources, people; and the stems of title and names
    text: tuple[str, ...] = ()
    stems: tuple[str, ...] = ()  # of the text

    @property
    def columns(self) -> tuple[tuple[str, ...], ...]:
        return (self.title, self.names, self.text, self.stems)


@dataclass(frozen=True)
class Hit:
    key: int
    date: datetime.date
    title: str
    score: float = field(compare=False, default=0.0)


class Backend(Protocol):
    def write(self, query: Query) -> str:
        """A query in the language of the engine, "" for one that looks for nothing."""

    def store(self, rows: Sequence[tuple[SearchRow, Words]]) -> None: ...

    def forget(self, kind: str, keys: Sequence[int]) -> None: ...

    def astray(self, kind: str) -> list[int]:
        """Keys of rows whose words are not where they should be."""

    def best(self, kind: str, query: Query) -> list[Hit]: ...


COLUMNS = ["date", "title", "text", "digest", "words"]


def _upsert(rows: Iterable[SearchRow]) -> None:
    SearchRow.objects.bulk_create(
        list(rows), batch_size=BATCH, update_conflicts=True, unique_fields=["kind", "key"], update_fields=COLUMNS
    )


class PostgreSQL:
    def write(self, query: Query) -> str:
        return "" if query.is_empty else to_tsquery(query)

    def store(self, rows: Sequence[tuple[SearchRow, Words]]) -> None:
        for row, words in rows:
            row.words = tsvector(words)
        _upsert(row for row, _words in rows)

    def forget(self, kind: str, keys: Sequence[int]) -> None:
        SearchRow.objects.of_keys(kind, keys).delete()

    def astray(self, kind: str) -> list[int]:
        return []

    def best(self, kind: str, query: Query) -> list[Hit]:
        """`ts_rank` reads the words of every hit that it ranks, hence the limit."""
        if query.is_empty:
            return []
        asked, in_title = to_tsquery(query), to_tsquery(query, "A")
        with connection.cursor() as cursor:
            cursor.execute(
                """
                WITH hits AS (
                    (SELECT id FROM contacts_searchrow WHERE kind = %s AND words @@ %s::tsquery
                     ORDER BY date DESC, key DESC LIMIT %s)
                    UNION
                    (SELECT id FROM contacts_searchrow WHERE kind = %s AND words @@ %s::tsquery
                     ORDER BY date DESC, key DESC LIMIT %s)
                )
                SELECT key, date, title, ts_rank('{0.05, 0.2, 0.5, 1.0}', words, %s::tsquery, 1)
                FROM contacts_searchrow WHERE id IN (SELECT id FROM hits)
                """,
                [kind, asked, NEWEST, kind, in_title, NEWEST, asked],
            )
            return [Hit(*row) for row in cursor.fetchall()]


RANKED = """
    SELECT * FROM (
        SELECT row.key, row.date, row.title, -bm25(contacts_searchwords, 8.0, 4.0, 1.0, 0.4)
        FROM contacts_searchwords JOIN contacts_searchrow row ON row.id = contacts_searchwords.rowid
        WHERE contacts_searchwords MATCH %s AND row.kind = %s
        ORDER BY row.date DESC, row.key DESC LIMIT %s
    )
"""


class SQLite:
    def write(self, query: Query) -> str:
        return "" if query.is_empty else to_fts5(query)

    def store(self, rows: Sequence[tuple[SearchRow, Words]]) -> None:
        _upsert(row for row, _words in rows)
        of_kind: dict[str, dict[int, Words]] = {}
        for row, words in rows:
            of_kind.setdefault(row.kind, {})[row.key] = words
        for kind, words_of in of_kind.items():
            ids = SearchRow.objects.of_keys(kind, list(words_of)).values_list("id", "key")
            values = [(pk, *(" ".join(column) for column in words_of[key].columns)) for pk, key in ids]
            with connection.cursor() as cursor:
                cursor.executemany(
                    "REPLACE INTO contacts_searchwords(rowid, title, names, text, stems) VALUES (%s, %s, %s, %s, %s)",
                    values,
                )

    def forget(self, kind: str, keys: Sequence[int]) -> None:
        ids = list(SearchRow.objects.of_keys(kind, keys).values_list("id", flat=True))
        with connection.cursor() as cursor:
            cursor.executemany("DELETE FROM contacts_searchwords WHERE rowid = %s", [(pk,) for pk in ids])
        SearchRow.objects.filter(id__in=ids).delete()

    def astray(self, kind: str) -> list[int]:
        with connection.cursor() as cursor:
            cursor.execute(
                """
                SELECT key FROM contacts_searchrow
                WHERE kind = %s AND id NOT IN (SELECT rowid FROM contacts_searchwords)
                """,
                [kind],
            )
            return [key for (key,) in cursor.fetchall()]

    def best(self, kind: str, query: Query) -> list[Hit]:
        if query.is_empty:
            return []
        found: dict[int, Hit] = {}
        with connection.cursor() as cursor:
            values = [[asked, kind, NEWEST] for asked in (to_fts5(query), to_fts5(query, "title"))]
            cursor.execute(f"{RANKED} UNION ALL {RANKED}", [*values[0], *values[1]])
            for key, date, title, score in cursor.fetchall():
                found.setdefault(key, Hit(key, datetime.date.fromisoformat(str(date)), title, score))
        return list(found.values())


def backend() -> Backend:
    return PostgreSQL() if connection.vendor == "postgresql" else SQLite()


LAST_PLACE = 16_000  # PostgreSQL counts places to 16,383
MOST_BYTES_OF_A_LETTER = 4
MOST_PLACES = 100  # of one word
GAP = 8  # so that no phrase reaches from one part into the next


def tsvector(words: Words) -> str:
    """The words with their places, as PostgreSQL reads them. They are letters and digits alone: nothing to escape."""
    places: dict[str, list[str]] = {}
    place = 0
    for column, weight in zip(words.columns, "ABCD", strict=True):
        mark = "" if weight == "D" else weight
        for word in column:
            place = min(place + 1, LAST_PLACE)
            at = places.setdefault(word, [])
            if len(at) < MOST_PLACES:
                at.append(f"{place}{mark}")
        place = min(place + GAP, LAST_PLACE)
    return " ".join(f"'{word}':{','.join(at)}" for word, at in places.items())


def cut(columns: Iterable[tuple[str, ...]], most: int) -> Iterable[tuple[str, ...]]:
    """The columns as far as `most` bytes go: a tsvector may not be larger than a megabyte."""
    columns = tuple(columns)
    if sum(len(word) + 1 for column in columns for word in column) * MOST_BYTES_OF_A_LETTER <= most:
        yield from columns
        return
    left = most
    for column in columns:
        kept = []
        for word in column:
            left -= len(word.encode()) + 1
            if left < 0:
                break
            kept.append(word)
        yield tuple(kept)
