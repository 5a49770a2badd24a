"""A whole filtered list as JSON, written while it is read: the items of the API in memory that does not grow."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from django.db.models import QuerySet
from django.http import HttpRequest, StreamingHttpResponse
from django.utils.http import content_disposition_header

from liaison.filters.base import ListFilter
from liaison.keyset import Keyset
from liaison.paging import Ranking

from .answers import KEPT, as_json
from .items import plain
from .paging import MOST_RANKED, Make, Read
from .problems import wrong_parameters

AT_ONCE = 100  # rows read together


def list_as_json(
    request: HttpRequest, found: ListFilter, read: Read, make: Make, *, name: str
) -> StreamingHttpResponse:
    """`{"items": [...]}`, an item a line. Raises Problem for a wrong value among the filters."""
    if not found.is_valid():
        raise wrong_parameters(found.form)
    pieces = _written(found, read, make)
    response = StreamingHttpResponse(pieces, content_type="application/json")
    response["Content-Disposition"] = content_disposition_header(False, f"{name}.json")
    response["Cache-Control"] = KEPT
    return response


def _written(found: ListFilter, read: Read, make: Make) -> Iterator[bytes]:
    """What is no longer public when its turn comes is left out."""
    before = '{"items":[\n'
    for keys in keys_of(found):
        rows = {row.pk: row for row in read(found.queryset.filter(pk__in=keys))}
        for row in (rows[key] for key in keys if key in rows):
            yield f"{before}{as_json(plain(make(row)))}".encode()
            before = ",\n"
    yield ("\n]}\n" if before == ",\n" else f"{before}]}}\n").encode()


def keys_of(found: ListFilter) -> Iterator[list[int]]:
    """All keys of a filtered list in its order, a few at a time; where it is ranked the ranked ones, then the rest."""
    ranking = found.ranking
    if not isinstance(ranking, Ranking):  # other orders are those of columns
        yield from _walk(found.qs)
        return
    ranked = ranking.keys_among(found.qs)[:MOST_RANKED]
    rest = found.qs.exclude(pk__in=ranked)
    if ranking.is_reversed:
        yield from chain(_walk(rest, backwards=True), _cut(ranked[::-1]))
    else:
        yield from chain(_cut(ranked), _walk(rest))


def _cut(keys: list[int]) -> Iterator[list[int]]:
    for first in range(0, len(keys), AT_ONCE):
        yield keys[first : first + AT_ONCE]


def _walk(rows: QuerySet, *, backwards: bool = False) -> Iterator[list[int]]:
    keyset, place = Keyset(rows, backwards=backwards), None
    while found := keyset.after(place, AT_ONCE):
        yield [key for key, _place in found]
        place = found[-1][1]
