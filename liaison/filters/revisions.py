"""Which two revisions of a statement are compared."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from liaison.models import Revision


class TwoRevisions(forms.Form):
    """By default the last two, the newest of which stands first in `revisions`. `rows` are older and newer, once valid.

    `has_choice`: whether there are two to choose from.
    """

    old = forms.TypedChoiceField(label=pgettext_lazy("revision", "From"), coerce=int)
    new = forms.TypedChoiceField(label=pgettext_lazy("revision", "To"), coerce=int)

    def __init__(self, revisions: list[Revision], data: Mapping[str, Any] | None = None) -> None:
        self.by_number = {row.number: row for row in revisions}
        numbers = list(self.by_number)
        self.has_choice = len(numbers) > 1
        last = {"new": numbers[0], "old": numbers[1]} if self.has_choice else {}
        given = {name: data[name] for name in ("old", "new") if data and data.get(name)}
        super().__init__(data=last | given if data is not None else None, initial=last, auto_id="revision-%s")
        for name in ("old", "new"):
            self.fields[name].choices = [(number, _name(number)) for number in numbers]  # type: ignore[attr-defined]

    @property
    def rows(self) -> tuple[Revision, Revision]:
        return self.by_number[self.cleaned_data["old"]], self.by_number[self.cleaned_data["new"]]


def _name(number: int) -> str:
    return _("Revision %(number)d") % {"number": number} if number else _("As first issued")
