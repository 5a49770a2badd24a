"""Forms whose service may refuse what they ask for."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError


class RefusableForm(forms.Form):
    def refuse(self, refusal: ValidationError) -> None:
        """Show why the service refused: beside the field where it names one, and whether or not anything was posted."""
        if not self.is_bound:
            self.full_clean()
            self.cleaned_data = {}
        for name, errors in refusal.update_error_dict({}).items():
            self.add_error(name if name in self.fields else None, errors)
