"""Form fields for rich text and lines, the forms of statements and annexes, and those of the acts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminDateWidget
from django.core.exceptions import ValidationError
from django.templatetags.static import static
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django_prose_editor.widgets import AdminProseEditorWidget

from contacts.refusable import RefusableForm
from contributions.models import Meeting

from . import wording
from .change_form import ChangeForm
from .following import follow
from .letter.rich_text import SCHEMES, blocks_from_html, sanitise
from .models import Statement

# What the editor may hold is what rich_text may store; the last three are of static/desk/prose.js.
EDITOR: dict[str, Any] = {
    "Bold": True,
    "Italic": True,
    "Subscript": True,
    "Superscript": True,
    "HardBreak": True,
    "Heading": {"levels": [3, 4]},
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "Link": {"enableTarget": False, "autolink": False, "protocols": sorted(SCHEMES)},
    "Table": True,
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
    "Language": True,
    "BlockLanguage": True,
    "TableKeys": True,
}


class RichTextWidget(AdminProseEditorWidget):
    """Without JavaScript the HTML itself is edited."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs={"rows": 14, "cols": 100} | (attrs or {}), config={"extensions": EDITOR})
        self.preset = "configurable"

    def get_config(self) -> dict[str, Any]:
        return super().get_config() | {"js_modules": [static("desk/prose.js")]}


class RichTextField(forms.CharField):
    """HTML of the stored vocabulary. A text that says the same as before counts as unchanged, however it is written."""

    widget = RichTextWidget

    def clean(self, value: Any) -> str:
        return sanitise(super().clean(value))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return not self.disabled and blocks_from_html(initial or "") != blocks_from_html(data or "")


class LinesField(forms.CharField):
    """A list of texts, one a line."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"widget": forms.Textarea(attrs={"rows": 4, "cols": 60}), "required": False} | kwargs)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        return [line.strip() for line in str(value or "").splitlines() if line.strip()]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return not self.disabled and (initial or []) != self.to_python(data)


class RichTextForm(forms.ModelForm):
    def clean(self) -> dict[str, Any] | None:
        """What says the same as before stays as it is stored, to the letter."""
        cleaned = super().clean() or self.cleaned_data
        for name, field in self.fields.items():
            if isinstance(field, RichTextField) and name in cleaned and name not in self.changed_data:
                cleaned[name] = self.get_initial_for_field(field, name) or ""
        return cleaned


class SeenForm(RichTextForm):
    """The admin sets `mark`, that of what is stored, and `conflict`: what another stored since the page was opened."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    mark = ""
    conflict: Any = None  # of admin/conflicts.py

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "seen" in self.fields:
            self.initial["seen"] = self.mark

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        if self.conflict and self.conflict.is_refused:
            raise ValidationError(self.conflict.message())
        return cleaned


class StatementForm(ChangeForm, SeenForm):
    content = RichTextField(label=gettext_lazy("Content"), required=False)
    abstract = RichTextField(
        label=gettext_lazy("Abstract"), required=False, widget=RichTextWidget(attrs={"rows": 5, "cols": 100})
    )

    class Meta:
        widgets = {
            name: forms.Textarea(attrs={"rows": rows, "cols": 100})
            for name, rows in {
                "title": 2,
                "subtitle": 2,
                "other_symbols": 2,
                "action_required": 2,
                "signatures": 2,
                "keywords": 3,
            }.items()
        }

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        if not self.instance.is_by_others:
            follow(self, "meeting", self._meeting)
            follow(self, "approval_meeting", self._approval)
        return cleaned

    def _meeting(self, meeting: Meeting) -> dict[str, Any]:
        text = wording.meeting(meeting, self.cleaned_data.get("language") or "")
        return {"meeting_text": text, "meeting_start": meeting.starts_on, "meeting_end": meeting.ends_on}

    def _approval(self, meeting: Meeting) -> dict[str, Any]:
        """The meeting's last day and, where its kind tells it, the level of approval."""
        text = wording.meeting(meeting, self.cleaned_data.get("language") or "")
        level = meeting.kind if meeting.kind in Statement.ApprovalLevel.values else ""
        day = meeting.ends_on or meeting.starts_on
        return {"approval_text": text, "approval_level": level, "approval_date": day}


class AnnexForm(ChangeForm, SeenForm):
    intro = RichTextField(
        label=gettext_lazy("Introduction"), required=False, widget=RichTextWidget(attrs={"rows": 5, "cols": 100})
    )
    content = RichTextField(
        label=gettext_lazy("Text"),
        required=False,
        help_text=gettext_lazy("For an annex that is text, or text after its table."),
    )
    columns = LinesField(
        label=gettext_lazy("Column headings"), help_text=gettext_lazy("Of the table, one a line, as printed.")
    )

    class Meta:
        widgets = {"title": forms.Textarea(attrs={"rows": 2, "cols": 100})}

    def _get_validation_exclusions(self) -> set[str]:
        """The number is held against the statement’s other annexes, though the statement is not in the form."""
        return super()._get_validation_exclusions() - {"statement"}


# The forms of the acts. Each field is an argument of its service.


def day_field(**kwargs: Any) -> forms.DateField:
    return forms.DateField(widget=AdminDateWidget, **kwargs)


class ActForm(RefusableForm):
    note = forms.CharField(
        label=gettext_lazy("Note"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "cols": 60}),
        help_text=gettext_lazy("For the record of events; staff only."),
    )

    def __init__(self, *args: Any, statement: Statement, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.statement = statement


class SentForm(ActForm):
    sent_on = day_field(label=gettext_lazy("Sent on"), help_text=gettext_lazy("The date of record."))
    field_order = ["sent_on", "note"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("sent_on", self.statement.sent_on or self.statement.date or timezone.localdate())


class ReceivedForm(ActForm):
    received_on = day_field(label=gettext_lazy("Received on"), required=False)
    field_order = ["received_on", "note"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("received_on", self.statement.received_on or timezone.localdate())


class PublishForm(ActForm):
    visibility = forms.ChoiceField(
        label=gettext_lazy("Who may see it"),
        widget=forms.RadioSelect,
        choices=[
            (Statement.Visibility.PUBLIC, gettext_lazy("Everybody, in full")),
            (Statement.Visibility.HEADER, gettext_lazy("Everybody, but its header only")),
            (Statement.Visibility.STAFF, gettext_lazy("Staff only")),
        ],
    )
    field_order = ["visibility", "note"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("visibility", self.statement.visibility)


class WithdrawForm(ActForm):
    note = None
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        widget=forms.Textarea(attrs={"rows": 4, "cols": 60}),
        help_text=gettext_lazy("Shown in public, on the statement’s page and in its files."),
    )
