"""The filters of the Questions under study."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from . import fields
from .base import By, FilterForm, ListFilter


class QuestionFilterForm(FilterForm):
    main = ("period", "group")


class QuestionFilter(ListFilter):
    period = By(
        fields.PickField,
        "of_periods",
        label=pgettext_lazy("filter", "Study period"),
        find=fields.periods_called,
        short=fields.period_options,
    )
    group = By(
        fields.PickField, "of_groups", label=_("Study group"), find=fields.groups_called, short=fields.group_options
    )

    class Meta:
        form = QuestionFilterForm
