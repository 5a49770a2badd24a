"""Who studies what: study groups and their Questions, and the bodies that write to each other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from config.page_cache import keeps_page
from contacts.models import Appointment, Body, Question, StudyPeriod
from contacts.pages import (
    bodies_beside,
    body_at,
    people_of_body,
    people_of_group,
    people_of_question,
    question_at,
    questions_beside,
    questions_of,
)
from contributions.models import Document, Meeting
from liaison.heads import FEW, Head, Listed, read_together
from liaison.models import Statement
from liaison.paging import head_of
from liaison.received import ReceivedBy

NEXT_MEETINGS = 3
Row = TypeVar("Row")


@keeps_page
def study_group_list(request: HttpRequest) -> HttpResponse:
    """Groups whose Questions are in the register, with those of the newest period; then all others."""
    questions = list(Question.objects.latest().for_list().in_order())
    studying = {question.group_id for question in questions}
    groups = Body.objects.study_groups().for_list().by_code()
    context = {
        "questions": questions,
        "groups": [group for group in groups if group.pk in studying],
        "others": [group for group in groups if group.pk not in studying],
    }
    return render(request, "liaison/study_group_list.html", context)


@keeps_page
def study_group_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """A study group in one study period: the one asked for, else the one that runs or was last."""
    group = found_or_404(body_at(slug))
    if not group.is_study_group:
        return redirect(group, permanent=True)
    questions = questions_of(group)
    periods = list(dict.fromkeys(question.period for question in questions))
    wanted = request.GET.get("period", "")
    period = _period_of(periods, wanted)
    listed, documents = Statement.objects.listed(), Document.objects.public().for_group(group)
    if period:
        listed, documents = listed.of_period(period), documents.of_period(period)
    people = people_of_group(group, period, timezone.localdate())
    lists = {
        "received": ReceivedBy(Body.objects.keys_under(group), listed, request.GET.get("page")),
        "statements": Head(listed.for_body(group).newest_first(), FEW),
        "documents": Head(documents.newest_first(), FEW),
    }
    context = _around(group, lists) | {
        "periods": periods,
        "period": period,
        "problem": "" if period or not wanted else _("This study group has no Questions in such a study period."),
        "questions": [question for question in questions if question.period == period],
        "officers": [appointment for appointment in people if appointment.body_id],
        "holders": _in_office_or_all([appointment for appointment in people if appointment.question_id]),
    }
    return render(request, "liaison/study_group_detail.html", context)


def _period_of(periods: list[StudyPeriod], wanted: str) -> StudyPeriod | None:
    if wanted:
        return next((period for period in periods if period.label == wanted), None)
    return next((period for period in periods if period.is_running), periods[0] if periods else None)


def _in_office_or_all(appointments: list[Appointment]) -> list[Appointment]:
    """Those in office; of a period that is over, all who were."""
    return [appointment for appointment in appointments if appointment.is_current] or appointments


@keeps_page
def question_detail(request: HttpRequest, slug: str) -> HttpResponse:
    question = found_or_404(question_at(slug))
    context = {
        "question": question,
        "beside": questions_beside(question),
        "people": people_of_question(question, timezone.localdate()),
        "meetings": Meeting.objects.upcoming().for_question(question).for_choice()[:NEXT_MEETINGS],
        "statements": head_of(Statement.objects.listed().for_question(question).newest_first()),
        "documents": head_of(Document.objects.public().for_question(question).newest_first()),
    }
    return render(request, "liaison/question_detail.html", context)


@keeps_page
def body_list(request: HttpRequest) -> HttpResponse:
    return render(request, "liaison/body_list.html", {"bodies": Body.objects.in_tree_order()})


@keeps_page
def body_detail(request: HttpRequest, slug: str) -> HttpResponse:
    body = found_or_404(body_at(slug))
    if body.is_study_group:
        return redirect(body, permanent=True)
    family = Body.objects.keys_under(body)
    listed = Statement.objects.listed()
    lists = {
        "received": ReceivedBy(family, listed, request.GET.get("page")),
        "sent": Head(listed.sent_by(family).newest_first(), FEW),
        "documents": Head(Document.objects.public().issued_by(family).newest_first(), FEW),
    }
    context = _around(body, lists) | {"people": people_of_body(body, timezone.localdate())}
    return render(request, "liaison/body_detail.html", context)


def found_or_404(row: Row | None) -> Row:
    if row is None:
        raise Http404
    return row


def _around(body: Body, lists: Mapping[str, Listed]) -> dict[str, Any]:
    return read_together(body, lists) | {
        "body": body,
        "beside": bodies_beside(body),
        "meetings": Meeting.objects.upcoming().for_body(body).for_choice()[:NEXT_MEETINGS],
    }
