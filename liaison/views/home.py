"""The first page: what is new, what is due, and the study groups."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from config.page_cache import keeps_page
from contacts.models import Question
from liaison.models import Statement
from liaison.paging import first_of

ROWS = 6


@keeps_page
def home(request: HttpRequest) -> HttpResponse:
    listed = Statement.objects.listed()
    return render(
        request,
        "liaison/home.html",
        {
            "new": first_of(listed.newest_first(), ROWS).for_list(),
            "due": first_of(listed.with_deadline().soonest_due_first(), ROWS).for_list(),
            "questions": Question.objects.latest().for_list(),
        },
    )
