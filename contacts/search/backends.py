"""The two engines behind search. Both hold the same words, so they find the same; each ranks with its own means."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from django.db import connection

from contacts.gathering import Keys
from contacts.models.search import SearchRow

from .queries import Query

NEWEST = 200  # hits that are ranked: the newest, and as many of the newest with the words in their title
MOST = 10_000  # hits that are counted
BATCH = 200
LARGE = ("document", "statement")  # kinds of which there are more than MOST; PostgreSQL has an index of words for each


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


@dataclass(frozen=True)
class Found:
    """`keys` are of all hits, None where there are more than MOST; `ranked` are the hits that are ranked, in no order.

    `query` is what was looked for in the end: see `find`.
    """

    kind: str
    query: Query
    keys: Keys | None = field(default_factory=Keys)
    ranked: list[Hit] = field(default_factory=list)


class Backend(Protocol):
    def write(self, query: Query) -> str:
        """A query in the language of the engine, "" for one that looks for nothing."""

    def store(self, rows: Sequence[tuple[SearchRow, Words]]) -> None: ...

    def forget(self, kind: str, keys: Sequence[int]) -> None: ...

    def astray(self, kind: str) -> list[int]:
        """Keys of rows whose words are not where they should be."""

    def common_of(self, kinds: Sequence[str], query: Query) -> set[str]:
        """The kinds of which more than MOST rows fit. One query."""

    def best_of_each(self, kinds: Sequence[str], query: Query) -> dict[str, Found]:
        """One query, and one more for each kind of which more than MOST rows fit."""

    def best_of_common(self, kind: str, query: Query) -> Found:
        """Where it is known that more than MOST rows fit."""

    def best_among(self, kind: str, query: Query, keys: Sequence[int]) -> list[Hit]:
        """Some of rows that fit, whose keys are given, the newest first: of these the newest, and of those with the
        words in their title."""

    def keys(self, kind: str, query: Query) -> Keys | None:
        """Of all that fit; None where those are more than MOST."""


def find(kind: str, query: Query, *, ranks: bool = True) -> Found:
    """What fits. A last word that very many rows have as it stands is not taken as the beginning of other words.

    Without `ranks` no hits are ranked: that costs as much as to find them.
    """
    if ranks:
        return find_each([kind], query)[kind]
    if query.is_empty:
        return Found(kind, query)
    if _common_as_they_stand([kind], query):  # asked first: where it is so, which is not rare, no keys are read
        return Found(kind, query.whole_words, None)
    return Found(kind, query, backend().keys(kind, query))


def find_each(kinds: Sequence[str], query: Query) -> dict[str, Found]:
    """The same for several kinds, ranked: two queries, and one more for each kind of which very many rows fit."""
    if query.is_empty:
        return {kind: Found(kind, query) for kind in kinds}
    common = _common_as_they_stand(kinds, query)
    others = [kind for kind in kinds if kind not in common]
    found = backend().best_of_each(others, query) if others else {}
    return found | {kind: backend().best_of_common(kind, query.whole_words) for kind in common}


def _common_as_they_stand(kinds: Sequence[str], query: Query) -> set[str]:
    """The kinds of which very many rows have a last word as it stands that could be the beginning of others."""
    large = [kind for kind in kinds if kind in LARGE] if query.has_beginning else []
    return backend().common_of(large, query.whole_words) if large else set()


COLUMNS = ["date", "title", "text", "digest", "words", "title_words", "pairs"]


def upsert(rows: Iterable[SearchRow]) -> None:
    SearchRow.objects.bulk_create(
        list(rows), batch_size=BATCH, update_conflicts=True, unique_fields=["kind", "key"], update_fields=COLUMNS
    )


def backend() -> Backend:
    from .postgresql import PostgreSQL  # noqa: PLC0415 -- circular import
    from .sqlite import SQLite  # noqa: PLC0415 -- circular import

    return PostgreSQL() if connection.vendor == "postgresql" else SQLite()


MOST_BYTES_OF_A_LETTER = 4


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
