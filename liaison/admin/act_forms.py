"""The forms of acts that ask for more than a note. Each field is an argument of the act's service."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.forms.widgets import Script
from django.utils.translation import gettext_lazy as _

from contacts.admin.choosing import KnownChoiceField
from contacts.refusable import RefusableForm
from contributions.list_forms import MeetingSelect
from contributions.models import Meeting
from liaison.forms import ActForm, day_field
from liaison.models import Statement
from liaison.services.redacting import REPLACEMENT


def _text(rows: int = 4, **kwargs: Any) -> forms.CharField:
    return forms.CharField(widget=forms.Textarea(attrs={"rows": rows, "cols": 60, "dir": "auto"}), **kwargs)


class AgreementForm(RefusableForm):
    """What a meeting agreed. What is left empty follows from the meeting."""

    class Media:
        js = [Script("desk/rows.js", defer=True)]  # gives the search box its name

    meeting = KnownChoiceField(
        label=_("Agreed at"),
        queryset=Meeting.objects.for_choice(),
        required=False,
        widget=MeetingSelect(Statement._meta.get_field("approval_meeting"), admin.site),
    )
    level = forms.ChoiceField(
        label=_("Level of approval"),
        choices=[("", _("As the kind of the meeting says")), *Statement.ApprovalLevel.choices],
        required=False,
    )
    date = day_field(label=_("Day"), required=False, help_text=_("Empty: the last day of the meeting."))
    text = forms.CharField(
        label=_("What is printed of it"),
        max_length=400,
        required=False,
        widget=forms.TextInput(attrs={"size": 60, "dir": "auto"}),
        help_text=_("Empty: the meeting’s name and days, in the language of each statement."),
    )
    paragraph = forms.CharField(
        label=_("Paragraph of the report"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"size": 30, "dir": "auto"}),
        help_text=_("Where the report of the meeting records it."),
    )
    note = _text(3, label=_("Note"), required=False, help_text=_("For the record of events; staff only."))
    field_order = ["meeting", "level", "date", "text", "paragraph", "note"]


class AgreeForm(AgreementForm, ActForm):
    """Of one statement, with what is written on it already."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        row = self.statement
        known = {
            "meeting": row.approval_meeting_id or row.meeting_id,
            "level": row.approval_level,
            "date": row.approval_date,
            "text": row.approval_text,
            "paragraph": row.approval_paragraph,
        }
        self.initial = known | self.initial


class AgreeSeveralForm(AgreementForm):
    statements = forms.ModelMultipleChoiceField(
        label=_("Agreed statements"),
        queryset=Statement.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose what was agreed.")},
    )
    field_order = ["statements"]

    def __init__(self, *args: Any, offered: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields["statements"].queryset = offered  # type: ignore[attr-defined]


class RemoveForm(ActForm):
    note = None
    reason = _text(label=_("Reason"), help_text=_("For staff only; the public page gives no reason."))


class CorrectionForm(ActForm):
    note = None
    reason = _text(label=_("What was corrected, and why"), help_text=_("Shown in public, in the history."))


class RedactForm(ActForm):
    note = None
    words = _text(
        label=_("Words that are to go"),
        help_text=_("As they stand in the statement, one passage a line. E-mail addresses in capitals are found too."),
    )
    replacement = forms.CharField(
        label=_("Shown instead"), max_length=100, initial=REPLACEMENT, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    reason = _text(3, label=_("Reason"), help_text=_("Who asked for it, and on what ground; for staff only."))


class UnsealForm(ActForm):
    note = None
    reason = _text(3, label=_("Reason"), help_text=_("Kept among the events, with your name."))


class ShareForm(RefusableForm):
    """An address for somebody without an account."""

    label = forms.CharField(
        label=_("For whom"),
        max_length=200,
        widget=forms.TextInput(attrs={"size": 40, "dir": "auto"}),
        help_text=_("A name or a role; for the record."),
    )
    days = forms.IntegerField(
        label=_("Days"), initial=14, min_value=1, max_value=90, help_text=_("After that many the address is closed.")
    )
    note = _text(2, label=_("Note"), required=False, help_text=_("For the record of events; staff only."))
