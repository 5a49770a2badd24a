"""Meetings: what is to come and what was, and all that concerns one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from config.page_cache import keeps_page
from contributions.models import Document, Meeting, by_question
from liaison.filters import MeetingFilter
from liaison.heads import Head, read_together
from liaison.models import Statement

from .lists import filtered_list

MOST_DOCUMENTS = 100
MOST_AHEAD = 50


@keeps_page
def meeting_list(request: HttpRequest) -> HttpResponse:
    """Those to come stand above the pages of those that are over."""
    found = MeetingFilter(request.GET, Meeting.objects.past().newest_first())
    ahead = MeetingFilter(request.GET, Meeting.objects.not_over()).qs
    undated = MeetingFilter(request.GET, Meeting.objects.undated()).qs
    context = {"ahead": ahead.for_list()[:MOST_AHEAD], "undated": undated.for_list()[:MOST_AHEAD]}
    return filtered_list(request, "liaison/meeting_list.html", found, **context)


@keeps_page
def meeting_detail(request: HttpRequest, slug: str) -> HttpResponse:
    meeting = get_object_or_404(Meeting.objects.for_detail(), slug=slug)
    listed = Statement.objects.listed().newest_first()
    documents = Document.objects.public().of_meetings(row.pk for row in meeting.with_sittings)
    lists = {
        "incoming": Head(listed.incoming_for(meeting)),
        "outgoing": Head(listed.agreed_at(meeting)),
        "documents": Head(documents.sorted_by("symbol"), MOST_DOCUMENTS),
    }
    context = read_together(meeting, lists)
    context |= {"meeting": meeting, "groups": by_question(context["documents"].rows)}
    return render(request, "liaison/meeting_detail.html", context)
