"""The series in which bodies number their statements.

They have a page of their own and no rows on a body's page: that page belongs to `contacts`, which knows nothing of
statements, and a number that is taken while the page of a body is open must not be put back by saving that page.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from contacts.admin.desk import DeskAdmin
from liaison.models import Series


class SeriesForm(forms.ModelForm):
    """The next number is compared with what the page showed, for it goes on while the page is open."""

    def clean_next_number(self) -> int:
        is_kept = self.instance.pk and "next_number" not in self.changed_data
        return self.instance.next_number if is_kept else self.cleaned_data["next_number"]


@admin.register(Series)
class SeriesAdmin(DeskAdmin):
    form = SeriesForm
    list_display = ["body", "period", "pattern", "next_symbol"]
    list_filter = ["period"]
    list_select_related = ["body", "period"]
    search_fields = ["body__code", "body__name", "pattern", "period__label"]
    ordering = ["body__code", "-period__label"]
    autocomplete_fields = ["body", "period"]
    fieldsets = [
        (
            None,
            {
                "description": _(
                    "A statement of the body gets the next number when it is sent, unless it has a symbol already. "
                    "A series of one period comes before that for all periods."
                ),
                "fields": [("body", "period"), "pattern", "next_number"],
            },
        )
    ]

    @admin.display(description=_("next symbol"))
    def next_symbol(self, series: Series) -> str:
        return series.symbol()

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "next_number":
            kwargs["show_hidden_initial"] = True
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: Series, form: Any, change: bool) -> None:
        """Only what was changed: a number that was taken since the page was opened stays taken."""
        if not change:
            super().save_model(request, obj, form, change)
        elif form.changed_data:
            obj.save(update_fields=form.changed_data)
