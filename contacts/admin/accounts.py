"""Accounts and groups: Django's own pages, searched like the others; who lost a second step is helped here."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.forms import ReadOnlyPasswordHashWidget, UserChangeForm
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.forms import CheckboxSelectMultiple
from django.forms.widgets import Script
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.accounts.second_step import has_second_step, second_step_reset
from contacts.models import User

from .desk import WordSearch

admin.site.unregister(Group)


class PasswordKept(ReadOnlyPasswordHashWidget):
    """What is said of a password, which is no control that a help text could describe."""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return super().get_context(name, value, {**(attrs or {}), "aria-describedby": False})


class GroupBoxes(CheckboxSelectMultiple):
    """A box to tick for each of a few rows; the words beside them name the whole."""

    def __init__(self, label: Any) -> None:
        super().__init__()
        self.label = label

    def render(self, *args: Any, **kwargs: Any) -> Any:
        boxes = super().render(*args, **kwargs)
        return format_html('<div class="desk-boxes" role="group" aria-label="{}">{}</div>', self.label, boxes)


class AccountForm(UserChangeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "password" in self.fields:  # not for whoever may only look
            self.fields["password"].widget = PasswordKept()


@admin.register(User)
class AccountAdmin(WordSearch, UserAdmin):
    """Groups are few and are what is chosen day by day; single permissions, of which there are hundreds, lie folded.

    Nobody types when somebody signed in or came.
    """

    form = AccountForm
    change_form_template = "admin/contacts/user/change_form.html"
    readonly_fields = ("last_login", "date_joined")
    filter_horizontal = ("user_permissions",)
    fieldsets = (
        *UserAdmin.fieldsets[:2],
        (gettext_lazy("Permissions"), {"fields": ("is_active", "is_staff", "is_superuser", "groups")}),
        (capfirst(gettext_lazy("user permissions")), {"fields": ("user_permissions",), "classes": ("collapse",)}),
        *UserAdmin.fieldsets[3:],
    )

    class Media:
        js = [Script("desk/two_boxes.js", defer=True)]

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """No link beside the groups makes one."""
        if db_field.name != "groups":
            return super().formfield_for_dbfield(db_field, request, **kwargs)
        boxes = GroupBoxes(capfirst(db_field.verbose_name))
        return self.formfield_for_manytomany(db_field, request, **kwargs | {"widget": boxes})

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
    class Media:
        js = [Script("desk/two_boxes.js", defer=True)]
