"""The rows of a statement: parties, contacts, and what else stands in it or is kept beside it."""

from __future__ import annotations

import functools
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import flatten
from django.db import transaction
from django.db.models import Count, F, QuerySet
from django.http import HttpRequest
from django.template.defaultfilters import linebreaksbr
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from contacts.admin.rows import OwnedRows, RowForm, RowFormSet, StackedRows, TableRows
from contributions.models import Meeting
from liaison import wording
from liaison.following import follow
from liaison.models import (
    Annex,
    Attachment,
    Consideration,
    Event,
    ImportFinding,
    NextMeeting,
    Note,
    Party,
    Reply,
    Statement,
    StatementContact,
)
from liaison.renditions import redactor
from liaison.services import party_handle

HEADING, MEETING, APPROVAL, TEXT = range(4)  # after which part of the form they stand


class LetterRows(OwnedRows):
    """Rows of the letter itself. Once it is no draft they are read and never changed, whoever asks."""

    after: int | None = TEXT

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _is_open(obj) and super().has_add_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _is_open(obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _is_open(obj) and super().has_delete_permission(request, obj)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Where they cannot be changed, a row's fields stand side by side, without its place: the rows are in order."""
        fields = super().get_fields(request, obj)  # type: ignore[misc]
        if _is_open(obj):
            return fields
        closed = [name for name in flatten(fields) if name != "position"]
        return [tuple(closed)] if isinstance(self, StackedRows) else closed


def _is_open(statement: Statement | None) -> bool:
    return statement is None or statement.is_draft


class PartFormSet(RowFormSet):
    """The parties of one part: senders, recipients or copies."""

    part: Party.Part
    name: str

    @classmethod
    def get_default_prefix(cls) -> str:
        return cls.name

    def _construct_form(self, i: int, **kwargs: Any) -> forms.ModelForm:
        form = super()._construct_form(i, **kwargs)
        form.instance.part = self.part
        return form

    def takes(self, row: Party) -> bool:
        return row.part == self.part


class SenderFormSet(PartFormSet):
    part, name = Party.Part.FROM, "senders"


class RecipientFormSet(PartFormSet):
    part, name = Party.Part.TO, "recipients"


class CopyFormSet(PartFormSet):
    part, name = Party.Part.CC, "copies"


class PartyForm(RowForm):
    def clean(self) -> dict[str, Any] | None:
        """A Question that is chosen without a body tells its group."""
        cleaned = super().clean() or self.cleaned_data
        questions = list(cleaned.get("questions") or [])
        if not cleaned.get("body") and len({question.group_id for question in questions}) == 1:
            cleaned["body"] = questions[0].group
        follow(self, "questions", lambda chosen: {"questions_text": wording.question_numbers(chosen)})
        return cleaned


class PartyRows(LetterRows, StackedRows):
    model = Party
    form = PartyForm
    fk_name = "statement"
    after = HEADING
    autocomplete_fields = ["body", "questions"]
    fields = ["position", ("body", "questions"), ("text", "questions_text", "address")]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Party]:
        return super().get_queryset(request).filter(part=self.formset.part).select_related("body")


class FirstRow:
    """A new statement has one row to begin with."""

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        return 1 if obj is None else 0


class SenderRows(FirstRow, PartyRows):
    formset = SenderFormSet
    verbose_name = _("sender")
    verbose_name_plural = _("From")


class RecipientRows(FirstRow, PartyRows):
    formset = RecipientFormSet
    verbose_name = _("recipient")
    verbose_name_plural = _("To")
    fields = [
        "position",
        ("body", "questions"),
        ("purpose", "deadline", "deadline_text"),
        ("text", "questions_text", "address"),
    ]


class CopyRows(PartyRows):
    formset = CopyFormSet
    verbose_name = _("copy")
    verbose_name_plural = _("Copies to")


class HandlingFormSet(RowFormSet):
    def takes(self, row: Party) -> bool:
        return row.part != Party.Part.FROM

    def record(self, by: Any) -> None:
        """By the service, which leaves an event with what was known before and what is known now."""
        self.new_objects: list[Party] = []
        self.deleted_objects: list[Party] = []
        self.changed_objects = [(form.instance, form.changed_data) for form in self.initial_forms if form.has_changed()]
        for form in self.initial_forms:
            facts = {name: form.cleaned_data[name] for name in form.changed_data if name in Party.HANDLING}
            if facts:
                party_handle(party=form.instance, by=by, **facts)


class HandlingRows(StackedRows):
    """What became of it, for each who got it: living on after the statement was sent."""

    model = Party
    formset = HandlingFormSet
    fk_name = "statement"
    after = HEADING
    verbose_name = _("recipient")
    verbose_name_plural = _("What became of it")
    autocomplete_fields = ["considered_at", "answered_by"]
    fields = [
        ("acknowledged_on", "their_symbol", "their_url"),
        ("considered_at", "outcome", "outcome_text"),
        ("answered_by", "answered_on"),
    ]
    max_num = 0

    def get_fields(self, request: HttpRequest, obj: Statement | None = None) -> list[Any]:
        """How one of ours reached them is told on a page of its own, with way and proof."""
        is_ours = obj is not None and not obj.is_by_others
        return [*self.fields] if is_ours else [("sent_on", "sent_address"), *self.fields]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Party]:
        return super().get_queryset(request).exclude(part=Party.Part.FROM).select_related("body")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ContactForm(RowForm):
    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        follow(self, "person", wording.person, self.owner)
        return cleaned


class ContactRows(LetterRows, StackedRows):
    model = StatementContact
    form = ContactForm
    after = APPROVAL
    below = "admin/liaison/statement/_fill_contacts.html"
    autocomplete_fields = ["person"]
    fields = [
        "position",
        ("label", "honorific", "name"),
        ("role", "affiliation"),
        ("email", "phone"),
        ("address", "person"),
    ]


class ReplyForm(RowForm):
    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        words = functools.partial(wording.reply, language=self.owner.language)
        follow(self, "target", words, self.owner)
        return cleaned


class ReplyRows(LetterRows, TableRows):
    model = Reply
    form = ReplyForm
    fk_name = "statement"
    after = HEADING
    autocomplete_fields = ["target"]
    fields = ["position", "target", "text", "symbol", "date", "closes"]


class AnnexRowForm(RowForm):
    order = "number"


class AnnexFormSet(RowFormSet):
    def save(self, commit: bool = True) -> list[Annex]:
        """Renumbered annexes step aside first, for no two may have one number even for a moment."""
        moved = [form.instance.pk for form in self.initial_forms if form.has_changed()]
        with transaction.atomic():
            Annex.objects.filter(pk__in=moved).update(number=F("number") + 1_000_000)
            return super().save(commit)


class AnnexRows(LetterRows, TableRows):
    model = Annex
    form = AnnexRowForm
    formset = AnnexFormSet
    below = "admin/liaison/statement/_compile.html"
    fields = ["number", "title", "rows"]
    readonly_fields = ["rows"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Annex]:
        return super().get_queryset(request).annotate(rows=Count("entries"))

    @admin.display(description=_("text and rows"))
    def rows(self, annex: Annex) -> str:
        if not annex.pk:
            return _("Save first; then its text and rows are edited on its own page.")
        count = annex.rows if hasattr(annex, "rows") else len(annex.entries.all())  # as it was read
        words = ngettext("%(count)d row", "%(count)d rows", count) % {"count": count}
        url = reverse("admin:liaison_annex_change", args=[annex.pk])
        return format_html('<a class="desk-open" href="{}">{} – {}</a>', url, _("Open the annex"), words)


class NextMeetingForm(RowForm):
    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        follow(self, "meeting", self._words, self.owner)
        return cleaned

    def _words(self, meeting: Meeting) -> dict[str, Any]:
        text = wording.meeting(meeting, self.owner.language)
        return {"text": text, "starts_on": meeting.starts_on, "ends_on": meeting.ends_on}


class NextMeetingRows(LetterRows, TableRows):
    model = NextMeeting
    form = NextMeetingForm
    autocomplete_fields = ["meeting"]
    fields = ["position", "text", "starts_on", "ends_on", "meeting"]


class AttachmentRows(LetterRows, TableRows):
    model = Attachment
    autocomplete_fields = ["document"]
    fields = ["position", "title", "symbol", "url", "document"]


class FindingRows(TableRows):
    model = ImportFinding
    fields = ["level", "message", "where", "is_settled"]
    readonly_fields = ["level", "message", "where"]
    max_num = 0

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ConsiderationRows(TableRows):
    """To be read: what becomes of it is written down on the page where it is dealt with."""

    model = Consideration
    fk_name = "statement"
    fields = ["meeting", "outcome", "forwarded_to", "note"]
    readonly_fields = fields
    can_delete = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Consideration]:
        return super().get_queryset(request).select_related("meeting", "forwarded_to")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class NoteRows(TableRows):
    model = Note
    verbose_name_plural = _("notes of staff (never public)")
    fields = ["text", "by", "at"]
    readonly_fields = ["by", "at"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Note]:
        return super().get_queryset(request).select_related("by")


class EventRows(TableRows):
    model = Event
    fields = ["at", "kind", "by", "note_shown"]
    readonly_fields = fields
    can_delete = False

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        self.redactor = redactor(obj) if obj else None
        return super().get_formset(request, obj, **kwargs)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Event]:
        return super().get_queryset(request).select_related("by")

    @admin.display(description=_("note"))
    def note_shown(self, event: Event) -> SafeString:
        return linebreaksbr(self.redactor.text(event.note) if self.redactor else event.note)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
