"""The admin as the secretariat's desk: its name, its order, its shortcuts."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

# In the order of the work: what is done daily comes first. A model that is not named here comes after those that are.
ORDER = [
    "liaison.Statement",
    "liaison.Event",
    "liaison.Revision",
    "liaison.Translation",
    "contributions.Document",
    "contributions.Meeting",
    "contributions.Topic",
    "contacts.Body",
    "contacts.Question",
    "contacts.Person",
    "contacts.Appointment",
    "contacts.Entity",
    "contacts.StudyPeriod",
    "contacts.Role",
    "contacts.User",
    "auth.Group",
]
SHORTCUTS = ORDER[:1] + ORDER[4:6] + ORDER[7:10]


class DeskSite(admin.AdminSite):
    site_header = _("Liaison desk")
    site_title = _("Liaison desk")
    index_title = _("Secretariat")
    enable_nav_sidebar = False  # the forms need the width; the shortcuts in the header take its place

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[dict[str, Any]]:
        apps = super().get_app_list(request, app_label)
        for app in apps:
            app["models"].sort(key=_place)
        return sorted(apps, key=lambda app: min(map(_place, app["models"])))

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        context = super().each_context(request)
        shown = {_name(row): row for app in context["available_apps"] for row in app["models"]}
        context["shortcuts"] = [shown[name] for name in SHORTCUTS if name in shown and shown[name]["admin_url"]]
        return context


def _name(row: dict[str, Any]) -> str:
    return str(row["model"]._meta.label)


def _place(row: dict[str, Any]) -> int:
    name = _name(row)
    return ORDER.index(name) if name in ORDER else len(ORDER)
