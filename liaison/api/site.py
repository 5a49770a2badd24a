"""The API as a whole: its addresses, its own description, and its first page."""

from __future__ import annotations

import functools
from typing import Any

import pydantic
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, re_path
from ninja import NinjaAPI, Router
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

from . import bodies, documents, finding, found_shapes, meetings, people, shapes, statements
from .addresses import api as address
from .addresses import page
from .answers import answer, readable
from .describing import whole
from .items import plain
from .problems import not_found

TITLE = "Liaison statements"
VERSION = "1"
DESCRIPTION = """All that is public in this register of liaison statements, to read and without an account.

Dates are ISO 8601. Lists come in parts: follow `next` until it is null. What goes wrong is said as
application/problem+json (RFC 9457). Within version 1 fields and addresses are added, and none is renamed, removed or
given another meaning."""


class ReadingAPI(NinjaAPI):
    """Operations are named as their functions are; each answers for its own errors."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        return str(operation.view_func.__name__)

    @functools.cache  # noqa: B019 -- there is one of it, for the life of the process
    def get_openapi_schema(self, **kwargs: Any) -> OpenAPISchema:
        schema = super().get_openapi_schema(path_prefix="", **kwargs)
        problem = pydantic.TypeAdapter(found_shapes.Problem).json_schema(ref_template="#/components/schemas/{model}")
        schema["components"]["schemas"] |= problem.pop("$defs", {}) | {"Problem": problem}
        schema["servers"] = [{"url": f"{settings.SITE_URL}/api/v1"}]
        return schema

    def on_exception(self, request: HttpRequest, exc: Any) -> HttpResponse:
        raise exc  # `readable` answers


api = ReadingAPI(
    title=TITLE,
    version=VERSION,
    description=DESCRIPTION,
    urls_namespace="api",
    openapi_url=None,
    docs_url=None,
)
first = Router(tags=["Index"])


@first.get("/", **whole(shapes.Index))
def index(request: HttpRequest) -> HttpResponse:
    """Where everything is."""
    names = ("statements", "documents", "bodies", "questions", "study_periods", "meetings", "topics", "members")
    found = shapes.Index(
        title=TITLE,
        version=VERSION,
        openapi=address("openapi"),
        documentation=page("api"),
        appointments=address("appointments"),
        search=address("find"),
        **{name: address(name) for name in names},
    )
    return answer(request, plain(found))


for router in (first, *(module.router for module in (statements, documents, bodies, meetings, people, finding))):
    api.add_router("", router)


def openapi(request: HttpRequest) -> HttpResponse:
    return answer(request, api.get_openapi_schema())


def nothing(request: HttpRequest) -> HttpResponse:
    raise not_found()


def urls() -> tuple[list[URLPattern], str, str]:
    patterns, app_name, namespace = api.urls
    patterns = [
        path("openapi.json", openapi, name="openapi"),
        *(pattern for pattern in patterns if pattern.name != "api-root"),
        re_path("", nothing),  # whatever else, line feeds among it
    ]
    for pattern in patterns:
        pattern.callback = readable(pattern.callback)
    return patterns, app_name, namespace
