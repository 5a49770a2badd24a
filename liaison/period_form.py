"""The form with which a study period is begun: a line for each Question of the one before it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminDateWidget
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.models import Question, StudyPeriod
from contacts.periods import Fate
from contacts.refusable import RefusableForm

MOST = 500  # Questions of one period


class PeriodForm(RefusableForm):
    label = forms.CharField(
        label=gettext_lazy("Label"), max_length=20, help_text=gettext_lazy("As it is printed: 2026-2029.")
    )
    prefix = forms.CharField(
        label=gettext_lazy("Document prefix"),
        max_length=3,
        required=False,
        help_text=gettext_lazy("The sector’s letter and two digits of a year: D26."),
    )
    starts_on = forms.DateField(label=gettext_lazy("First day"), widget=AdminDateWidget)
    ends_on = forms.DateField(label=gettext_lazy("Last day"), widget=AdminDateWidget)
    others = forms.CharField(
        label=gettext_lazy("Questions that continue none"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "cols": 80}),
        help_text=gettext_lazy("One a line, the number first: 7/2 Quantum-safe keys."),
    )

    def __init__(self, data: Any = None, *, before: StudyPeriod) -> None:
        super().__init__(data, label_suffix="")
        self.before = before
        self.questions = list(Question.objects.of_period(before).for_list().in_order()[:MOST])
        for question in self.questions:
            words = {"number": question.number}
            number, title = _("New number of %(number)s") % words, _("New title of %(number)s") % words
            self.fields[f"new-{question.pk}"] = forms.CharField(
                label=number,
                required=False,
                initial=question.number,
                max_length=100,
                widget=forms.TextInput(attrs={"size": 10, "aria-label": number}),
            )
            self.fields[f"title-{question.pk}"] = forms.CharField(
                label=title,
                required=False,
                max_length=400,
                widget=forms.TextInput(attrs={"size": 50, "placeholder": question.name, "aria-label": title}),
            )

    @property
    def heads(self) -> list[forms.BoundField]:
        return [self[name] for name in ("label", "prefix", "starts_on", "ends_on")]

    @property
    def lines(self) -> list[tuple[Question, forms.BoundField, forms.BoundField]]:
        return [(question, self[f"new-{question.pk}"], self[f"title-{question.pk}"]) for question in self.questions]

    def fates(self) -> list[Fate]:
        """What the lines say; once the form is clean."""
        found = []
        for question in self.questions:
            numbers = [number.strip() for number in self.cleaned_data[f"new-{question.pk}"].split(",")]
            title = self.cleaned_data[f"title-{question.pk}"]
            found += [Fate(question.number, number, title if number else "") for number in dict.fromkeys(numbers)]
        for line in self.cleaned_data["others"].splitlines():
            number, _space, title = line.strip().partition(" ")
            if number:
                found.append(Fate("", number, title.strip()))
        return found

    def arguments(self) -> dict[str, Any]:
        """Of `period_begin`."""
        names = ("label", "prefix", "starts_on", "ends_on")
        return {name: self.cleaned_data[name] for name in names} | {"before": self.before, "fates": self.fates()}
