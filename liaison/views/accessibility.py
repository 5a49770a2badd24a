"""What is promised about access for everybody, how it was looked at, and whom to write to."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from config.page_cache import keeps_page
from contacts.models import Body

REVIEWED = datetime.date(2026, 11, 26)  # the day on which the page's own words were last held against the site


@keeps_page
def accessibility(request: HttpRequest) -> HttpResponse:
    context = {"home": Body.objects.home(), "office": settings.DEFAULT_FROM_EMAIL, "reviewed": REVIEWED}
    return render(request, "liaison/accessibility.html", context)
