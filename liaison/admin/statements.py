"""Liaison statements: the form, the list, and the buttons."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import QuerySet
from django.forms.widgets import Script
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import formats
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator, slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from contacts.admin.desk import DeskAdmin
from contacts.enumeration import apposed
from liaison import services
from liaison.forms import StatementForm
from liaison.letter.build import build
from liaison.letter.sheets import sheet_for
from liaison.models import Event, Note, Party, Statement

from . import rich, rows
from .acts import ACTS, Act
from .agreeing import AgreeingPages
from .asking import AsksWhatChanged
from .checking import Checklist, with_places
from .compiling import CompilePages
from .conflicts import ConflictMixin, is_read_for_form
from .exports import ExportMixin
from .filters import PurposeFilter, ReplyFilter
from .history import HistoryMixin
from .incoming import IncomingPages
from .intake import IntakePages
from .meeting_tables import MeetingTablePages
from .originals import OriginalPages
from .replying import NewDrafts
from .reviewing import ReviewingPages
from .sending import SendingPages
from .unsealing import UnsealingPages
from .versions import VersionPages

# All that `letter.build` reads of the statement's own row: closed once it is no draft.
LETTER = [
    *("title", "subtitle", "symbol", "other_symbols", "reference", "period", "language", "original_language", "date"),
    *("meeting_text", "meeting_start", "meeting_end", "approval_text", "approval_level", "approval_date"),
    *("action_required", "reply_to", "signatures", "keywords", "abstract", "content", "is_interim"),
]
ENDS_OF_TITLE = 110


@admin.register(Statement)
class StatementAdmin(
    IntakePages,
    OriginalPages,
    VersionPages,
    IncomingPages,
    SendingPages,
    MeetingTablePages,
    Checklist,
    CompilePages,
    NewDrafts,
    AgreeingPages,
    ReviewingPages,
    UnsealingPages,
    AsksWhatChanged,
    HistoryMixin,
    ConflictMixin,
    ExportMixin,
    DeskAdmin,
):
    form = StatementForm
    change_form_template = "admin/liaison/statement/change_form.html"
    list_display = ["short_title", "date", "sender", "recipient", "direction", "state", "symbol"]
    list_filter = ["status", "direction", "visibility", PurposeFilter, ReplyFilter, "period", "topics"]
    search_fields = [
        "title",
        "symbol",
        "other_symbols",
        "parties__text",
        "parties__body__code",
        "registered_as__symbol",
    ]
    search_help_text = gettext_lazy("By words of the title, symbol, sender or recipient.")
    ordering = [models.F("date").desc(nulls_last=True), "-pk"]
    date_hierarchy = "date"
    autocomplete_fields = ["period", "meeting", "approval_meeting", "topics", "registered_as", "assigned_to"]
    actions = ["agree_selected", "export_csv", "export_xlsx", "export_zip", "delete_selected"]

    class Media:
        js = [Script("desk/problems.js", defer=True), Script("desk/checklist.js", defer=True)]

    # The form

    def get_fieldsets(self, request: HttpRequest, obj: Statement | None = None) -> Any:
        is_open = obj is None or obj.is_draft
        text = "content" if is_open else "content_shown"
        abstract = "abstract" if is_open else "abstract_shown"
        heading = ["title", "subtitle", ("date", "symbol", "reference"), ("language", "original_language", "period")]
        advice = _(
            "Choose a meeting and save: what is printed of it is filled in where it is empty. Or choose none and write "
            "what is printed."
        )
        return [
            (None, {"fields": [*heading, "seen"] if self._may_change(request, obj) else heading}),
            (
                _("Where it was prepared"),
                {
                    "description": advice if is_open else "",
                    "fields": [("meeting", "meeting_text"), ("meeting_start", "meeting_end")],
                },
            ),
            (
                _("Approval"),
                {
                    "fields": [
                        ("approval_meeting", "approval_text"),
                        ("approval_level", "approval_date", "approval_paragraph"),
                    ],
                },
            ),
            (_("Text"), {"fields": ["action_required", text]}),
            (
                _("More of the letter"),
                {
                    "classes": ["collapse"],
                    "description": _("What only some statements have."),
                    "fields": [abstract, "keywords", "signatures", "reply_to", "other_symbols", "is_interim"],
                },
            ),
            (
                _("In the register"),
                {
                    "description": _("Not part of the letter; it may be changed at any time."),
                    "fields": ["topics", ("registered_as", "assigned_to"), ("received_on", "sent_on", "recorded_on")],
                },
            ),
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Statement | None = None) -> list[str]:
        stamps = ["sent_on", "recorded_on", "content_shown", "abstract_shown"]
        return stamps if obj is None or obj.is_draft else [*LETTER, "received_on", *stamps]

    def get_inlines(self, request: HttpRequest, obj: Statement | None) -> list[Any]:
        letter = [rows.SenderRows, rows.RecipientRows, rows.CopyRows, rows.ReplyRows, rows.ContactRows]
        letter += [rows.AnnexRows, rows.NextMeetingRows, rows.AttachmentRows]
        if obj is None:
            return letter
        if not obj.is_draft:
            letter.insert(0, rows.HandlingRows)
        return [*letter, rows.FindingRows, rows.ConsiderationRows, rows.NoteRows, rows.EventRows]

    @admin.display(description=gettext_lazy("content"))
    def content_shown(self, statement: Statement) -> SafeString | str:
        return rich.shown(statement.content)

    @admin.display(description=gettext_lazy("abstract"))
    def abstract_shown(self, statement: Statement) -> SafeString | str:
        return rich.shown(statement.abstract)

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """Locked while it is being saved, so that of two saves the second sees the first."""
        statement = super().get_object(request, object_id, from_field)
        if statement and request.method == "POST" and transaction.get_connection().in_atomic_block:
            Statement.objects.select_for_update().get(pk=statement.pk)
            statement.refresh_from_db()
        return statement

    def save_model(self, request: HttpRequest, obj: Statement, form: Any, change: bool) -> None:
        obj.version += 1
        if not change:
            obj.created_by = request.user
        super().save_model(request, obj, form, change)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        if isinstance(formset, rows.HandlingFormSet):
            formset.record(request.user)
            return
        for row in formset.extra_forms:
            if isinstance(row.instance, Note) and row.has_changed():
                row.instance.by = request.user
        super().save_formset(request, form, formset, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if form.instance.is_draft:
            settled = services.statement_settle(statement=form.instance)
            if "topics" in form.changed_data and not settled.is_by_others:
                services.briefs_fill(statement=settled)
            if "_fill_contacts" in request.POST:
                added = services.contacts_fill(statement=form.instance)
                text = ngettext("%(n)d contact was added.", "%(n)d contacts were added.", added) % {"n": added}
                text = text if added else _("It was saved. Nobody else is in office for the senders then.")
                self.message_user(request, text, messages.SUCCESS)
        self.settle_change(request, form)
        if not change:
            services.event_add(statement=form.instance, kind=Event.Kind.CREATED, by=request.user)
        services.draft_keep(statement=form.instance, by=request.user)

    def response_add(self, request: HttpRequest, obj: Statement, post_url_continue: str | None = None) -> HttpResponse:
        if "_fill_contacts" in request.POST:
            return HttpResponseRedirect(obj.get_admin_url() + "#contacts-group")
        return super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Statement) -> HttpResponse:
        if "_fill_contacts" in request.POST:
            return HttpResponseRedirect(obj.get_admin_url() + "#contacts-group")
        return super().response_change(request, obj)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], add: bool = False, obj: Any = None, **kwargs: Any
    ) -> HttpResponse:
        context["media"] = rich.with_nonce(request, context["media"])
        context["may_fill"] = self._may_change(request, obj) and (obj is None or obj.is_draft)
        if obj is not None and not add:
            context |= self._standing(request, obj)
            context["subtitle"] = apposed([obj.symbol, Truncator(obj.title).chars(ENDS_OF_TITLE)])
        return super().render_change_form(request, context, add=add, obj=obj, **kwargs)

    def _standing(self, request: HttpRequest, obj: Statement) -> dict[str, Any]:
        """Where the statement stands, what is missing, and what can be done with it."""
        correction = None if obj.is_draft else obj.corrections.first()
        offered = [act for act in ACTS.values() if act.is_offered(obj) and not (correction and act.name == "correct")]
        acts = [act for act in offered if self._may_act(request, act)]
        findings = sum(not row.is_settled for row in obj.import_findings.all()) if obj.is_draft else 0
        standing = {"problems": _problems(obj), "unlinked": _unlinked(obj), "findings": findings}
        standing |= {
            "correction": correction,
            "has_grave_acts": any(act.is_grave for act in acts),
            "may_share": obj.is_draft and request.user.has_perm(services.MOVES["share"].permission),
            "may_unseal": bool(obj.redacted_on) and request.user.has_perm(services.MOVES["unseal"].permission),
        }
        return standing | {"statement": obj, "acts": acts}

    # The list

    def get_queryset(self, request: HttpRequest) -> QuerySet[Statement]:
        queryset = super().get_queryset(request)
        place = request.resolver_match.url_name if request.resolver_match else ""
        if place == "liaison_statement_change" and request.method == "GET":
            return queryset.for_form()
        return queryset.for_list() if place == "liaison_statement_changelist" else queryset

    def choice_label(self, statement: Statement) -> str:
        day = formats.date_format(statement.date) if statement.date else ""
        return apposed([day, statement.symbol, Truncator(statement.title).chars(80)])

    @admin.display(description=gettext_lazy("title"), ordering="title")
    def short_title(self, statement: Statement) -> SafeString:
        title = Truncator(statement.title or str(statement)).chars(ENDS_OF_TITLE)
        return format_html('<bdi lang="{}">{}</bdi>', statement.language, title)

    @admin.display(description=gettext_lazy("from"))
    def sender(self, statement: Statement) -> str:
        return _names(statement.senders)

    @admin.display(description=gettext_lazy("to"))
    def recipient(self, statement: Statement) -> str:
        return _names(statement.recipients)

    @admin.display(description=gettext_lazy("status"), ordering="status")
    def state(self, statement: Statement) -> str:
        mark = '<span class="desk-state desk-{}">{}</span> <span class="desk-seen-by">{}</span>'
        seen_by = "" if statement.is_draft else statement.get_visibility_display()
        return format_html(mark, statement.status, statement.get_status_display(), seen_by)

    # What may be done

    def _may_change(self, request: HttpRequest, obj: Statement | None) -> bool:
        return super()._may_change(request, obj) if obj else self.has_add_permission(request)

    def _may_act(self, request: HttpRequest, act: Act) -> bool:
        return self.has_change_permission(request) and request.user.has_perm(act.permission)

    def has_delete_permission(self, request: HttpRequest, obj: Statement | None = None) -> bool:
        """In review and approved ones are drafts again first; then nothing is deleted that somebody waits for."""
        may = super().has_delete_permission(request, obj)
        return may and (obj is None or (obj.status == Statement.Status.DRAFT and _is_deletable(obj)))

    @admin.action(description=gettext_lazy("Delete the selected drafts"), permissions=["delete"])
    def delete_selected(self, request: HttpRequest, queryset: QuerySet[Statement]) -> HttpResponse | None:
        if queryset.exclude(pk__in=queryset.deletable().in_draft().values("pk")).exists():
            text = _("Only drafts that no meeting agreed can be deleted. Nothing was deleted.")
            self.message_user(request, text, messages.ERROR)
            return None
        return admin.actions.delete_selected(self, request, queryset)

    def delete_model(self, request: HttpRequest, obj: Statement) -> None:
        services.statement_delete(statement=obj, by=request.user)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Statement]) -> None:
        for statement in queryset:
            services.statement_delete(statement=statement, by=request.user)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """A draft goes with its events, which nobody may delete otherwise."""
        shown, counts, missing, protected = super().get_deleted_objects(objs, request)
        own = {Event._meta.verbose_name}
        missing = {name for name in missing if name not in own}
        return shown, counts, missing, protected

    def get_view_on_site_url(self, obj: Any = None) -> str | None:
        return super().get_view_on_site_url(obj) if obj is not None and obj.is_public else None

    # The pages beside the form

    def get_urls(self) -> list[Any]:
        wrap = self.admin_site.admin_view
        own = [
            path("<path:object_id>/act/<slug:name>/", wrap(self.act_view), name="liaison_statement_act"),
            path("<path:object_id>/preview.pdf", wrap(self.preview_view), name="liaison_statement_preview"),
        ]
        return own + super().get_urls()

    def act_view(self, request: HttpRequest, object_id: str, name: str) -> HttpResponse:
        statement = self._found(request, object_id)
        act = ACTS.get(name)
        if act is None:
            raise Http404
        if not self._may_act(request, act):
            raise PermissionDenied
        if act.page:
            return getattr(self, act.page)(request, statement, act)
        form = act.form(request.POST if request.method == "POST" else None, statement=statement)
        if request.method == "POST" and form.is_valid():
            try:
                done = act.service(statement=statement, by=request.user, **form.cleaned_data)
            except ValidationError as refusal:
                form.refuse(refusal)
            else:
                self.log_change(request, statement, str(act.label))
                self.message_user(request, act.done, messages.SUCCESS)
                return HttpResponseRedirect(done.get_admin_url())
        elif request.method == "GET" and not act.is_offered(statement):
            self.message_user(request, _("This cannot be done with the statement as it stands now."), messages.WARNING)
            return HttpResponseRedirect(statement.get_admin_url())
        context = self.admin_site.each_context(request) | {
            "title": act.label,
            "opts": self.opts,
            "original": statement,
            "act": act,
            "form": form,
            "media": self.media + form.media,
            "problems": _problems(statement) if act.is_ruled else [],
        }
        return TemplateResponse(request, "admin/liaison/statement/act.html", context)

    def preview_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        from liaison.letter.to_pdf import to_pdf  # noqa: PLC0415 -- slow import

        statement = Statement.objects.for_detail().get(pk=self._found(request, object_id).pk)
        pdf = to_pdf(build(statement), sheet_for(statement))
        name = slugify(f"{_('draft')} {statement}" if statement.is_draft else str(statement))[:80] or "statement"
        headers = {"Content-Disposition": f'inline; filename="{name}.pdf"'}
        return HttpResponse(pdf, content_type="application/pdf", headers=headers)

    def _found(self, request: HttpRequest, object_id: str) -> Statement:
        statement = self.get_object(request, unquote(object_id))
        if statement is None:
            raise Http404
        if not self.has_view_or_change_permission(request, statement):
            raise PermissionDenied
        return statement


def _problems(statement: Statement) -> list[tuple[services.Problem, str]]:
    """What a draft lacks, each with the id of its place in the form."""
    if not statement.is_draft:
        return []
    stored = statement if is_read_for_form(statement) else Statement.objects.for_detail().get(pk=statement.pk)
    return with_places(services.problems(stored), stored)


def _is_deletable(statement: Statement) -> bool:
    if is_read_for_form(statement):
        return not statement.is_frozen and all(event.kind != Event.Kind.AGREED for event in statement.events.all())
    return statement.is_deletable


def _unlinked(statement: Statement) -> bool:
    """Whether a draft has a sender that is no body of the register, so that it cannot be known whose it is."""
    return statement.is_draft and any(party.body_id is None for party in statement.senders)


def _names(parties: list[Party]) -> str:
    return "; ".join(party.short for party in parties) or "–"
