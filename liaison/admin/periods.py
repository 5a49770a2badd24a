"""The page on which a study period is begun: looked at first, then done as a whole."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from contacts.models import StudyPeriod
from contacts.periods import Outcome, period_begin
from liaison.handover import left_by_period
from liaison.period_form import PeriodForm

NEEDED = ["contacts.add_studyperiod", "contacts.add_question", "contacts.change_appointment"]
NEEDED += ["liaison.view_statement"]


def begin_view(request: HttpRequest) -> HttpResponse:
    if not request.user.has_perms(NEEDED):
        raise PermissionDenied
    before = _before(request)
    form = PeriodForm(request.POST or None, before=before)
    outcome = None
    if request.method == "POST" and form.is_valid():
        is_done = "begin" in request.POST
        try:
            outcome = period_begin(dry_run=not is_done, **form.arguments())
        except ValidationError as refusal:
            form.refuse(refusal)
        else:
            if is_done:
                return _begun(request, outcome)
    context = admin.site.each_context(request) | {
        "title": _("Begin a study period"),
        "form": form,
        "before": before,
        "periods": StudyPeriod.objects.with_questions(),
        "outcome": outcome,
        "left": left_by_period(before, outcome.continued, outcome.period.starts_on) if outcome else [],
        "media": form.media,
    }
    return TemplateResponse(request, "admin/liaison/begin_period.html", context)


def _before(request: HttpRequest) -> StudyPeriod:
    """The one that was asked for; else the newest that has Questions."""
    periods = list(StudyPeriod.objects.with_questions())
    wanted = request.POST.get("after") or request.GET.get("after")
    found = next((period for period in periods if not wanted or str(period.pk) == wanted), None)
    if found is None:
        raise Http404
    return found


def _begun(request: HttpRequest, outcome: Outcome) -> HttpResponse:
    period = outcome.period
    words: dict[str, Any] = {
        "label": period.label,
        "made": len(outcome.made),
        "kept": len(outcome.kept),
        "ended": len(outcome.ended_roles),
    }
    text = _("%(label)s: %(made)d Questions made, %(kept)d were there, %(ended)d roles ended.") % words
    admin.site._registry[StudyPeriod].log_change(request, period, text)
    messages.success(request, text)
    return HttpResponseRedirect(reverse("admin:period_left", args=[outcome.before.pk]))


def left_view(request: HttpRequest, pk: int) -> HttpResponse:
    """What the Questions of a period leave behind, with who inherits it today."""
    if not request.user.has_perms(["contacts.view_studyperiod", "liaison.view_statement"]):
        raise PermissionDenied
    before = StudyPeriod.objects.filter(pk=pk).first()
    if before is None:
        raise Http404
    context = admin.site.each_context(request) | {
        "title": _("Left behind by %(period)s") % {"period": before},
        "left": left_by_period(before, [], None),
    }
    return TemplateResponse(request, "admin/liaison/period_left.html", context)


admin.site.add_page("begin-period/", begin_view, name="begin_period")
admin.site.add_page("period-left/<int:pk>/", left_view, name="period_left")
