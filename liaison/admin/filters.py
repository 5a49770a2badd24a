"""Filters of the list of statements."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liaison.models import Party, Statement


class PurposeFilter(admin.SimpleListFilter):
    title = gettext_lazy("purpose")
    parameter_name = "purpose"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(Party.Purpose.choices)

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet[Statement]:
        return queryset.with_purpose(self.value()) if self.value() in Party.Purpose.values else queryset


class ReplyFilter(admin.SimpleListFilter):
    title = gettext_lazy("reply")
    parameter_name = "reply"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("open", _("Awaited")), ("overdue", _("Overdue")), ("answered", _("Answered"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet[Statement]:
        return getattr(queryset, self.value())() if self.value() in ("open", "overdue", "answered") else queryset
