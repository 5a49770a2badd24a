"""The filters of the list of meetings."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from . import fields
from .base import By, FilterForm, ListFilter


class MeetingFilterForm(FilterForm):
    main = ("q", "body", "question", "period")


class MeetingFilter(ListFilter):
    q = By(fields.TextField, "matching", label=_("Words"), help_text=_("In the name or the place"))
    body = By(
        fields.PickField,
        "for_body",
        label=_("Body"),
        find=fields.bodies_called,
        names="bodies",
        help_text=_("Code or name, such as ITU-D SG2"),
    )
    question = By(
        fields.PickField,
        "for_question",
        label=_("Question"),
        find=fields.questions_called,
        names="questions",
        help_text=_("Such as 3/2"),
    )
    period = By(
        fields.PickField,
        "of_period",
        label=pgettext_lazy("filter", "Study period"),
        find=fields.periods_called,
        short=fields.period_options,
    )

    class Meta:
        form = MeetingFilterForm
