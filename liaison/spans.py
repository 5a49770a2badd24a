"""Quarters and years, as stretches of days."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

MOST_QUARTERS = 24  # of more days than these have, years are counted
MOST_YEARS = 40


@dataclass(frozen=True)
class Span:
    first: datetime.date
    last: datetime.date

    @property
    def is_year(self) -> bool:
        return self.last.month - self.first.month == 11

    @property
    def key(self) -> tuple[int, ...]:
        return self.key_of(self.first)

    def key_of(self, day: datetime.date) -> tuple[int, ...]:
        """The key of the span of this length in which a day lies."""
        return (day.year,) if self.is_year else (day.year, (day.month - 1) // 3)

    @property
    def opens_a_year(self) -> bool:
        return self.first.month == 1

    def __str__(self) -> str:
        """“Jan–Mar 2024”, “2024”: no “Q1”, which would be a Question."""
        year = f"{self.first.year:04}"
        if self.is_year:
            return year
        months = {"first": date_format(self.first, "M"), "last": date_format(self.last, "M"), "year": year}
        return _("%(first)s–%(last)s %(year)s") % months


def spans_of(days: Iterable[datetime.date]) -> list[Span]:
    """The quarters from the first to the last of the days; years where those are more than MOST_QUARTERS, and of these
    the last MOST_YEARS."""
    known = set(days)
    if not known:
        return []
    first, last = min(known), max(known)
    if (last.year - first.year + 1) * 4 <= MOST_QUARTERS + 6:
        quarters = [_months(year, month, 3) for year in range(first.year, last.year + 1) for month in (1, 4, 7, 10)]
        inside = [span for span in quarters if span.last >= first and span.first <= last]
        if len(inside) <= MOST_QUARTERS:
            return inside
    return [_months(year, 1, 12) for year in range(max(first.year, last.year - MOST_YEARS + 1), last.year + 1)]


def _months(year: int, month: int, count: int) -> Span:
    end = month + count - 1
    return Span(datetime.date(year, month, 1), datetime.date(year, end, calendar.monthrange(year, end)[1]))
