"""An annex and the rows of its table, on a page of its own. Five hundred rows open and save."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db.models import Count, Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from js_asset import Media

from contacts.admin.desk import DeskAdmin
from contacts.admin.rows import RowForm, RowFormSet, TableRows
from liaison import services
from liaison.forms import AnnexForm
from liaison.models import Annex, Entry

from .quick import LazySelect, QuickCheckbox, QuickHidden, QuickNumber, QuickText, QuickTextarea, QuickUrl


class EntryForm(RowForm):
    class Meta:
        widgets = {
            "position": QuickNumber,
            "symbol": QuickText(attrs={"size": 12}),
            "source": QuickTextarea(attrs={"rows": 3, "cols": 14, "maxlength": 400}),
            "title": QuickTextarea(attrs={"rows": 3, "cols": 24}),
            "brief": QuickTextarea(attrs={"rows": 3, "cols": 32}),
            "url": QuickUrl(attrs={"size": 16}),
        }

    def _get_validation_exclusions(self) -> set[str]:
        """The document was found in the register a moment ago; a row has no constraint that it takes part in."""
        return super()._get_validation_exclusions() | {"document"}


class EntryFormSet(RowFormSet):
    def add_fields(self, form: forms.ModelForm, index: int | None) -> None:
        super().add_fields(form, index)
        for name, widget in {"id": QuickHidden, "annex": QuickHidden, "DELETE": QuickCheckbox}.items():
            if name in form.fields:
                form.fields[name].widget = widget(attrs=form.fields[name].widget.attrs)


class EntryRows(TableRows):
    model = Entry
    form = EntryForm
    formset = EntryFormSet
    fields = ["position", "document", "symbol", "source", "title", "brief", "url"]
    autocomplete_fields = ["document"]
    formfield_overrides: dict[Any, Any] = {}
    verbose_name_plural = _("rows of the table")

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "document":
            kwargs["widget"] = LazySelect(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """The plain widget, without the one around it that adds documents: they have their own pages."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget
        return field

    def _may(self, request: HttpRequest, *verbs: str) -> bool:
        return any(request.user.has_perm(f"liaison.{verb}_statement") for verb in verbs)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _is_open(obj) and super().has_add_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _is_open(obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _is_open(obj) and super().has_delete_permission(request, obj)


def _is_open(annex: Annex | None) -> bool:
    return annex is None or annex.statement.is_draft


@admin.register(Annex)
class AnnexAdmin(DeskAdmin):
    """Reached from its statement, to whose permissions it is bound; added there too."""

    form = AnnexForm
    list_display = ["title", "number", "statement", "rows"]
    list_filter = ["statement__status"]
    list_select_related = ["statement"]
    search_fields = ["title", "statement__title", "statement__symbol"]
    ordering = ["-statement__date", "-statement", "number"]
    readonly_fields = ["statement_link"]
    inlines = [EntryRows]
    fieldsets = [
        (None, {"fields": ["statement_link", "number", "title", "intro"]}),
        (
            _("Table"),
            {
                "description": _(
                    "Its rows are below. Choose a document and save: symbol, source, title and brief are filled in "
                    "where they are empty. What you write here belongs to this statement alone."
                ),
                "fields": ["columns"],
            },
        ),
        (_("Text"), {"classes": ["collapse"], "fields": ["content"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Annex]:
        return super().get_queryset(request).annotate(rows=Count("entries"))

    @admin.display(description=_("rows"), ordering="rows")
    def rows(self, annex: Annex) -> int:
        return annex.rows

    @admin.display(description=_("liaison statement"))
    def statement_link(self, annex: Annex) -> str:
        url = reverse("admin:liaison_statement_change", args=[annex.statement_id])
        return format_html('<a href="{}#annexes-group">{}</a>', url, annex.statement)

    def get_view_on_site_url(self, obj: Model | None = None) -> str | None:
        shown = isinstance(obj, Annex) and obj.statement.is_public and not obj.statement.is_header_only
        return super().get_view_on_site_url(obj) if shown else None

    def has_module_permission(self, request: HttpRequest) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Annex | None = None) -> bool:
        return any(request.user.has_perm(f"liaison.{verb}_statement") for verb in ("view", "change"))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Annex | None = None) -> bool:
        return _is_open(obj) and request.user.has_perm("liaison.change_statement")

    def has_delete_permission(self, request: HttpRequest, obj: Annex | None = None) -> bool:
        return _is_open(obj) and request.user.has_perm("liaison.change_statement")

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        return {}

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        services.statement_settle(statement=form.instance.statement)

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        context["media"] = with_nonce(request, context["media"])
        return super().render_change_form(request, context, **kwargs)


def with_nonce(request: HttpRequest, media: Any) -> Any:
    """The editor's import map is an inline script, which the policy allows by the nonce of the request."""
    if getattr(media, "_importmap", None) is None or not hasattr(request, "_csp_nonce"):
        return media
    return Media.from_media(media, nonce=request._csp_nonce)
