"""A whole filtered list as JSON, written while it is read: the items of the API in memory that does not grow."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest, StreamingHttpResponse
from django.utils.http import content_disposition_header

from liaison.filters.base import ListFilter
from liaison.outputs.reading import chunks_of, keys_of

from .answers import KEPT, as_json
from .items import plain
from .paging import Make, Read
from .problems import wrong_parameters


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
    for rows in chunks_of(keys_of(found), lambda keys: read(found.queryset.filter(pk__in=keys))):
        for row in rows:
            yield f"{before}{as_json(plain(make(row)))}".encode()
            before = ",\n"
    yield ("\n]}\n" if before == ",\n" else f"{before}]}}\n").encode()
