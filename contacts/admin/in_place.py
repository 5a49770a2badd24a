"""A form that comes back in its place, and what was typed into one that could not be stored, put back into it."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

PLACE = re.compile(r"[a-z_]{1,40}-group")  # of rows, as their ids are


class InPlace:
    """For admins. `_stay` saves and comes back to the rows whose button it was.

    `_put_back` is what the browser kept (static/desk/keep.js): it is shown in the form, with all its rows and chosen
    records, and nothing of it is stored.
    """

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        place = request.POST.get("_stay", "")
        stays = PLACE.fullmatch(place) is not None
        if stays:
            request.POST = request.POST.copy()  # type: ignore[assignment]
            request.POST["_continue"] = "1"  # type: ignore[index]
        response = super().changeform_view(request, object_id, form_url, extra_context)  # type: ignore[misc]
        if stays and response.status_code == 302:
            response["Location"] = f"{response['Location'].partition('#')[0]}#{place}"
        return response

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)  # type: ignore[misc]
        if request.method != "POST" or "_put_back" not in request.POST:
            return form
        return type(form.__name__, (PutBack, form), {"__module__": form.__module__})


class PutBack(forms.BaseForm):
    def clean(self) -> Any:
        super().clean()
        raise ValidationError(_("What you typed before is in the form again. It is not stored yet: look, and save."))
