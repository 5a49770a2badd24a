"""The forms of taking in a list: the file and what holds for all its rows; then the same beside the dry run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.forms.widgets import Script
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.admin.choosing import KnownChoiceField, KnownSelect
from contacts.models import StudyPeriod
from contacts.refusable import RefusableForm

from .lists.file_kinds import MOST_BYTES, kind_of
from .lists.outcome import Asked
from .models import Document, Meeting, Topic, UploadedList

RECENT = 100  # meetings that can be chosen without a script
SETTINGS = ("period", "meeting", "topic", "sheet")
ANSWER, WORDS_ALONE = "answer_", "words"


class MeetingSelect(KnownSelect):
    """A search box; without scripts, the newest meetings."""

    def offered(self) -> Iterator[tuple[int, str]]:
        for meeting in Meeting.objects.for_choice().newest_first()[:RECENT]:
            yield meeting.pk, self.choices.field.label_from_instance(meeting)


class ListForm(RefusableForm):
    """What holds for all rows of a list."""

    required_css_class = "required"

    class Media:
        js = [Script("desk/rows.js", defer=True)]  # gives the search box its name

    period = forms.ModelChoiceField(
        label=gettext_lazy("Study period"),
        queryset=StudyPeriod.objects.all(),
        required=False,
        help_text=gettext_lazy("Of short symbols such as 2/34. That of the meeting, if you leave it empty."),
    )
    meeting = KnownChoiceField(
        label=gettext_lazy("Meeting"),
        queryset=Meeting.objects.for_choice(),
        required=False,
        help_text=gettext_lazy("Before which the documents are. A column of meetings comes first."),
    )
    topic = forms.ModelChoiceField(
        label=gettext_lazy("Topic of the briefs"),
        queryset=Topic.objects.all(),
        required=False,
        help_text=gettext_lazy("Only for a list with briefs and no column of topics."),
    )
    sheet = forms.CharField(
        label=gettext_lazy("Sheet"),
        required=False,
        max_length=100,
        help_text=gettext_lazy("By name, if the workbook has lists in several sheets."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        field = self.fields["meeting"]
        field.widget = MeetingSelect(Document._meta.get_field("meeting"), admin.site)
        field.widget.choices = field.choices
        field.widget.is_required = False


class UploadForm(ListForm):
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("An Excel workbook (.xlsx) or CSV, of up to 20,000 rows."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.tsv,.txt"}),
        error_messages={
            "required": gettext_lazy("Choose a file."),
            "empty": gettext_lazy("The file is empty."),
        },
    )
    field_order = ["file", "period", "meeting", "topic", "sheet"]

    def clean_file(self) -> UploadedFile:
        """With its `content`, of a kind that can be read."""
        file = self.cleaned_data["file"]
        content = file.read(MOST_BYTES + 1)
        try:
            kind_of(file.name, content)
        except ValidationError as refusal:
            raise ValidationError(refusal.messages) from None
        file.content = content
        return file


class LookForm(ListForm):
    """The same beside the dry run, and a question for each name that several entities have."""

    expected = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, uploaded: UploadedList, asked: Iterable[Asked] = (), **kwargs: Any) -> None:
        super().__init__(*args, initial={name: getattr(uploaded, name) for name in SETTINGS}, **kwargs)
        self.uploaded = uploaded
        for question in asked:
            self.fields[f"{ANSWER}{question.key}"] = _question(question, uploaded.answers)

    @property
    def questions(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith(ANSWER)]

    @property
    def settings(self) -> list[forms.BoundField]:
        return [self[name] for name in SETTINGS]

    def answers(self) -> dict[str, int | None]:
        """Those of before and those that were posted; whether one fits, the register decides."""
        given = {name.removeprefix(ANSWER): self.data[name] for name in self.data if name.startswith(ANSWER)}
        posted = {key: _key(answer) for key, answer in given.items() if answer}
        return self.uploaded.answers | posted

    def says_something_else(self) -> bool:
        """Than what was looked at."""
        return bool(set(self.changed_data) & set(SETTINGS)) or self.answers() != self.uploaded.answers

    def keep(self) -> None:
        """For the next look."""
        for name in SETTINGS:
            setattr(self.uploaded, name, self.cleaned_data[name])
        self.uploaded.answers = self.answers()
        self.uploaded.save(update_fields=[*SETTINGS, "answers"])


def _question(question: Asked, answers: dict[str, int | None]) -> forms.ChoiceField:
    choices = [(str(entity.pk), str(entity)) for entity in question.entities]
    return forms.ChoiceField(
        label=_("Who is “%(name)s”?") % {"name": question.name},
        choices=[*choices, (WORDS_ALONE, _("None of them: keep the words alone"))],
        widget=forms.RadioSelect,
        required=False,
        initial=str(answers[question.key] or WORDS_ALONE) if question.key in answers else "",
    )


def _key(answer: str) -> int | None:
    return int(answer) if answer.isascii() and answer.isdigit() and len(answer) < 19 else None
