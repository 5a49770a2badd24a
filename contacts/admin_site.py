"""The admin as the secretariat's desk: its name, its order, its shortcuts."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.core.exceptions import BadRequest
from django.db import DataError
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _

from .accounts.pages import sign_on_name
from .editor_words import DeskCatalog

# In the order of the work: what is done daily comes first. A model that is not named here comes after those that are.
ORDER = [
    "liaison.Statement",
    "liaison.Mail",
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
    "liaison.Series",
    "contacts.Role",
    "contacts.User",
    "auth.Group",
]
SHORTCUTS = [
    "liaison.Statement",
    "contributions.Document",
    "contributions.Meeting",
    "contacts.Body",
    "contacts.Question",
    "contacts.Person",
]
ACCOUNTS = ("contacts.User", "auth.Group")
KEPT_FROM_SIGHT = {"account", "mfa", "socialaccount"}  # the tables of allauth, some of which hold secrets


class NamedChoices(AutocompleteJsonView):
    """Search boxes whose choices can be told apart."""

    def serialize_result(self, obj: Model, to_field_name: str) -> dict[str, str]:
        return super().serialize_result(obj, to_field_name) | {"text": choice_label(self.admin_site, obj)}


def choice_label(site: admin.AdminSite, row: Model) -> str:
    """A row as it is offered and shown in a search box: `choice_label` of its admin, else its name."""
    label = getattr(site._registry.get(type(row)), "choice_label", str)
    return str(label(row))


class DeskSite(admin.AdminSite):
    site_header = _("Liaison desk")
    site_title = _("Liaison desk")
    index_title = _("Secretariat")
    enable_nav_sidebar = False  # the forms need the width; the shortcuts in the header take its place

    def __init__(self, name: str = "admin") -> None:
        super().__init__(name)
        self.index_parts: list[Callable[[HttpRequest], dict[str, Any]]] = []
        self.pages: list[URLPattern] = []

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """As Django's, with limits and what may follow the password."""
        from .accounts.signing_in import PasswordView  # noqa: PLC0415 -- models are not loaded before

        index = reverse("admin:index")
        if request.method == "GET" and self.has_permission(request):
            return HttpResponseRedirect(index)
        request.current_app = self.name  # type: ignore[attr-defined]
        context = self.each_context(request) | {
            "title": _("Log in"),
            "subtitle": None,
            "app_path": request.get_full_path(),
            "username": request.user.get_username(),
            "single_sign_on": sign_on_name(),
        }
        if "next" not in request.GET and "next" not in request.POST:
            context["next"] = index
        return PasswordView.as_view(extra_context=context | (extra_context or {}))(request)

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        models = [model_or_iterable] if isinstance(model_or_iterable, type) else list(model_or_iterable)
        shown = [model for model in models if model._meta.app_label not in KEPT_FROM_SIGHT]
        super().register(shown, admin_class, **options)

    def add_to_index(self, part: Callable[[HttpRequest], dict[str, Any]]) -> None:
        """Let an app that this one knows nothing of show something on the index: what `part` gives for a request."""
        self.index_parts.append(part)

    def add_page(self, route: str, view: Callable[..., HttpResponse], name: str) -> None:
        """Let such an app have a page of the desk that belongs to no model."""
        self.pages.append(path(route, self.admin_view(view), name=name))

    def get_urls(self) -> list[Any]:
        keys = path("keys/", self.admin_view(self.keys_view), name="desk-keys")
        return [keys, *self.pages, *super().get_urls()]

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        context = dict(extra_context or {})
        for part in self.index_parts:
            context |= part(request)
        return super().index(request, context)

    def admin_view(self, view: Callable[..., HttpResponse], cacheable: bool = False) -> Callable[..., HttpResponse]:
        """As Django's. A number that no database takes is a bad request, not an error of the site."""

        @functools.wraps(view)
        def within_bounds(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if settings.REQUIRE_MFA and _lacks_second_step(request):
                return redirect("mfa_activate_totp")
            try:
                return view(request, *args, **kwargs)
            except (OverflowError, DataError) as error:
                raise BadRequest from error

        return super().admin_view(within_bounds, cacheable)

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        return NamedChoices.as_view(admin_site=self)(request)

    def i18n_javascript(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return DeskCatalog.as_view(packages=["django.contrib.admin"])(request)

    def keys_view(self, request: HttpRequest) -> HttpResponse:
        """What can be done by keyboard; the keys are those of static/desk/keys.js."""
        context = self.each_context(request) | {"title": _("Keyboard")}
        return TemplateResponse(request, "admin/keys.html", context)

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[dict[str, Any]]:
        """In the order of the work; who may sign in stands last, users and groups together."""
        apps = super().get_app_list(request, app_label)
        rows = [(app, row) for app in apps for row in app["models"]]
        for app in apps:
            own = [row for owner, row in rows if owner is app and (app_label or _name(row) not in ACCOUNTS)]
            app["models"] = sorted(own, key=_place)
        accounts = [row for _app, row in rows if _name(row) in ACCOUNTS and not app_label]
        if accounts:
            kept = next((app for app in apps if app["app_label"] == "auth"), apps[-1])
            kept = kept | {"name": _("Accounts"), "models": sorted(accounts, key=_place)}
            apps = [app for app in apps if app["app_label"] != "auth"] + [kept]
        return sorted((app for app in apps if app["models"]), key=lambda app: min(map(_place, app["models"])))

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        context = super().each_context(request)
        shown = {_name(row): row for app in context["available_apps"] for row in app["models"]}
        context["shortcuts"] = [shown[name] for name in SHORTCUTS if name in shown and shown[name]["admin_url"]]
        return context


def _lacks_second_step(request: HttpRequest) -> bool:
    from .accounts.second_step import must_set_up_second_step  # noqa: PLC0415 -- models are not loaded before

    return must_set_up_second_step(request.user)


def _name(row: dict[str, Any]) -> str:
    return str(row["model"]._meta.label)


def _place(row: dict[str, Any]) -> int:
    name = _name(row)
    return ORDER.index(name) if name in ORDER else len(ORDER)
