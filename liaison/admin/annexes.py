"""An annex and the rows of its table, on a page of its own. Five hundred rows open and save."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db import transaction
from django.db.models import Count, Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from contacts.admin.desk import DeskAdmin
from contacts.admin.rows import RowForm, RowFormSet, TableRows
from contributions.models import Brief, Document
from liaison import services, wording
from liaison.following import follow
from liaison.forms import AnnexForm
from liaison.models import Annex, Entry, Statement
from liaison.models.sealing import rows_of

from . import rich
from .asking import AsksWhatChanged
from .conflicts import ConflictMixin
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

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        follow(self, "document", self._words, self.owner.statement)
        if "document" in self.changed_data:
            chosen = cleaned.get("document")
            self.instance.taken = self._words(chosen) if chosen else {}
        return cleaned

    def _words(self, document: Document) -> dict[str, Any]:
        statement = self.owner.statement
        briefs = Brief.objects.on_topics(statement.topics.all(), statement.language)
        words = wording.document(document, statement.language)
        return words | {"brief": briefs.texts([document.pk]).get(document.pk, "")}

    def _get_validation_exclusions(self) -> set[str]:
        """The document was found in the register a moment ago; a row has no constraint that it takes part in."""
        return super()._get_validation_exclusions() | {"document"}


class EntryFormSet(RowFormSet):
    def save(self, commit: bool = True) -> list[Entry]:
        """Whether the statement is open is asked once for all of the rows."""
        if not (self.has_changed() or self.deleted_forms):
            return super().save(commit)
        with rows_of(self.instance, Entry):
            return super().save(commit)

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
class AnnexAdmin(AsksWhatChanged, ConflictMixin, DeskAdmin):
    """Reached from its statement, to whose permissions it is bound; added there too."""

    form = AnnexForm
    list_display = ["title", "number", "statement", "rows"]
    list_filter = ["statement__status"]
    list_select_related = ["statement"]
    search_fields = ["title", "statement__title", "statement__symbol"]
    ordering = ["-statement__date", "-statement", "number"]
    change_form_template = "admin/liaison/annex/change_form.html"
    readonly_fields = ["statement_link", "intro_shown", "columns_shown", "content_shown"]
    inlines = [EntryRows]

    def get_fieldsets(self, request: HttpRequest, obj: Annex | None = None) -> Any:
        suffix = "" if self.has_change_permission(request, obj) else "_shown"
        advice = _(
            "Choose a document and save: symbol, source, title and brief are filled in where they are empty, the brief "
            "from the statement’s topics. Choose another one and they follow. What you write here belongs to this "
            "statement alone."
        )
        return [
            (None, {"fields": ["statement_link", "number", "title", f"intro{suffix}", *([] if suffix else ["seen"])]}),
            (_("Table"), {"description": "" if suffix else advice, "fields": [f"columns{suffix}"]}),
            (_("Text after the table, or of an annex without one"), {"fields": [f"content{suffix}"]}),
        ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Annex]:
        return super().get_queryset(request).annotate(rows=Count("entries"))

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """Its statement is locked while it is being saved, so that nothing is stored in one just sent."""
        annex = super().get_object(request, object_id, from_field)
        if annex and request.method == "POST" and transaction.get_connection().in_atomic_block:
            annex.statement = Statement.objects.select_for_update().get(pk=annex.statement_id)
        return annex

    @admin.display(description=_("introduction"))
    def intro_shown(self, annex: Annex) -> SafeString | str:
        return rich.shown(annex.intro)

    @admin.display(description=_("text"))
    def content_shown(self, annex: Annex) -> SafeString | str:
        return rich.shown(annex.content)

    @admin.display(description=_("column headings"))
    def columns_shown(self, annex: Annex) -> str:
        return "\n".join(annex.columns) or "–"

    @admin.display(description=_("rows"), ordering="rows")
    def rows(self, annex: Annex) -> int:
        return annex.rows

    @admin.display(description=_("liaison statement"))
    def statement_link(self, annex: Annex) -> str:
        return format_html('<a href="{}">{}</a>', _statement_page(annex.statement_id), annex.statement)

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
        """One of an approved statement is taken away on the statement’s page, which asks how far that goes."""
        is_agreed = obj is not None and obj.statement.is_approved
        return _is_open(obj) and not is_agreed and request.user.has_perm("liaison.change_statement")

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        self.settle_change(request, form)
        services.draft_keep(statement=form.instance.statement, by=request.user)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        return {}

    def delete_model(self, request: HttpRequest, obj: Annex) -> None:
        services.draft_keep(statement=obj.statement, by=None)
        super().delete_model(request, obj)
        services.draft_keep(statement=obj.statement, by=request.user)

    def response_post_save_change(self, request: HttpRequest, obj: Annex) -> HttpResponse:
        """Saved, the clerk is back at the statement."""
        return HttpResponseRedirect(_statement_page(obj.statement_id))

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        annex = self.get_object(request, unquote(object_id))
        response = super().delete_view(request, object_id, extra_context)
        if response.status_code == 302 and annex:
            return HttpResponseRedirect(_statement_page(annex.statement_id))
        return response

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        context["media"] = rich.with_nonce(request, context["media"])
        return super().render_change_form(request, context, **kwargs)


def _statement_page(key: int) -> str:
    return reverse("admin:liaison_statement_change", args=[key]) + "#annexes-group"
