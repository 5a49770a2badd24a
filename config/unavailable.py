"""What the site cannot do at the moment and can soon: a plain 503 with Retry-After instead of a fault.

The database is away or starts, is locked for longer than anybody waits, or has no room; or the storage of files has
none. Nothing of the request was stored then, and the same request may be sent again.
"""

from __future__ import annotations

import errno
import json
import logging
import sys
from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.utils.translation import gettext as _
from django.views.defaults import server_error

NO_ROOM = {errno.ENOSPC, errno.EDQUOT}
# Of SQLite (https://www.sqlite.org/rescode.html): busy, locked, read-only, an error of the disk, full, cannot open it
SQLITE_AWAY, SQLITE_FULL = {5, 6, 8, 10, 14}, 13
POSTGRESQL_FULL = "53100"
RETRY_AFTER = 15  # seconds

log = logging.getLogger("liaison.unavailable")


def unavailable(request: HttpRequest, words: str, seconds: int = RETRY_AFTER) -> HttpResponse:
    """Asks nobody for anything: neither the database nor the session."""
    if request.path.startswith("/api/v1/"):
        body = {"type": "about:blank", "title": "Service Unavailable", "status": 503, "detail": words}
        response = HttpResponse(json.dumps(body), status=503, content_type="application/problem+json")
    else:
        page = loader.render_to_string("503.html", {"words": words, "is_sent": request.method not in ("GET", "HEAD")})
        response = HttpResponse(page, status=503)
    response._has_been_logged = True  # type: ignore[attr-defined]  # Django would for each, as an error
    response["Retry-After"] = str(seconds)
    response["Cache-Control"] = "no-store"
    return response


def is_passing(error: BaseException | None) -> bool:
    """Whether it is of the moment: the same request may succeed soon, with nothing about the site changed."""
    return has_no_room(error) or _is_away(error)


def has_no_room(error: BaseException | None) -> bool:
    if isinstance(error, OperationalError):
        cause = error.__cause__
        full = (getattr(cause, "sqlite_errorcode", 0) or 0) & 0xFF == SQLITE_FULL
        return full or getattr(cause, "sqlstate", None) == POSTGRESQL_FULL
    return isinstance(error, OSError) and error.errno in NO_ROOM


def _is_away(error: BaseException | None) -> bool:
    """An OperationalError of PostgreSQL always is; of SQLite a table that is missing is one too, and a fault."""
    if isinstance(error, InterfaceError):
        return True
    if not isinstance(error, OperationalError):
        return False
    code = getattr(error.__cause__, "sqlite_errorcode", None)
    return code is None or code & 0xFF in SQLITE_AWAY


def answer_to(request: HttpRequest, error: BaseException) -> HttpResponse:
    cause = type(error.__cause__ or error).__name__  # no more than that: what it says may name somebody's words
    log.error("%s: %s", "No room is left" if has_no_room(error) else "The database is away", cause)
    if has_no_room(error):
        return unavailable(request, _("There is no room left where the site keeps what it is given."))
    return unavailable(request, _("The site cannot reach its register at the moment."))


class UnavailableMiddleware:
    """Stands before whatever else may mend an exception of a view (config/replicas.py), which is asked first."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return answer_to(request, error) if is_passing(error) else None


def failed(request: HttpRequest) -> HttpResponse:
    """For what no view raised but a middleware did, such as the session: Django's handler500."""
    error = sys.exc_info()[1]
    return answer_to(request, error) if is_passing(error) and error else server_error(request)
