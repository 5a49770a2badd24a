"""The question that an edit of an approved statement puts, as a field of its form: how far the change goes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import services
from .models import Statement

CHOICES = [
    (services.EDITORIAL, gettext_lazy("Editorial: the approval stays")),
    (services.SUBSTANCE, gettext_lazy("Of substance: the approval is cleared, and the statement is in review again")),
]


class ChangeForm(forms.ModelForm):
    change = forms.ChoiceField(
        label=gettext_lazy("A meeting agreed this text. Is your change editorial or of substance?"),
        choices=CHOICES,
        widget=forms.RadioSelect,
        required=False,
    )
    is_asked = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        statement = statement_of(self.instance)
        if statement is None or not statement.is_approved:
            del self.fields["change"]

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        if self.is_asked and "change" in self.fields and not cleaned.get("change") and "change" not in self.errors:
            text = _("Say beside the save buttons whether your change is editorial or one of substance.")
            self.add_error("change", text)
        return cleaned


def statement_of(row: models.Model) -> Statement | None:
    """The statement that a form stores or that it belongs to; None for one that is not stored yet."""
    owner = row if isinstance(row, Statement) else getattr(row, "statement", None)
    return owner if owner is not None and owner.pk else None
