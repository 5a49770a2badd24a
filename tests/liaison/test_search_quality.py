"""Whether the right row comes first: a fixed set of queries over the demonstration and a made-up set."""

from __future__ import annotations

import pytest

from liaison.demo.seed import load_seed
from liaison.reference.loading import load_reference
from liaison.searching import search
from tests.factory import index_all

from .search_cases import make_papers, queries

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


def place_of(kind: str, text: str, wanted: str) -> int:
    """The place of the row among what is found of its kind, 0 for the first; 99 where it is not found."""
    results = search(text)
    rows = results.named if kind == "named" else getattr(results, kind).rows
    names = [{row.slug, str(getattr(row, "symbol", ""))} for row in rows]
    return next((place for place, name in enumerate(names) if wanted in name), 99)


def test_right_row_comes_first_in_95_of_100_queries_and_among_five_in_99() -> None:
    load_reference()
    load_seed()
    make_papers()
    index_all()
    places = {(kind, text): place_of(kind, text, wanted) for kind, text, wanted in queries()}
    assert len(places) >= 120
    late = {query: place for query, place in places.items() if place > 0}
    lost = {query: place for query, place in places.items() if place > 4}
    assert (len(late) <= 0.05 * len(places), len(lost) <= 0.01 * len(places)) == (True, True), f"{late} {lost}"
