"""The first page: what is new, what is due, and the study groups."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from config.page_cache import keeps_page
from contacts.models import Question
from liaison.models import Statement

ROWS = 6


@keeps_page
def home(request: HttpRequest) -> HttpResponse:
    listed = Statement.objects.listed().for_list()
    return render(
        request,
        "liaison/home.html",
        {
            "new": listed.newest_first()[:ROWS],
            "due": listed.with_deadline().soonest_due_first()[:ROWS],
            "questions": Question.objects.latest().for_list(),
        },
    )
