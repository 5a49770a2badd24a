"""Bodies and what was sent to them, Questions, study periods."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Router

from contacts.models import Body, Question, StudyPeriod
from liaison.filters import QuestionFilter, StatementFilter
from liaison.models import Statement

from . import shapes
from .answers import answer, row_at
from .describing import one, part
from .items import body_item, period_item, plain, question_item, statement_item, whole_body, whole_question
from .paging import filtered_answer, list_answer
from .problems import wrong_parameters

router = Router(tags=["Bodies"])


@router.get("/bodies", **part(shapes.BodyItem))
def bodies(request: HttpRequest) -> HttpResponse:
    """All bodies that send or receive, by code."""
    rows = Body.objects.in_order_of_code()
    return list_answer(request, rows, lambda rows: rows.for_page(), body_item)


@router.get("/bodies/{slug:slug}", **one(shapes.Body))
def body(request: HttpRequest, slug: str) -> HttpResponse:
    """A body with its parts and former names."""
    row = row_at(Body.objects.for_page(), slug)
    parts = [beside for beside in Body.objects.beside(row) if beside.is_part]
    return answer(request, plain(whole_body(row, parts)))


@router.get("/bodies/{slug:slug}/received", **part(shapes.StatementItem, StatementFilter, 404))
def received(request: HttpRequest, slug: str) -> HttpResponse:
    """What was sent, also in copy, to a body and its parts, filtered as the register.

    First stand those that still await a reply, the earliest deadline at the head, then the others, the newest first;
    `sort` asks for another order.
    """
    family = Body.objects.keys_under(row_at(Body.objects.all(), slug))
    asked = StatementFilter(request.GET, Statement.objects.public().sent_to(family))
    if asked.is_valid() and not asked.form.cleaned_data["sort"] and not asked.words:
        rows = asked.qs.open_first(family)
        return list_answer(request, rows, lambda rows: rows.for_items(), statement_item, sort="awaited")
    return filtered_answer(request, asked, lambda rows: rows.for_items(), statement_item)


@router.get("/questions", **part(shapes.QuestionItem, QuestionFilter))
def questions(request: HttpRequest) -> HttpResponse:
    """The Questions under study in each period, by study period and number."""
    asked = QuestionFilter(request.GET, Question.objects.in_order_of_address())
    if not asked.is_valid():
        raise wrong_parameters(asked.form)
    return list_answer(request, asked.qs, lambda rows: rows.for_list(), question_item)


@router.get("/questions/{slug:slug}", **one(shapes.Question))
def question(request: HttpRequest, slug: str) -> HttpResponse:
    """A Question with those that it continues, and those that continue it."""
    return answer(request, plain(whole_question(row_at(Question.objects.for_detail(), slug))))


@router.get("/study-periods", **part(shapes.StudyPeriod))
def study_periods(request: HttpRequest) -> HttpResponse:
    """Study periods, the newest first."""
    rows = StudyPeriod.objects.newest_first()
    return list_answer(request, rows, lambda rows: rows, period_item)
