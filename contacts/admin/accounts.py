"""Accounts and groups: Django's own pages, searched like the others; who lost a second step is helped here."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from contacts.accounts.second_step import has_second_step, second_step_reset
from contacts.models import User

from .desk import WordSearch

admin.site.unregister(Group)


@admin.register(User)
class AccountAdmin(WordSearch, UserAdmin):
    change_form_template = "admin/contacts/user/change_form.html"

    def get_urls(self) -> list[Any]:
        reset = self.admin_site.admin_view(self.second_step_page)
        return [path("<int:pk>/second-step/", reset, name="contacts_user_second_step"), *super().get_urls()]

    def second_step_page(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Asks first. Whoever may change accounts may do it, for another account: one's own has a page with a code."""
        user = self.get_object(request, str(pk))
        if user is None:
            raise Http404
        if not self.has_change_permission(request, user):
            raise PermissionDenied
        if request.method == "POST":
            if second_step_reset(user=user, by=request.user):
                self.message_user(request, _("The second step was reset."), messages.SUCCESS)
            return HttpResponseRedirect(reverse("admin:contacts_user_change", args=[pk]))
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "original": user,
            "title": _("Reset the second step"),
            "has_second_step": has_second_step(user),
        }
        return TemplateResponse(request, "admin/contacts/user/second_step.html", context)


@admin.register(Group)
class AccountGroupAdmin(WordSearch, GroupAdmin):
    pass
