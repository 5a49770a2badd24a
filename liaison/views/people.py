"""Who holds which role, and whom they represent."""

from __future__ import annotations

import codecs
import itertools

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from config.page_cache import keeps_page
from contacts.models import Appointment, Entity, StudyPeriod
from contacts.pages import all_periods, member_at, people_of_member
from contributions.models import Document
from liaison.filters import AppointmentFilter, EntityFilter
from liaison.heads import FEW, KnownHead, Listed, read_together
from liaison.letter.index import csv_line
from liaison.member_papers import citations_of, destinations_of, documents_of, papers_of, table_of, tell_outcomes
from liaison.paging import MANY_PER_PAGE, page_of_rows

from .bodies import found_or_404
from .lists import filtered_list

NO_PERIOD = _("There is no such study period.")


@keeps_page
def rapporteur_list(request: HttpRequest) -> HttpResponse:
    found = AppointmentFilter(request.GET, Appointment.objects.all())
    return filtered_list(request, "liaison/rapporteur_list.html", found)


@keeps_page
def member_list(request: HttpRequest) -> HttpResponse:
    found = EntityFilter(request.GET, Entity.objects.all())
    return filtered_list(request, "liaison/member_list.html", found, per_page=MANY_PER_PAGE)


@keeps_page
def member_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """`?period=` narrows where its papers went to a study period; `?by=recipient` groups that by recipient."""
    member = found_or_404(member_at(slug))
    periods = all_periods()
    wanted = request.GET.get("period", "")
    period = next((row for row in periods if row.label == wanted), None)
    documents = documents_of(member)
    citations = citations_of(documents, period)
    by_recipient, wanted_page = request.GET.get("by") == "recipient", request.GET.get("page")
    lists: dict[str, Listed] = {"documents": KnownHead(Document, documents, FEW)}
    if not by_recipient:
        lists["papers"] = papers_of(documents, citations, wanted_page)
    context = {
        "member": member,
        "periods": periods,
        "period": period,
        "problem": NO_PERIOD if wanted and not period else "",
        "by_recipient": by_recipient,
        "people": people_of_member(member, timezone.localdate()),
        "destinations": page_of_rows(destinations_of(citations), wanted_page) if by_recipient else None,
        **read_together(member, lists),
    }
    if not by_recipient:
        tell_outcomes(context["papers"].rows, citations)
    return render(request, "liaison/member_detail.html", context)


@require_safe
def member_csv(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Where its papers went, for spreadsheets."""
    member = get_object_or_404(Entity.objects.all(), slug=slug)
    wanted = request.GET.get("period", "")
    period = next((row for row in StudyPeriod.objects.all() if row.label == wanted), None)
    if wanted and not period:
        return HttpResponseBadRequest(NO_PERIOD, content_type="text/plain; charset=utf-8")
    lines = (csv_line(row).encode() for row in table_of(citations_of(documents_of(member), period)))
    headers = {"Content-Disposition": content_disposition_header(True, f"{member.slug}-papers.csv")}
    content = itertools.chain([codecs.BOM_UTF8], lines)
    return StreamingHttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers)
