"""The picture of a study period: what went where, for what, what became of it."""

from __future__ import annotations

import itertools

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from config.page_cache import keeps_page
from contacts.models import Body, StudyPeriod
from liaison.columns_chart import chart_of
from liaison.overview import Overview


@keeps_page
def overview(request: HttpRequest) -> HttpResponse:
    """`?period=` is a study period, by default the one that runs, else the newest; `?group=` a study group."""
    periods = list(StudyPeriod.objects.all())
    period, problem = _period(periods, request.GET.get("period", ""))
    groups = Body.objects.studying_in(period).by_code() if period else []
    group, wanted = None, request.GET.get("group", "")
    if wanted:
        named = itertools.chain(groups, Body.objects.study_groups())  # who studies nothing in the period may have sent
        group = next((row for row in named if row.slug == wanted), None)
        problem = problem or ("" if group else _("There is no such study group."))
    context = {"periods": periods, "period": period, "groups": groups, "group": group, "problem": problem}
    if period and not problem:
        found = Overview(period, group)
        context |= {"overview": found, "chart": chart_of(found.spans, is_rtl=get_language_bidi())}
    return render(request, "liaison/overview.html", context)


def _period(periods: list[StudyPeriod], wanted: str) -> tuple[StudyPeriod | None, str]:
    """The period, and what is wrong with the one that was asked for."""
    if wanted:
        found = next((period for period in periods if period.label == wanted), None)
        return found, "" if found else _("There is no such study period.")
    return next((period for period in periods if period.is_running), periods[0] if periods else None), ""
