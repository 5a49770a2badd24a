"""Pages of allauth that are open, as pages of the desk. Their code is loaded when the first of them is asked for."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

View = Callable[..., HttpResponse]


def page(view: str, title: Any) -> View:
    """A view of allauth, by its full name."""

    @never_cache
    def answer(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        response = _loaded(view)(request, **kwargs)
        if hasattr(response, "context_data"):
            desk = admin.site.each_context(request) | {"title": title, "subtitle": None}
            desk["second_step_is_required"] = settings.REQUIRE_MFA
            response.context_data = desk | (response.context_data or {})
        return response

    return answer


def entrance(request: HttpRequest, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """A page of the desk for somebody who is not signed in."""
    desk = admin.site.each_context(request) | {"title": _("Log in"), "subtitle": None}
    return render(request, template, desk | context, status=status)


@functools.cache
def _loaded(view: str) -> View:
    found: View = import_string(view)
    return found


def sign_on_name() -> str:
    """What the button of single sign-on says; "" where there is none."""
    return str(settings.SINGLE_SIGN_ON[0]["name"]) if settings.SINGLE_SIGN_ON else ""
