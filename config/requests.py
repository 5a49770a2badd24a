"""Each request has a number, which its answer and every line logged about it carry."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable
from uuid import uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from config import logs

NUMBER = re.compile(r"[A-Za-z0-9._-]{1,64}")
QUIET = {"/healthz", "/readyz"}  # asked for every few seconds

log = logging.getLogger(logs.REQUESTS)


class RequestMiddleware:
    """The outermost: its time is the whole request's, until the answer begins to be sent."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began, number = time.perf_counter(), number_of(request)
        before = logs.request_number.set(number)
        try:
            response = self.get_response(request)
            response["X-Request-ID"] = number
            if request.path not in QUIET or response.status_code != 200:
                note(request, response, time.perf_counter() - began)
        finally:
            logs.request_number.reset(before)
        return response


def number_of(request: HttpRequest) -> str:
    """The proxy's, where there is one that is trusted and gives a decent one; else one that is made here."""
    given = request.headers.get("X-Request-ID", "") if settings.BEHIND_PROXY else ""
    return given if NUMBER.fullmatch(given) else uuid4().hex


def note(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
    """Without the query, which may hold names that somebody looked for."""
    fields = {
        "method": (request.method or "")[:16],
        "path": logs.masked(request.path)[: logs.LONGEST],
        "status": response.status_code,
        "ms": round(seconds * 1000, 1),
    }
    log.info("%(method)s %(path)s: %(status)s in %(ms)s ms", fields, extra=fields)
