"""What every page of the desk shares."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
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


class WordSearch:
    """`search_keys` are columns of match keys: they find a name however its accents and spaces are typed."""

    search_keys: tuple[str, ...] = ()

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet[Any], search_term: str
    ) -> tuple[models.QuerySet[Any], bool]:
        """Each word in one of the columns. Rows may come twice, which the caller knows by the second value."""
        if not search_term.strip():
            return queryset, False
        columns = self.get_search_fields(request)  # type: ignore[attr-defined]
        return queryset.filter(all_words(search_term, columns, self.search_keys)), True


class DeskAdmin(WordSearch, KnownFields, admin.ModelAdmin):
    list_per_page = 50
    show_full_result_count = False
    formfield_overrides = {models.TextField: {"widget": forms.Textarea(attrs={"rows": 3, "cols": 80})}}
    show_facets = admin.ShowFacets.NEVER

    class Media:
        js = [Script("desk/rows.js", defer=True), Script("desk/leave.js", defer=True)]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        queryset = super().get_queryset(request)
        paths = self.list_select_related
        return queryset.select_related(*paths) if isinstance(paths, (list, tuple)) and paths else queryset

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """No link beside a field deletes what it names."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_delete_related = field.widget.can_view_related = False
        return field

    def get_formset_kwargs(self, request: HttpRequest, obj: Any, inline: Any, prefix: str) -> dict[str, Any]:
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        return kwargs | {"form_kwargs": {"label_suffix": ""}}  # labels stand above their fields

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        context["adminform"].form.label_suffix = ""
        return super().render_change_form(request, context, **kwargs)

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
