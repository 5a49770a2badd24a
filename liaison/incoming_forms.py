"""The forms with which a statement that came in is dealt with. Each field is an argument of its service."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy

from contacts.enumeration import apposed
from contacts.models import Body, Question, User
from contacts.refusable import RefusableForm
from contributions.models import Meeting
from contributions.numbering import next_symbol

from .models import Consideration, Party, Statement, StatementFile
from .services.incoming import addressed, files_to_mail, mail_words, meeting_for

AREA = {"rows": 2, "cols": 60}


class IncomingForm(RefusableForm):
    """`prefix` is the name of its act, so that several stand on one page."""

    def __init__(self, data: Any = None, *, statement: Statement, prefix: str) -> None:
        super().__init__(data, prefix=prefix, label_suffix="")
        self.statement = statement


class MeetingField(forms.ModelChoiceField):
    def label_from_instance(self, meeting: Meeting) -> str:
        day = meeting.starts_on.isoformat() if meeting.starts_on else meeting.dates_text
        return apposed([meeting.body.code, meeting, day])


class PlaceForm(IncomingForm):
    meeting = MeetingField(label=gettext_lazy("Meeting"), queryset=Meeting.objects.none())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["meeting"].queryset = Meeting.objects.of_ours_from(days=-60).for_choice()  # type: ignore[attr-defined]
        known = self.statement.considerations.values_list("meeting", flat=True)
        self.proposed = meeting_for(self.statement, but=known)
        self.initial["meeting"] = self.proposed


class RegisterForm(PlaceForm):
    symbol = forms.CharField(
        label=gettext_lazy("Our symbol"),
        required=False,
        max_length=80,
        help_text=gettext_lazy(
            "Empty: the next number of the meeting’s series. The symbol of a liaison statement that is among the "
            "documents already takes that one over."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        meeting = self.proposed
        if meeting and (symbol := next_symbol(meeting)):
            self.fields["symbol"].widget.attrs["placeholder"] = symbol


class DecideForm(IncomingForm):
    consideration = forms.ModelChoiceField(queryset=Consideration.objects.none(), widget=forms.HiddenInput)
    outcome = forms.ChoiceField(
        label=gettext_lazy("Outcome"),
        choices=[choice for choice in Party.Outcome.choices if choice[0] != Party.Outcome.FORWARDED],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=gettext_lazy("Note"),
        required=False,
        widget=forms.Textarea(attrs=AREA),
        help_text=gettext_lazy("Never public."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["consideration"].queryset = self.statement.considerations.open().for_list()  # type: ignore[attr-defined]
        self.initial["consideration"] = self.statement.considerations.open().by_meeting().first()


class QuestionsField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, question: Question) -> str:
        return Truncator(f"{question}, {question.local_name}").chars(90)


class AssignForm(IncomingForm):
    questions = QuestionsField(
        label=gettext_lazy("Questions"),
        queryset=Question.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("None: those to which it is addressed deal with it."),
    )
    assigned_to = forms.ModelChoiceField(
        label=gettext_lazy("Who looks after it"),
        queryset=User.objects.none(),
        required=False,
        help_text=gettext_lazy("It then stands under “Mine” on that person’s board."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = [party.body_id for party in addressed(self.statement)]
        assigned = list(self.statement.assigned_questions.values_list("pk", flat=True))
        current = Question.objects.current()
        own = current.filter(group__in=groups)
        offered = Question.objects.filter(Q(pk__in=own if own.exists() else current) | Q(pk__in=assigned))
        self.fields["questions"].queryset = offered.for_list().in_order()  # type: ignore[attr-defined]
        self.fields["assigned_to"].queryset = User.objects.filter(is_staff=True, is_active=True)  # type: ignore[attr-defined]
        self.initial = {"questions": assigned, "assigned_to": self.statement.assigned_to_id}


class ForwardForm(IncomingForm):
    body = forms.ModelChoiceField(label=gettext_lazy("Group"), queryset=Body.objects.order_by("code"))
    is_mailed = forms.BooleanField(
        label=gettext_lazy("Mail it to the group’s liaison addresses"),
        required=False,
        help_text=gettext_lazy("With the file that came in."),
    )
    note = forms.CharField(
        label=gettext_lazy("Words to go with it"),
        required=False,
        widget=forms.Textarea(attrs=AREA),
        help_text=gettext_lazy("In the mail, if one is sent, and among the events; never public."),
    )


class NoteForm(IncomingForm):
    text = forms.CharField(
        label=gettext_lazy("Note"),
        widget=forms.Textarea(attrs=AREA),
        help_text=gettext_lazy("What staff say to each other. Never public."),
    )


class HandlingMailForm(IncomingForm):
    subject = forms.CharField(label=gettext_lazy("Subject"), max_length=400, widget=forms.TextInput(attrs={"size": 80}))
    text = forms.CharField(label=gettext_lazy("Text"), widget=forms.Textarea(attrs={"rows": 16, "cols": 90}))
    files = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Files"),
        queryset=StatementFile.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["files"].queryset = self.statement.files.all()  # type: ignore[attr-defined]
        subject, text = mail_words(self.statement)
        self.initial = {"subject": subject, "text": text, "files": files_to_mail(self.statement)}
        if not self.statement.files.exists():
            del self.fields["files"]

    def clean_files(self) -> list[StatementFile]:
        return list(self.cleaned_data["files"])
