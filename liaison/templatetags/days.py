"""Days in the reader's language."""

from __future__ import annotations

import datetime

from babel.dates import get_month_names
from django import template
from django.utils.translation import get_language

from liaison.letter.labels import base_language, printed_date

register = template.Library()


@register.filter
def day(value: datetime.date) -> str:
    """As a statement prints it: 22 May 2023, 2023年5月22日."""
    return printed_date(value, get_language() or "en")


@register.filter
def short_day(value: datetime.date) -> str:
    """For narrow columns: 22 May 2023 with the month cut short, where the language does so; in Western digits."""
    language = base_language(get_language() or "en")
    if language == "zh":
        return printed_date(value, language)
    return f"{value.day} {get_month_names('abbreviated', locale=language)[value.month]} {value.year}"
