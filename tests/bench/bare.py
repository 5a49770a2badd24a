"""Beside the site's own addresses two that others are measured against: a bare view that asks one indexed query and
fills a template of a size, and a constant page, which asks nothing of anybody."""

from __future__ import annotations

import functools

from django.http import HttpRequest, HttpResponse
from django.template import Context, Template, engines
from django.urls import path

from config.urls import *  # noqa: F403 -- the site's addresses and what answers errors
from config.urls import urlpatterns as of_the_site
from contributions.models import Document

ROW = "<tr><td>{{ row.symbol }}</td><td>{{ row.title }}</td><td>{{ row.received_on|date }}</td></tr>\n"
WORDS = "Words that stand in the template and are said as they are. "


@functools.cache
def template_of(size: int) -> Template:
    """Rows of a table, and as many words as are missing to so many bytes."""
    filled = WORDS * max((size - 25 * 150) // len(WORDS), 0)
    found: Template = engines["django"].engine.from_string(
        f"<!doctype html><title>Bare</title><table>{{% for row in rows %}}{ROW}{{% endfor %}}</table><p>{filled}</p>"
    )
    return found


def bare(request: HttpRequest, size: int) -> HttpResponse:
    rows = Document.objects.order_by("received_on").only("symbol", "title", "received_on")[:25]
    return HttpResponse(template_of(size).render(Context({"rows": rows})))


def constant(request: HttpRequest) -> HttpResponse:
    return HttpResponse("<!doctype html><title>Constant</title><p>Nothing is asked of anybody.")


urlpatterns = [path("bare/<int:size>/", bare), path("constant/", constant), *of_the_site]
