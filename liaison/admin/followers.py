"""What the desk may know of followers: how many there are. An address is erased here by whoever is asked to."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.refusable import RefusableForm
from liaison.digests.services import address_erase
from liaison.models import Follow, Follower, FollowRequest
from liaison.models.followers import Frequency, List


class EraseForm(RefusableForm):
    email = forms.CharField(
        label=gettext_lazy("Address to be erased"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "size": 40}),
        help_text=gettext_lazy("Its owner asked for it. Lists, requests and waiting mails of it go at once."),
    )


def followers_view(request: HttpRequest) -> HttpResponse:
    """Counts; for superusers two buttons. No address is ever shown, nor written to the history."""
    if not request.user.has_perm("liaison.view_mail"):
        raise PermissionDenied
    form = EraseForm(request.POST if "erase" in request.POST else None, label_suffix="")
    if request.method == "POST":
        if not request.user.is_superuser:
            raise PermissionDenied
        if "resume" in request.POST:
            number = Follower.objects.paused().update(paused_at=None)
            messages.success(request, _("Addresses to which mails are sent again: %(number)d.") % {"number": number})
            return HttpResponseRedirect(reverse("admin:followers"))
        if form.is_valid() and _is_erased(request, form):
            return HttpResponseRedirect(reverse("admin:followers"))
    context = admin.site.each_context(request) | {"title": _("Lists by e-mail"), "form": form, "counts": _counts()}
    return TemplateResponse(request, "admin/liaison/followers.html", context)


def _is_erased(request: HttpRequest, form: EraseForm) -> bool:
    try:
        was_there = address_erase(email=form.cleaned_data["email"])
    except ValidationError as refusal:
        form.add_error("email", refusal.messages)
        return False
    text = _("The address is erased.") if was_there else _("Nothing was stored of this address.")
    messages.success(request, text)
    return True


def _counts() -> list[tuple[Any, int]]:
    follows = [
        (f"{List(row['list']).label}: {Frequency(row['frequency']).label}", row["number"])
        for row in Follow.objects.counts()
    ]
    return [
        (_("Addresses"), Follower.objects.count()),
        (_("of which paused, because mails were refused"), Follower.objects.paused().count()),
        (_("Requests that wait to be confirmed"), FollowRequest.objects.count()),
        *follows,
    ]


admin.site.add_page("followers/", followers_view, name="followers")
