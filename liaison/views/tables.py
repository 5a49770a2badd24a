"""Filtered lists as tables: CSV while it is read, or a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from contacts.models import Appointment
from contributions.models import Document, Meeting
from liaison.filters import AppointmentFilter, DocumentFilter, MeetingFilter, StatementFilter
from liaison.filters.base import ListFilter
from liaison.models import Statement
from liaison.outputs.columns import Table
from liaison.outputs.document_columns import DOCUMENTS
from liaison.outputs.listed import facts_of, name_of, problems_of
from liaison.outputs.other_columns import MEETINGS, RAPPORTEURS
from liaison.outputs.reading import keys_of
from liaison.outputs.statement_columns import STATEMENTS
from liaison.outputs.tables import CSV, MOST_ROWS, XLSX, Sheet, csv_lines, workbook
from liaison.turns import NoTurnError, Turn

KINDS = {"csv": CSV, "xlsx": XLSX}
LONG_TABLE = 2_000  # rows, from which on it is one of few made at a time on one machine
TURNS = 2
WAIT = "60"  # seconds


@require_safe
def statement_table(request: HttpRequest, extension: str) -> HttpResponseBase:
    return answer(request, extension, STATEMENTS, StatementFilter(request.GET, Statement.objects.public()))


@require_safe
def document_table(request: HttpRequest, extension: str) -> HttpResponseBase:
    return answer(request, extension, DOCUMENTS, DocumentFilter(request.GET, Document.objects.public()))


@require_safe
def meeting_table(request: HttpRequest, extension: str) -> HttpResponseBase:
    return answer(request, extension, MEETINGS, MeetingFilter(request.GET, Meeting.objects.newest_first()))


@require_safe
def rapporteur_table(request: HttpRequest, extension: str) -> HttpResponseBase:
    return answer(request, extension, RAPPORTEURS, AppointmentFilter(request.GET, Appointment.objects.all()))


def answer(request: HttpRequest, extension: str, table: Table, found: ListFilter) -> HttpResponseBase:
    if not found.is_valid():
        return said(problems_of(found), 400)
    keys = keys_of(found)
    if extension == "xlsx" and len(keys) > MOST_ROWS:
        text = _("A workbook holds %(most)s rows. Narrow the list, or take it as CSV.") % {"most": MOST_ROWS}
        return said(f"{text}\n", 400)
    try:
        turn = Turn("table", TURNS) if len(keys) > LONG_TABLE else None
    except NoTurnError:
        text = _("Several such files are being made at the moment. Please try again in a minute.")
        return said(f"{text}\n", 503, {"Retry-After": WAIT})
    rows = in_turn(turn, table.rows(keys))
    response = file_of(extension, table, rows, facts_of(found, table.view, len(keys)), is_head=request.method == "HEAD")
    response["Content-Disposition"] = content_disposition_header(True, f"{name_of(found, table.name)}.{extension}")
    response["Cache-Control"] = "public, no-cache"
    return response


def file_of(
    extension: str, table: Table, rows: Iterator[list[Any]], facts: list[tuple[str, Any]], *, is_head: bool
) -> HttpResponseBase:
    if is_head:
        return HttpResponse(content_type=KINDS[extension])
    headings = table.headings()
    if extension == "csv":
        lines = csv_lines(headed([heading.text for heading in headings], rows))
        return StreamingHttpResponse(in_blocks(lines), content_type=CSV)
    sheet = Sheet(str(table.title), get_language_bidi(), about_title=_("About this list"), about=facts)
    return FileResponse(workbook(headings, rows, sheet), content_type=XLSX)


def headed(head: list[str], rows: Iterable[list[Any]]) -> Iterator[list[Any]]:
    yield head
    yield from rows


def in_blocks(lines: Iterable[str], size: int = 2**15) -> Iterator[str]:
    """Some lines together: each piece of an answer costs the server a write."""
    block: list[str] = []
    length = 0
    for line in lines:
        block.append(line)
        length += len(line)
        if length >= size:
            yield "".join(block)
            block, length = [], 0
    yield "".join(block)


def in_turn(turn: Turn | None, rows: Iterator[list[Any]]) -> Iterator[list[Any]]:
    try:
        yield from rows
    finally:
        if turn:
            turn.close()


def said(text: str, status: int, headers: dict[str, str] | None = None) -> HttpResponse:
    return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8", headers=headers)
