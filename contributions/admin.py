"""The desk's pages for meetings, documents and topics."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import formats
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from contacts.admin.desk import OTHER_NAMES, DeskAdmin
from contacts.admin.merging import MergeAdmin
from contacts.admin.rows import TableRows
from contacts.enumeration import apposed, enumerated
from contacts.models.naming import NAMES

from . import symbols
from .admin_lists import ListImport
from .forms import DocumentForm
from .models import Brief, Document, DocumentSource, DocumentSymbol, Meeting, Topic


@admin.register(Topic)
class TopicAdmin(MergeAdmin):
    list_display = ["name", "code", "slug"]
    search_fields = ["name", "code", "name_fr", "name_es", "name_ru", "name_ar", "name_zh"]
    ordering = ["name"]
    fieldsets = [
        (None, {"fields": ["name", "code", "description"]}),
        OTHER_NAMES,
        (_("For staff"), {"fields": ["slug"]}),
    ]


@admin.register(Meeting)
class MeetingAdmin(MergeAdmin):
    change_form_template = "admin/contributions/meeting/change_form.html"
    list_display = ["name", "body", "starts_on", "ends_on", "place", "status"]
    list_filter = ["status", "kind", ("body", admin.RelatedOnlyFieldListFilter), "period"]
    list_select_related = ["body"]
    search_fields = ["number", "place", "body__code", "dates_text", *NAMES]
    ordering = ["-starts_on", "-pk"]
    date_hierarchy = "starts_on"
    autocomplete_fields = ["body", "period", "questions", "parent"]
    fieldsets = [
        (None, {"fields": ["name", ("kind", "number"), ("body", "period"), "questions", "parent"]}),
        OTHER_NAMES,
        (
            _("When and where"),
            {
                "description": _("Where no day is set yet, write the dates in words and leave the days empty."),
                "fields": [("starts_on", "ends_on"), "dates_text", ("place", "status"), "document_deadline", "website"],
            },
        ),
        (_("For staff"), {"fields": ["note", "slug"]}),
    ]

    def choice_label(self, meeting: Meeting) -> str:
        day = formats.date_format(meeting.starts_on) if meeting.starts_on else meeting.dates_text
        return apposed([day, meeting.body.code, meeting.local_name])


class SourceRows(TableRows):
    model = DocumentSource
    after = 1
    fields = ["position", "entity"]
    autocomplete_fields = ["entity"]


class SymbolRows(TableRows):
    model = DocumentSymbol
    after = 0
    fields = ["symbol"]


class BriefRows(TableRows):
    model = Brief
    after = 2
    fields = ["topic", "language", "text"]
    autocomplete_fields = ["topic"]


@admin.register(Document)
class DocumentAdmin(ListImport, DeskAdmin):
    form = DocumentForm
    list_display = ["symbol", "short_title", "kind", "source_text", "body", "received_on", "is_public"]
    list_filter = ["kind", "period", ("body", admin.RelatedOnlyFieldListFilter), "access", "is_public"]
    list_select_related = ["body", "period"]
    search_fields = ["symbol", "code", "title", "source_text", "other_symbols__symbol"]
    search_help_text = _("By symbol, title or source.")
    ordering = ["-sort_key", "-pk"]
    date_hierarchy = "received_on"
    autocomplete_fields = ["period", "body", "questions", "meeting"]
    readonly_fields = ["reading"]
    inlines = [SymbolRows, SourceRows, BriefRows]
    fieldsets = [
        (
            None,
            {
                "description": _("One row a revision: 2/71 and 2/71 (Rev.1) are two documents."),
                "fields": [
                    ("symbol", "period"),
                    "symbol_as_is",
                    "reading",
                    ("kind", "body"),
                    "title",
                    "language",
                ],
            },
        ),
        (
            _("Source"),
            {
                "description": _("The entities are in the table below, in the order in which they are printed."),
                "fields": ["source_text"],
            },
        ),
        (_("Where it belongs"), {"fields": [("questions", "meeting"), "received_on", "abstract"]}),
        (_("Where it is found"), {"fields": ["url", "access", "is_public"]}),
        (_("For staff"), {"fields": ["note", "slug"]}),
    ]

    def choice_label(self, document: Document) -> str:
        period = f" ({document.period})" if document.period else ""
        return Truncator(f"{document.symbol}{period}, {document.title}").chars(90)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Document], search_term: str
    ) -> tuple[QuerySet[Document], bool]:
        """A symbol, in any spelling, finds its document and no other whose symbol begins alike."""
        try:
            named = Document.objects.with_symbol(symbols.parse(search_term)).order_by().values("pk")
        except symbols.SymbolError:
            return super().get_search_results(request, queryset, search_term)
        found = queryset.filter(pk__in=named)
        return (found, False) if found.exists() else super().get_search_results(request, queryset, search_term)

    def get_view_on_site_url(self, obj: Any = None) -> str | None:
        return super().get_view_on_site_url(obj) if obj is None or obj.is_public else None

    @admin.display(description=_("title"), ordering="title")
    def short_title(self, document: Document) -> SafeString:
        title = document.title if len(document.title) <= 90 else f"{document.title[:89]}…"
        return format_html('<bdi lang="{}">{}</bdi>', document.language, title)

    @admin.display(description=_("read as"))
    def reading(self, document: Document) -> str:
        """What the grammar of symbols makes of the stored symbol."""
        if document.number is None:
            return _("Not a symbol that this site can read.") if document.pk else _("Shown once it is saved.")
        parts = {_("series"): document.series, _("number"): document.number, _("revision"): document.revision}
        words = enumerated(f"{label} {value}" for label, value in parts.items())
        return format_html("<code>{}</code> ({})", document.code, words)
