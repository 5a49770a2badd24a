"""The follow-up board on the index of the desk, a page for each of its sections, and what somebody leaves behind."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from contacts.models import Appointment, Person
from liaison.board import MOST, Board, may_see
from liaison.handover import left_by
from liaison.services.desk import board_seen


def on_index(request: HttpRequest) -> dict[str, Any]:
    """Nothing for whoever may not see statements."""
    if not request.user.has_perm("liaison.view_statement"):
        return {}
    board = Board(request.user)  # type: ignore[arg-type]
    sections, news = board.index()
    return {
        "sections": sections,
        "tally_tables": board.tallies(),
        "news": news.events,
        "news_count": news.count,
        "since": news.since,
        "now": timezone.now(),
    }


def section_view(request: HttpRequest, name: str) -> HttpResponse:
    """A section with all its rows."""
    if not may_see(request.user, name):  # type: ignore[arg-type]
        raise Http404
    section = Board(request.user, limit=MOST).section(name)  # type: ignore[arg-type]
    return _page(request, "admin/liaison/board_section.html", section.title, {"section": section})


def seen_view(request: HttpRequest) -> HttpResponse:
    """What stood on the page was seen; what happened after it was made is still new."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    try:
        until = parse_datetime(request.POST.get("until", ""))
    except ValueError:
        until = None
    if until and timezone.is_aware(until):
        board_seen(user=request.user, until=until)  # type: ignore[arg-type]
    return HttpResponseRedirect(reverse("admin:index") + "#news")


def handover_view(request: HttpRequest, pk: int) -> HttpResponse:
    """What is left of one appointment, and who inherits it."""
    return _handover(request, [get_object_or_404(Appointment.objects.for_list(), pk=pk)])


def person_view(request: HttpRequest, pk: int) -> HttpResponse:
    """The same of all the roles that a person holds or held."""
    person = get_object_or_404(Person, pk=pk)
    return _handover(request, list(Appointment.objects.for_person(person).in_office_first().for_list()))


def _handover(request: HttpRequest, appointments: list[Appointment]) -> HttpResponse:
    if not request.user.has_perms(["contacts.view_appointment", "liaison.view_statement"]):
        raise PermissionDenied
    rows = [{"appointment": row, "left": left, "heirs": heirs} for row, left, heirs in left_by(appointments)]
    return _page(request, "admin/liaison/handover.html", _("What is left behind"), {"rows": rows})


def _page(request: HttpRequest, template: str, title: str, context: dict[str, Any]) -> HttpResponse:
    return TemplateResponse(request, template, admin.site.each_context(request) | {"title": title} | context)


admin.site.add_to_index(on_index)
admin.site.add_page("board/seen/", seen_view, name="board_seen")
admin.site.add_page("board/<slug:name>/", section_view, name="board_section")
admin.site.add_page("handover/person/<int:pk>/", person_view, name="handover_person")
admin.site.add_page("handover/<int:pk>/", handover_view, name="handover")
