"""Many statements at once: a list bound or zipped, the table of a meeting, the pack for a receiver."""

from __future__ import annotations

import functools
import hashlib
import logging
from collections.abc import Callable, Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from config.queueing import aside
from contributions.models import Meeting
from liaison import bundles
from liaison.filters import StatementFilter
from liaison.letter.binding import MOST, ApartError, bind, fingerprint
from liaison.letter.formats import WRITERS
from liaison.letter.meeting_table import meeting_table
from liaison.meeting_report import table_of
from liaison.models import Statement
from liaison.turns import NoTurnError, Turn

from .statements import gone_page, public_statement

SECONDS, MEGABYTES = 120, 2000  # that a bound PDF may take
TURNS = 2  # at each kind of work, on one machine
WAIT = "60"  # seconds, told to whoever comes when all turns are taken
KEPT = "public, no-cache"  # asked for again each time: a withdrawal shows at once

logger = logging.getLogger(__name__)


class Refused(Exception):
    """A list that cannot be had as this file; the page says why and what to do instead."""

    def __init__(self, reason: str, status: int, found: StatementFilter) -> None:
        super().__init__(reason)
        self.reason, self.status, self.found = reason, status, found


def explained(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    @require_safe
    @functools.wraps(view)
    def answer(request: HttpRequest) -> HttpResponseBase:
        found = StatementFilter(request.GET, Statement.objects.public(), ranks=False)
        try:
            if not found.is_valid():
                raise Refused("filters", 400, found)
            return view(request, found)
        except Refused as refused:
            context = {"filter": refused.found, "reason": refused.reason, "most": MOST}
            response = render(request, "liaison/bundle_refused.html", context, status=refused.status)
            if refused.reason == "busy":
                response["Retry-After"] = WAIT
            return response

    return answer


@explained
def register_pdf(request: HttpRequest, found: StatementFilter) -> HttpResponseBase:
    keys = bundles.keys_of(found.qs, MOST + 1)
    if len(keys) > MOST:
        raise Refused("many", 400, found)
    parts = bundles.parts_of(keys)
    listing = bundles.listing_of(found, len(parts), language())

    def content() -> bytes:
        try:
            with Turn("binding", TURNS), aside():
                return bind(listing, parts, seconds=SECONDS, megabytes=MEGABYTES)
        except NoTurnError as error:
            raise Refused("busy", 503, found) from error
        except ApartError as error:
            logger.exception("A list could not be bound")
            raise Refused("failed", 503, found) from error

    tag = fingerprint(listing, parts)
    return answer_with(request, content, name=f"{bundles.name_of(found)}.pdf", kind="application/pdf", tag=tag)


@explained
def register_zip(request: HttpRequest, found: StatementFilter) -> HttpResponseBase:
    keys = bundles.keys_of(found.qs)
    try:
        turn = Turn("zip", TURNS)
    except NoTurnError as error:
        raise Refused("busy", 503, found) from error
    pieces = in_turn(turn, bundles.zip_of(bundles.listing_of(found, len(keys), language()), keys))
    response = StreamingHttpResponse(() if request.method == "HEAD" else pieces, content_type="application/zip")
    return described(response, f"{bundles.name_of(found)}.zip")


def in_turn(turn: Turn, pieces: Iterator[bytes]) -> Iterator[bytes]:
    with turn:
        yield from pieces


@require_safe
@gone_page
def statement_pack(request: HttpRequest, slug: str) -> HttpResponse:
    statement = public_statement(slug)
    name = f"{statement.slug}.zip"
    return answer_with(request, lambda: bundles.pack(statement), name=name, kind="application/zip")


@require_safe
def meeting_statements(request: HttpRequest, slug: str) -> HttpResponse:
    meeting = get_object_or_404(Meeting.objects.for_detail(), slug=slug)
    table = table_of(meeting, language())
    name = f"{meeting.slug}-liaison-statements.docx"
    return answer_with(request, lambda: meeting_table(table), name=name, kind=WRITERS["docx"].media_type)


def answer_with(
    request: HttpRequest, content: Callable[[], bytes], *, name: str, kind: str, tag: str = ""
) -> HttpResponse:
    """The file; 304 where the reader has it. With a `tag`, nothing is made to find that out."""
    made = None if tag else content()
    etag = f'"{tag or hashlib.sha256(made).hexdigest()}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = HttpResponse(b"" if request.method == "HEAD" else made or content(), content_type=kind)
    response["ETag"] = etag
    return described(response, name)


def described(response: Any, name: str) -> Any:
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["Cache-Control"] = KEPT
    return response


def language() -> str:
    return get_language() or "en"
