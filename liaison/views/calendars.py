"""Meetings and deadlines, for the reader's own calendar."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from contacts.enumeration import enumerated
from contacts.models import Body
from liaison.filters import StatementFilter
from liaison.models import Statement
from liaison.outputs.calendar import MEDIA_TYPE, calendar_name, written
from liaison.outputs.dates import Dates
from liaison.outputs.listed import problems_of

from .tables import said


@require_safe
def calendar(request: HttpRequest) -> HttpResponseBase:
    found = StatementFilter(request.GET, Statement.objects.public(), ranks=False)
    if not found.is_valid():
        return said(problems_of(found), 400)
    dates = Dates(found)
    tag = f'W/"{dates.fingerprint}"'
    response = get_conditional_response(request, etag=tag)
    if response is None:
        home = Body.objects.home()
        facts = enumerated(chip.value for chip in found.chips)
        name = calendar_name(home.name if home else "Liaison", facts)
        pieces = () if request.method == "HEAD" else written(name, dates.events())
        response = StreamingHttpResponse(pieces, content_type=MEDIA_TYPE)
        response["Content-Disposition"] = content_disposition_header(False, "liaison.ics")
    response["ETag"] = tag
    response["Cache-Control"] = "public, no-cache"
    return response
