"""Members, and who holds which role."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Router

from contacts.models import Appointment, Entity
from liaison.filters import AppointmentFilter, EntityFilter

from . import shapes
from .answers import answer, row_at
from .describing import one, part
from .items import appointment_item, member_item, plain
from .paging import list_answer
from .problems import wrong_parameters

router = Router(tags=["People and members"])


@router.get("/members", **part(shapes.Member, EntityFilter))
def members(request: HttpRequest) -> HttpResponse:
    """Who submits documents or is represented, by English name."""
    asked = EntityFilter(request.GET, Entity.objects.all())
    if not asked.is_valid():
        raise wrong_parameters(asked.form)
    rows = asked.qs.in_order_of_name()
    return list_answer(request, rows, lambda rows: rows.for_list(), member_item)


@router.get("/members/{slug:slug}", **one(shapes.Member))
def member(request: HttpRequest, slug: str) -> HttpResponse:
    """A member, and where its papers are and went."""
    return answer(request, plain(member_item(row_at(Entity.objects.all(), slug))))


@router.get("/appointments", **part(shapes.Appointment, AppointmentFilter))
def appointments(request: HttpRequest) -> HttpResponse:
    """Who holds which role now, did before and will; `standing=now` gives those in office. As they were entered."""
    asked = AppointmentFilter(request.GET, Appointment.objects.all())
    if not asked.is_valid():
        raise wrong_parameters(asked.form)
    rows = asked.qs.as_entered()
    return list_answer(request, rows, lambda rows: rows.for_list(), appointment_item)
