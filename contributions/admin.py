"""The desk's pages for meetings, documents and topics."""

from __future__ import annotations

from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from contacts.admin.desk import OTHER_NAMES, DeskAdmin
from contacts.admin.merging import MergeAdmin
from contacts.admin.rows import TableRows

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
class MeetingAdmin(DeskAdmin):
    list_display = ["name", "body", "starts_on", "ends_on", "place", "status"]
    list_filter = ["status", "kind", ("body", admin.RelatedOnlyFieldListFilter), "period"]
    list_select_related = ["body"]
    search_fields = ["name", "number", "place", "body__code", "dates_text"]
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


class SourceRows(TableRows):
    model = DocumentSource
    fields = ["position", "entity"]
    autocomplete_fields = ["entity"]


class SymbolRows(TableRows):
    model = DocumentSymbol
    fields = ["symbol"]


class BriefRows(TableRows):
    model = Brief
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
    readonly_fields = ["reading", "address_link"]
    inlines = [SourceRows, SymbolRows, BriefRows]
    fieldsets = [
        (
            None,
            {
                "description": _("One row a revision: 2/71 and 2/71 (Rev.1) are two documents."),
                "fields": [("symbol", "period"), "symbol_as_is", "reading", "body", "kind", "title", "language"],
            },
        ),
        (
            _("Source"),
            {
                "description": _("The entities are in the table below, in the order in which they are printed."),
                "fields": ["source_text"],
            },
        ),
        (_("Where it belongs"), {"fields": ["questions", "meeting", "received_on", "abstract"]}),
        (_("Where it is found"), {"fields": ["url", "address_link", "access", "is_public"]}),
        (_("For staff"), {"fields": ["note", "slug"]}),
    ]

    @admin.display(description=_("title"), ordering="title")
    def short_title(self, document: Document) -> str:
        return document.title if len(document.title) <= 90 else f"{document.title[:89]}…"

    @admin.display(description=_("read as"))
    def reading(self, document: Document) -> str:
        """What the grammar of symbols makes of the stored symbol."""
        if document.number is None:
            return _("Not a symbol that this site can read.") if document.pk else _("Shown once it is saved.")
        parts = {_("series"): document.series, _("number"): document.number, _("revision"): document.revision}
        words = ", ".join(f"{label} {value}" for label, value in parts.items())
        return format_html("<code>{}</code> ({})", document.code, words)

    @admin.display(description=_("open it"))
    def address_link(self, document: Document) -> str:
        if not document.url:
            return "–"
        return format_html('<a href="{}" rel="noreferrer">{}</a>', document.url, document.url)
