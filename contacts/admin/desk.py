"""What every page of the desk shares."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db import IntegrityError, models
from django.forms.widgets import Script
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from contacts.words import all_words

from .rows import KnownFields

OTHER_NAMES = (
    _("Names in other languages"),
    {
        "classes": ["collapse"],
        "description": _("Readers of these languages see these; where one is empty they see the English name."),
        "fields": ["name_fr", "name_es", "name_ru", "name_ar", "name_zh"],
    },
)


class DeskAdmin(KnownFields, admin.ModelAdmin):
    """`search_keys` are columns of match keys: they find a name however its accents and spaces are typed."""

    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    search_keys: tuple[str, ...] = ()

    class Media:
        js = [Script("desk/rows.js", defer=True), Script("desk/leave.js", defer=True)]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        queryset = super().get_queryset(request)
        paths = self.list_select_related
        return queryset.select_related(*paths) if isinstance(paths, (list, tuple)) and paths else queryset

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet[Any], search_term: str
    ) -> tuple[models.QuerySet[Any], bool]:
        """Each word in one of the columns. Rows may come twice, which the caller knows by the second value."""
        if not search_term.strip():
            return queryset, False
        return queryset.filter(all_words(search_term, self.get_search_fields(request), self.search_keys)), True

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """As Django's. Where somebody else stored the same row a moment ago, the second try says so in the form."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except IntegrityError:
            return super().changeform_view(request, object_id, form_url, extra_context)


class ReadOnlyAdmin(DeskAdmin):
    """To be read by whoever may read it, and changed by nobody."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
