"""Who holds which role, and whom they represent."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from contacts.models import Appointment, Entity
from contributions.models import Document
from liaison.filters import AppointmentFilter, EntityFilter
from liaison.models import Statement
from liaison.paging import MANY_PER_PAGE, head_of

from .lists import filtered_list


def rapporteur_list(request: HttpRequest) -> HttpResponse:
    found = AppointmentFilter(request.GET, Appointment.objects.all())
    return filtered_list(request, "liaison/rapporteur_list.html", found)


def member_list(request: HttpRequest) -> HttpResponse:
    found = EntityFilter(request.GET, Entity.objects.all())
    return filtered_list(request, "liaison/member_list.html", found, per_page=MANY_PER_PAGE)


def member_detail(request: HttpRequest, slug: str) -> HttpResponse:
    member = get_object_or_404(Entity.objects.all(), slug=slug)
    context = {
        "member": member,
        "people": Appointment.objects.for_entity(member).current().in_office_first().for_list(),
        "documents": head_of(Document.objects.public().for_entity(member).newest_first()),
        "statements": head_of(Statement.objects.listed().in_full().citing_entity(member).newest_first()),
    }
    return render(request, "liaison/member_detail.html", context)
