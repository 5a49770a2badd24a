"""Search in PostgreSQL: a tsvector of all words, one of those of the title, and an index of both for each kind.

What its planner does not know decides here: a tsvector is kept apart from its row and costs thirty times as much to
look at as the row itself. So rows are found by the index of words alone; only of words that are in very many rows the
newest rows are looked at one by one. A phrase would have to look at each row that has its words: pairs of neighbours
are indexed too, each by two numbers, so that the index alone tells of two words that they stand side by side.
"""

from __future__ import annotations

import itertools
import zlib
from collections.abc import Iterator, Sequence
from typing import Any

from django.db import connection

from contacts.gathering import Keys, keys_for
from contacts.models.search import SearchRow
from contacts.planning import go_to_rows, with_settings

from .backends import MOST, NEWEST, Found, Hit, Words, upsert
from .queries import Query, to_tsquery

LOOKED_AT = 3_000  # rows that are looked at one by one, the newest
ENOUGH = 100  # hits among them

HAS_PAIRS = "contacts_pair_keys(pairs) @> contacts_pair_keys(%s::integer[])"
SCORE = "ts_rank('{0.05, 0.2, 0.5, 1.0}', words, %s::tsquery, 1)"  # it reads the words of every row that it ranks
TITLED = """
    SELECT id FROM contacts_searchrow WHERE {fits}
    ORDER BY date DESC, key DESC LIMIT %s
"""
KEYS = "SELECT array_agg(key)::text FROM (SELECT key FROM contacts_searchrow WHERE {fits} LIMIT %s) AS found"
COUNT = "SELECT count(*) FROM (SELECT 1 FROM contacts_searchrow WHERE {fits} LIMIT %s) AS counted"
OF_FEW = """
    WITH hits AS MATERIALIZED (SELECT id, key, date FROM contacts_searchrow WHERE {fits} LIMIT %s),
    all_keys AS (SELECT array_agg(key)::text AS keys FROM hits),
    newest AS (
        SELECT id FROM hits WHERE (SELECT count(*) FROM hits) <= %s ORDER BY date DESC, key DESC LIMIT %s
    ),
    titled AS ({titled})
    SELECT key, date, title, {score}, NULL::text FROM contacts_searchrow
    WHERE id IN (SELECT id FROM newest UNION SELECT id FROM titled WHERE EXISTS (SELECT FROM newest))
    UNION ALL SELECT NULL, NULL, NULL, NULL, keys FROM all_keys
"""
OF_MANY = """
    WITH newest AS (
        SELECT id FROM (
            SELECT id, words FROM contacts_searchrow WHERE kind = %s ORDER BY date DESC, key DESC LIMIT %s
        ) AS looked_at WHERE words @@ %s::tsquery LIMIT %s
    ),
    titled AS ({titled})
    SELECT key, date, title, {score} FROM contacts_searchrow
    WHERE id IN (SELECT id FROM newest UNION SELECT id FROM titled)
"""
OF_OLD = """
    WITH hits AS MATERIALIZED (SELECT id, key, date FROM contacts_searchrow WHERE {fits}),
    newest AS (SELECT id FROM hits ORDER BY date DESC, key DESC LIMIT %s),
    titled AS ({titled})
    SELECT key, date, title, {score} FROM contacts_searchrow
    WHERE id IN (SELECT id FROM newest UNION SELECT id FROM titled)
"""
OF_LIST = """
    WITH titled AS ({titled})
    SELECT key, date, title, {score} FROM contacts_searchrow
    WHERE id IN (SELECT id FROM contacts_searchrow WHERE kind = %s AND key = ANY(%s::bigint[]) UNION TABLE titled)
"""


class PostgreSQL:
    def write(self, query: Query) -> str:
        return "" if query.is_empty else to_tsquery(query)

    def store(self, rows: Sequence[tuple[SearchRow, Words]]) -> None:
        for row, words in rows:
            row.words = tsvector(words)
            row.title_words = tsvector(Words(title=words.title))
            row.pairs = sorted(set(_pairs_of(words.title, words.names, words.text)))
        upsert(row for row, _words in rows)

    def forget(self, kind: str, keys: Sequence[int]) -> None:
        SearchRow.objects.of_keys(kind, keys).delete()

    def astray(self, kind: str) -> list[int]:
        return []

    def common_of(self, kinds: Sequence[str], query: Query) -> set[str]:
        counts, values = [], []
        for kind in kinds:
            fits, asked = _fits(kind, query)
            counts.append(f"({COUNT.format(fits=fits)})")
            values += [*asked, MOST + 1]
        [found] = _rows(f"SELECT {', '.join(counts)}", values)  # nosec B608
        return {kind for kind, count in zip(kinds, found, strict=True) if count > MOST}

    def keys(self, kind: str, query: Query) -> Keys | None:
        fits, values = _fits(kind, query)
        keys = Keys.of_text(_rows(KEYS.format(fits=fits), [*values, MOST + 1])[0][0])
        return keys if len(keys) <= MOST else None

    def best_of_each(self, kinds: Sequence[str], query: Query) -> dict[str, Found]:
        parts, values = [], []
        for place, kind in enumerate(kinds):
            fits, asked = _fits(kind, query)
            titled, last = _titled(kind, query)
            few = OF_FEW.format(fits=fits, titled=titled, score=SCORE)
            parts.append(f"SELECT %s, few.* FROM ({few}) AS few")  # nosec B608
            values += [place, *asked, MOST + 1, MOST, NEWEST, *last]
        told: list[list[tuple[Any, ...]]] = [[] for _kind in kinds]
        keys = {kind: Keys() for kind in kinds}
        for place, *hit, written in _rows(" UNION ALL ".join(parts), values):
            if hit[0] is None:
                keys[kinds[place]] = Keys.of_text(written)
            else:
                told[place].append(tuple(hit))
        return {
            kind: Found(kind, query, keys[kind], [Hit(*hit) for hit in hits])
            if len(keys[kind]) <= MOST
            else self.best_of_common(kind, query)
            for kind, hits in zip(kinds, told, strict=True)
        }

    def best_of_common(self, kind: str, query: Query) -> Found:
        titled, last = _titled(kind, query)
        many = OF_MANY.format(titled=titled, score=SCORE)
        found = _rows(many, [kind, LOOKED_AT, to_tsquery(query), NEWEST, *last], in_order=True)
        if len(found) < ENOUGH:  # in rows of long ago
            fits, values = _fits(kind, query)
            found = _rows(OF_OLD.format(fits=fits, titled=titled, score=SCORE), [*values, NEWEST, *last])
        return Found(kind, query, None, [Hit(*row) for row in found])

    def best_among(self, kind: str, query: Query, keys: Sequence[int]) -> list[Hit]:
        of_title, last = _fits(kind, query, "title_words")
        titled = TITLED.format(fits=f"{of_title} AND key = ANY(%s::bigint[])")
        all_keys, newest = (keys_for("postgresql", some) for some in (keys, keys[:NEWEST]))
        values = [*last, all_keys, NEWEST, to_tsquery(query), kind, newest]
        return [Hit(*row) for row in _rows(OF_LIST.format(titled=titled, score=SCORE), values)]


def _titled(kind: str, query: Query) -> tuple[str, list[Any]]:
    """The newest hits with the words in their title, and the values up to what all hits are ranked by."""
    fits, values = _fits(kind, query, "title_words")
    return TITLED.format(fits=fits), [*values, NEWEST, to_tsquery(query)]


def _fits(kind: str, query: Query, column: str = "words") -> tuple[str, list[Any]]:
    """The condition of the index; where it cannot tell all, the words of the rows that it gives are looked at too.

    That is asked by the function of `@@`, which the planner leaves out of the index: the index would answer it by half,
    and every condition would be looked up again in each row.
    """
    condition, values = "kind = %s", [kind]
    for term in query.phrases:
        pairs = [list(_pairs_of(choice.whole_words)) for choice in term.choices]
        condition += f" AND ({' OR '.join([HAS_PAIRS] * len(pairs))})"
        values += pairs
    condition += f" AND {column} @@ %s::tsquery"
    values.append(to_tsquery(query.apart))
    is_told = query.is_told_by_pairs if column == "words" else not query.has_neighbours  # pairs are of the whole row
    if not is_told:
        condition += f" AND ts_match_vq({column}, %s::tsquery)"
        values.append(to_tsquery(query))
    return condition, values


def _rows(sql: str, values: list[Any], *, in_order: bool = False) -> list[tuple[Any, ...]]:
    """Asks without walks of the whole table, which the planner takes for cheap; and with room to note all rows.

    Walks in the order of an index are for what looks at few rows alone: `in_order`.
    """
    off = ("enable_seqscan",) if in_order else ("enable_seqscan", "enable_indexscan")
    settings = dict.fromkeys(off, "off") | {"work_mem": "'64MB'"}
    with connection.cursor() as cursor:
        cursor.execute(with_settings(sql, **settings), values)
        go_to_rows(cursor)
        return list(cursor.fetchall())


def _pairs_of(*columns: Sequence[str]) -> Iterator[int]:
    """Numbers of words that stand side by side, of 32 bits with a sign; the index has first and last twenty of each.

    Of ten million rows that have both words hardly one has other pairs of the same numbers instead of theirs.
    """
    for column in columns:
        for first, second in itertools.pairwise(column):
            number = zlib.crc32(f"{first} {second}".encode())
            yield number - 2**32 if number >= 2**31 else number


LAST_PLACE = 16_000  # PostgreSQL counts places to 16,383
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
