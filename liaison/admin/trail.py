"""What happened and what is kept: to be read, never changed or deleted here, not by a superuser either."""

from __future__ import annotations

import json

from django.contrib import admin
from django.template.defaultfilters import linebreaksbr
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from contacts.admin.desk import ReadOnlyAdmin
from liaison.letter.read_json import from_dict
from liaison.letter.to_json import to_dict
from liaison.models import Event, Revision, Translation
from liaison.renditions import redactor


class LetterAdmin(ReadOnlyAdmin):
    @admin.display(description=_("letter"))
    def letter_text(self, row: Revision | Translation) -> str:
        """Without what was redacted: the sealed original is read on a page of its own, which asks why."""
        letter = row.letter
        if row.statement.redacted_on:
            letter = to_dict(redactor(row.statement).letter(from_dict(letter)))
        text = json.dumps(letter, ensure_ascii=False, indent=1)
        return format_html('<pre class="desk-letter" dir="ltr">{}</pre>', text)


@admin.register(Event)
class EventAdmin(ReadOnlyAdmin):
    list_display = ["at", "kind", "statement", "by", "from_status", "to_status"]
    list_filter = ["kind", "is_public"]
    list_select_related = ["statement", "by"]
    search_fields = ["statement__title", "statement__symbol", "by__username"]
    ordering = ["-at", "-pk"]
    date_hierarchy = "at"
    fields = ["statement", "kind", "at", "by", ("from_status", "to_status"), "note_shown", "is_public"]
    readonly_fields = ["note_shown"]

    @admin.display(description=_("note"))
    def note_shown(self, event: Event) -> str:
        return linebreaksbr(redactor(event.statement).text(event.note))


@admin.register(Revision)
class RevisionAdmin(LetterAdmin):
    list_display = ["statement", "number", "made_at", "made_by"]
    list_select_related = ["statement", "made_by"]
    search_fields = ["statement__title", "statement__symbol"]
    ordering = ["-made_at", "-pk"]
    date_hierarchy = "made_at"
    fields = ["statement", "number", "reason_shown", "made_at", "made_by", "letter_text"]
    readonly_fields = ["letter_text", "reason_shown"]

    @admin.display(description=_("reason"))
    def reason_shown(self, revision: Revision) -> str:
        return redactor(revision.statement).text(revision.reason)


@admin.register(Translation)
class TranslationAdmin(LetterAdmin):
    list_display = ["statement", "language", "status", "updated_at"]
    list_filter = ["language", "status"]
    list_select_related = ["statement"]
    search_fields = ["statement__title", "statement__symbol"]
    ordering = ["-updated_at", "-pk"]
    fields = ["statement", "language", "status", "updated_at", "letter_text"]
    readonly_fields = ["letter_text"]
