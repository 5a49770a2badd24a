"""Days in the reader's language."""

from __future__ import annotations

import datetime

from django import template
from django.utils.formats import date_format
from django.utils.translation import get_language

from liaison.letter.labels import base_language, printed_date

register = template.Library()


@register.filter
def day(value: datetime.date) -> str:
    """As a statement prints it: 22 May 2023, 2023年5月22日."""
    return printed_date(value, get_language() or "en")


@register.filter
def short_day(value: datetime.date) -> str:
    """For narrow columns: 22 May 2023 with the month cut short, where the language does so."""
    language = get_language() or "en"
    return printed_date(value, language) if base_language(language) == "zh" else date_format(value, "j N Y")
