"""Asking the index: which rows fit, which fit best, and where."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import TypeVar

from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.safestring import SafeString

from contacts.gathering import NO_LIMIT
from contacts.models.search import SearchRow

from . import backends
from .backends import Found, Hit, backend
from .excerpts import Meaning, excerpt, places
from .normaliser import Token, tokens
from .queries import Choice, Query, parse

Row = TypeVar("Row", bound=Model)

COMPARED = 100  # of the best hits of an engine, whose titles are looked at
HALF_LIFE = 4 * 365  # days after which what is recent counts half


@functools.lru_cache(maxsize=256)
def query_of(text: str, also: tuple[str, ...] = ()) -> Query:
    return parse(text, also)


def find(kind: str, text: str, also: Iterable[str] = (), *, ranks: bool = True) -> Found:
    """What fits a text. `also` are other spellings of the whole of it."""
    return backends.find(kind, query_of(text, tuple(also)), ranks=ranks)


def find_each(kinds: Sequence[str], text: str, also: Iterable[str] = ()) -> dict[str, Found]:
    """The same of several kinds, ranked: see `backends.find_each`."""
    return backends.find_each(kinds, query_of(text, tuple(also)))


def narrowed(rows: QuerySet[Row], found: Found, *, is_alone: bool = False) -> QuerySet[Row]:
    """Those of the rows that were found: very many are joined where they stand, which is quicker than to name them.

    Where the words are not alone, all that fit are found first: else PostgreSQL might look at the words of each row
    that other conditions leave, and it does not know what that costs.
    """
    if found.keys is not None:
        return rows.filter(pk__among=found.keys)
    fitting = SearchRow.objects.of_kind(found.kind).holding(backend().write(found.query))
    keys = fitting.values("key")
    return rows.filter(pk__in=keys if is_alone else keys[:NO_LIMIT])


def best_among(found: Found, keys: Sequence[int]) -> list[int]:
    """The best first of the hits that have some keys, which are given the newest first: those that are ranked."""
    hits = backend().best_among(found.kind, found.query, keys) if keys else []
    return in_order(replace(found, ranked=hits))


def best(kind: str, text: str, also: Iterable[str] = (), on: datetime.date | None = None) -> list[int]:
    """The keys of the hits that are ranked, the best first."""
    return in_order(find(kind, text, also), on)


def in_order(found: Found, on: datetime.date | None = None) -> list[int]:
    """The keys of the hits that are ranked, the best first; recent ones are preferred.

    Where very many fit, the newest alone are ranked, and with them the newest that have the words in their title.
    """
    query, hits = found.query, found.ranked
    today = on or timezone.localdate()
    top = max((hit.score for hit in hits), default=0) or 1
    scored = sorted(((hit.score / top * _recency(hit.date, today), hit) for hit in hits), key=_by_score, reverse=True)
    meaning = Meaning(query)
    first = scored[:COMPARED]
    compared = [((score + _in_title(hit, meaning)) * _recency(hit.date, today), hit) for score, hit in first]
    compared.sort(key=_by_score, reverse=True)
    return [hit.key for _score, hit in [*compared, *scored[COMPARED:]]]


def _by_score(scored: tuple[float, Hit]) -> tuple[float, datetime.date, int]:
    score, hit = scored
    return (round(score, 6), hit.date, hit.key)


def _recency(date: datetime.date, today: datetime.date) -> float:
    age = max((today - date).days, 0)
    return 1 + 0.25 * 0.5 ** (age / HALF_LIFE)


def _in_title(hit: Hit, meaning: Meaning) -> float:
    """How much of what was asked stands in the title, as it was asked; 1 for all, more where it says nothing else."""
    words = meaning.words_in(hit.title)
    asked = [term for term in meaning.query.terms if not term.is_excluded]
    share = sum(max(_said(words, choice) for choice in term.choices) for term in asked) / (len(asked) or 1)
    most = sum(len(term.choices[0].words) for term in asked)
    is_all = share == 1 and len(list(islice(tokens(hit.title), most + 1))) <= most
    return share + (0.5 if is_all else 0)


def _said(words: Sequence[Token], choice: Choice) -> float:
    """1 where the words are there as they were asked for, less where only their stem or beginning is."""
    found = places(words, [choice])
    as_asked = any(tuple(word.text for word in words[first : last + 1]) == choice.words for first, last in found)
    return 1.0 if as_asked else 0.8 if found else 0.0


def excerpts(
    shown: Mapping[str, Collection[int]], text: str, also: Iterable[str] = ()
) -> dict[str, dict[int, SafeString]]:
    """For each key of each kind the words around what was found, marked; "" where only the title has it. One query."""
    meaning = Meaning(query_of(text, tuple(also)))
    found: dict[str, dict[int, SafeString]] = {kind: {} for kind in shown}
    for kind, key, words in SearchRow.objects.of_each(shown).values_list("kind", "key", "text"):
        found[kind][key] = excerpt(words, meaning)
    return found
