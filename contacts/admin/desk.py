"""What every page of the desk shares."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db import IntegrityError, models, transaction
from django.forms.widgets import Script
from django.http import HttpRequest, HttpResponse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from contacts.search import index
from contacts.words import all_words

from .in_place import InPlace
from .read_before import show_what_is_known
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


class DeskAdmin(WordSearch, KnownFields, InPlace, admin.ModelAdmin):
    change_form_template = "admin/desk_form.html"
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
        show_what_is_known(context["adminform"].form)
        return super().render_change_form(request, context, **kwargs)

    # What is stored here is found at once: the index of search is kept in step in the transaction that stores it.

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if not change or form.has_changed() or any(formset.has_changed() for formset in formsets):
            self.found_anew(form.instance)

    def found_anew(self, obj: models.Model) -> None:
        index.touch(obj)

    def delete_model(self, request: HttpRequest, obj: models.Model) -> None:
        key = obj.pk
        with transaction.atomic():
            super().delete_model(request, obj)
            index.forget(type(obj), [key])

    def delete_queryset(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> None:
        with transaction.atomic():
            keys = list(queryset.values_list("pk", flat=True))
            super().delete_queryset(request, queryset)
            index.forget(queryset.model, keys)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """What stands in a list of something else stays too: else it would vanish from there without a word."""
        shown, counts, missing, protected = super().get_deleted_objects(objs, request)
        links = {through._meta for model in apps.get_models() for through in _links_of(model)}
        names = {str(options.verbose_name_plural) for options in links}
        heads = tuple(f"{capfirst(options.verbose_name)}: " for options in links)
        counts = {name: count for name, count in counts.items() if str(name) not in names}
        return _without(shown, heads), counts, missing, [*protected, *_listed_in(objs)]

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


def _links_of(model: type[models.Model]) -> list[type[models.Model]]:
    """The tables behind the lists of a model, which have no words of their own."""
    found = [field.remote_field.through for field in model._meta.local_many_to_many]
    return [through for through in found if through._meta.auto_created]


def _without(shown: list[Any], heads: tuple[str, ...]) -> list[Any]:
    kept = [_without(row, heads) if isinstance(row, list) else row for row in shown]
    return [row for row in kept if row != [] and not (isinstance(row, str) and row.startswith(heads))]


def _listed_in(objs: Iterable[models.Model]) -> list[str]:
    """Rows in one of whose lists one of the objects stands."""
    objs = list(objs)
    found = []
    for relation in objs[0]._meta.get_fields(include_hidden=True) if objs else []:
        if relation.many_to_many and relation.auto_created and relation.through._meta.auto_created:
            rows = relation.related_model._base_manager.filter(**{f"{relation.field.name}__in": objs})
            name = capfirst(relation.related_model._meta.verbose_name)
            found += [f"{name}: {row}" for row in rows.exclude(pk__in=_keys_of(objs, relation)).distinct()[:20]]
    return found


def _keys_of(objs: list[models.Model], relation: Any) -> list[Any]:
    return [row.pk for row in objs] if relation.related_model is type(objs[0]) else []


class ReadOnlyAdmin(DeskAdmin):
    """To be read by whoever may read it, and changed by nobody."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
