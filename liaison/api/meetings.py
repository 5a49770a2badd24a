"""Meetings and topics."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Router

from contributions.models import Meeting, Topic
from liaison.filters import MeetingFilter

from . import shapes
from .answers import answer, row_at
from .describing import one, part
from .items import meeting_item, plain, topic_item, whole_meeting
from .paging import filtered_answer, list_answer

router = Router(tags=["Meetings and topics"])


@router.get("/meetings", **part(shapes.MeetingItem, MeetingFilter))
def meetings(request: HttpRequest) -> HttpResponse:
    """Meetings past and to come, the latest first, those without a day at the end."""
    asked = MeetingFilter(request.GET, Meeting.objects.newest_first())
    return filtered_answer(request, asked, lambda rows: rows.for_items(), meeting_item)


@router.get("/meetings/{slug:slug}", **one(shapes.Meeting))
def meeting(request: HttpRequest, slug: str) -> HttpResponse:
    """A meeting with its sittings, and where its statements and documents are."""
    return answer(request, plain(whole_meeting(row_at(Meeting.objects.for_detail(), slug))))


@router.get("/topics", **part(shapes.Topic))
def topics(request: HttpRequest) -> HttpResponse:
    """Topics, by English name."""
    return list_answer(request, Topic.objects.in_order_of_name(), lambda rows: rows, topic_item)


@router.get("/topics/{slug:slug}", **one(shapes.Topic))
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """A topic, and where its statements and documents are."""
    return answer(request, plain(topic_item(row_at(Topic.objects.all(), slug))))
