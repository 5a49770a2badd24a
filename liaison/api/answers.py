"""Data as an HTTP answer: its bytes, by what a reader asks whether it has changed, and what methods there are."""

from __future__ import annotations

import datetime
import functools
import hashlib
import json
import logging
from collections.abc import Callable
from typing import Any

from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from config.unavailable import is_passing
from liaison.letter.replacing import hiding
from liaison.renditions import hides_addresses
from liaison.views.statements import GoneError

from .problems import Problem, gone, not_found, response_to

ALLOWED = "GET, HEAD, OPTIONS"
KEPT = "public, no-cache"  # kept, and asked for again each time: a withdrawal shows at once

logger = logging.getLogger(__name__)


def answer(
    request: HttpRequest, data: Any, *, changed: datetime.datetime | None = None, links: dict[str, str] | None = None
) -> HttpResponse:
    """The data; 304 where the reader has it. `changed` is when it last did, where that is known.

    The same data are the same bytes, so what says whether they have changed is made of them.
    """
    content = as_json(data).encode()
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    modified = int(changed.timestamp()) if changed else None
    response = get_conditional_response(request, etag=etag, last_modified=modified)
    if response is None:
        response = HttpResponse(content, content_type="application/json")
    response["ETag"] = etag
    if modified:
        response["Last-Modified"] = http_date(modified)
    response["Cache-Control"] = KEPT
    if links:
        response["Link"] = ", ".join(f'<{address}>; rel="{relation}"' for relation, address in links.items())
    return response


def row_at(rows: QuerySet, slug: str) -> Model:
    """The row of this address among public ones. Raises Problem."""
    row = rows.filter(slug=slug).first()
    if row is None:
        raise not_found()
    return row


def as_json(data: Any) -> str:
    return json.dumps(without_addresses(data), ensure_ascii=False, separators=(",", ":"))


def without_addresses(data: Any) -> Any:
    """The same where e-mail addresses are shown; else without them, in whatever text they stand."""
    return _without(data, hiding("en").text) if hides_addresses() else data


def _without(data: Any, hide: Callable[[str], str], name: str = "") -> Any:
    if isinstance(data, dict):
        return {key: _without(value, hide, key) for key, value in data.items()}
    if isinstance(data, list):
        return [_without(value, hide) for value in data]
    if not isinstance(data, str):
        return data
    if name == "email":
        return None if data else data
    return hide(data)


def readable(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """GET, HEAD and OPTIONS alone, and whatever goes wrong said as a problem."""

    @csrf_exempt
    @functools.wraps(view)
    def handed_over(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        method = request.method
        if method == "OPTIONS":
            response: HttpResponseBase = HttpResponse(status=204)
        elif method in ("GET", "HEAD"):
            request.method = "GET"
            response = _answered(view, request, *args, **kwargs)
            request.method = method
        else:
            response = response_to(Problem(405, _("Here is nothing but to read: %s.") % ALLOWED))
        if response.status_code in (204, 405):
            response["Allow"] = ALLOWED
        return _without_content(response) if method == "HEAD" else response

    return handed_over


def _without_content(response: Any) -> HttpResponseBase:
    if response.streaming:
        response.streaming_content = ()
    else:
        response["Content-Length"] = str(len(response.content))
        response.content = b""
    return response


def _answered(view: Callable[..., HttpResponseBase], request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
    try:
        return view(request, *args, **kwargs)
    except Problem as problem:
        return response_to(problem)
    except GoneError:
        return response_to(gone())
    except Http404 as missing:
        return response_to(not_found(str(missing)))
    except Exception as error:  # whoever asked was promised a problem, not a page
        if is_passing(error):  # another database may know, and else it is no fault of the site
            raise
        logger.exception("The API could not answer %s", request.path)
        return response_to(Problem(500, _("Something went wrong here. It has been written down.")))
