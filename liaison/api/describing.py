"""How an address is described: what `router.get` is told beside its path."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from liaison.filters.base import ListFilter

from .parameters import PAGING, parameters_of, query_parameter
from .problems import MEDIA_TYPE
from .shapes import Item, Page

TEXTS = {
    400: "A parameter has a value that means nothing here; each is named with what is wrong.",
    404: "There is nothing at this address that is public.",
    405: "Here is nothing but to read.",
    410: "The statement was removed from public view.",
}
HEADERS = {
    "ETag": "Ask again with If-None-Match: 304 while nothing has changed.",
    "Cache-Control": "May be kept, and is to be asked for again.",
}
LANG = query_parameter("lang", "A language version; without it the statement’s own language.", maxLength=200)


def one(shape: type[BaseModel], *problems: int, parameters: tuple[dict[str, Any], ...] = ()) -> dict[str, Any]:
    """One thing, which may not be there."""
    return _told(shape, {404, *problems}, list(parameters), {})


def part(shape: type[Item], filters: type[ListFilter] | None = None, *problems: int) -> dict[str, Any]:
    """A part of a list."""
    parameters = [*(parameters_of(filters) if filters else []), *PAGING]
    links = {"Link": "The addresses of what follows (next) and comes before (prev), as RFC 8288 writes them."}
    return _told(Page[shape], {400, *problems}, parameters, links)  # type: ignore[valid-type]


def whole(shape: type[BaseModel], *problems: int, parameters: tuple[dict[str, Any], ...] = ()) -> dict[str, Any]:
    """What is always there."""
    return _told(shape, set(problems), list(parameters), {})


def _told(shape: Any, problems: set[int], parameters: list[dict[str, Any]], headers: dict[str, str]) -> dict[str, Any]:
    responses: dict[int, Any] = {
        200: {"headers": {name: _header(text) for name, text in (HEADERS | headers).items()}},
        304: {"description": "Nothing has changed since the reader asked."},
    }
    for status in sorted({405, *problems}):
        content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
        responses[status] = {"description": TEXTS[status], "content": content}
    extra = {"responses": responses, "parameters": parameters}
    return {"response": shape, "by_alias": True, "openapi_extra": extra}


def _header(text: str) -> dict[str, Any]:
    return {"description": text, "schema": {"type": "string"}}
