"""Read the dates of a column, however they are written."""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Iterable

from django.utils import dates, translation

from .words import LANGUAGES

_TIME = re.compile(r"[T,\s]+\d{1,2}[:.h]\d{2}.*$", re.DOTALL)
_WEEKDAY = re.compile(r"^([^\W\d_]+)\.?,?\s+(?=\d)")
_YEAR_FIRST = re.compile(r"(\d{4})\s?([-/.年])\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})\s?日?")
_NUMBERS = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})")
_DAY_NAME = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th|er|º|°|ª|-?е|-?го)?[\s.\-/]*(?:de\s+|of\s+)?([^\W\d_]+)[\s.,\-/]*(?:del?\s+)?(\d{4}|\d{2})"
    r"(?:\s*(?:г|года|م)\.?)?",
    re.IGNORECASE,
)
_NAME_DAY = re.compile(r"([^\W\d_]+)[\s.]*(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})", re.IGNORECASE)
FIRST_YEAR, LAST_YEAR = 1950, 2100


class DayError(ValueError):
    """The text is no date, or may be two; `either` are the two."""

    def __init__(self, *either: datetime.date) -> None:
        super().__init__()
        self.either = either


def day_of(text: str, day_first: bool | None = None) -> datetime.date:
    """The date that a text says. `day_first` decides what 03/04/2023 is; None leaves it open, which is a DayError."""
    text = _TIME.sub("", " ".join(text.split()))
    weekday = _WEEKDAY.match(text)
    if weekday and weekday[1].casefold() not in _months():
        text = text[weekday.end() :]
    if found := _YEAR_FIRST.fullmatch(text):
        return _day(found[1], found[3], found[4])
    if found := _NUMBERS.fullmatch(text):
        return _day_of_numbers(found, day_first)
    if found := _DAY_NAME.fullmatch(text):
        return _day(found[3], _month(found[2]), found[1])
    if found := _NAME_DAY.fullmatch(text):
        return _day(found[3], _month(found[1]), found[2])
    raise DayError


def _day_of_numbers(found: re.Match[str], day_first: bool | None) -> datetime.date:
    first, sign, second, year = found.groups()
    if sign == "." or int(first) > 12 or first == second:
        return _day(year, second, first)
    if int(second) > 12:
        return _day(year, first, second)
    if day_first is None:
        raise DayError(_day(year, second, first), _day(year, first, second))
    return _day(year, second, first) if day_first else _day(year, first, second)


def day_comes_first(texts: Iterable[str]) -> bool | None:
    """Whether days stand before months in a column, by its dates that can be read in one way alone; None: unknown."""
    found = filter(None, (_NUMBERS.match(" ".join(text.split())) for text in texts))
    pairs = [(int(match[1]), int(match[3])) for match in found if match[2] != "."]
    day_first = any(first > 12 for first, _second in pairs)
    month_first = any(second > 12 for _first, second in pairs)
    return None if day_first == month_first else day_first


def looks_like_day(text: str) -> bool:
    """Also “3-Feb”: what spreadsheet programs make of symbols and Questions such as 2/3."""
    try:
        day_of(text, day_first=True)
    except DayError:
        short = re.fullmatch(r"\d{1,2}[-. ]+([^\W\d_]+)\.?|([^\W\d_]+)\.?[-. ]+\d{1,2}", text.strip())
        return bool(short and (short[1] or short[2]).casefold() in _months())
    return True


def _day(year: str, month: str | int, day: str) -> datetime.date:
    full = int(year) if len(year) == 4 else 2000 + int(year)
    try:
        found = datetime.date(full, int(month), int(day))
    except ValueError:
        raise DayError from None
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise DayError
    return found


def _month(name: str) -> int:
    try:
        return _months()[name.casefold()]
    except KeyError:
        raise DayError from None


@functools.cache
def _months() -> dict[str, int]:
    """Months by their names and short names in six languages, as Django has them."""
    found: dict[str, int] = {"sept": 9, "mrz": 3, "okt": 10, "dez": 12}
    for language in LANGUAGES:
        with translation.override("zh-hans" if language == "zh" else language):
            for table in (dates.MONTHS, dates.MONTHS_3, dates.MONTHS_ALT, dates.MONTHS_AP):
                for number, name in table.items():
                    text = str(name).casefold()
                    found.setdefault(text.strip("."), number)
                    if language in ("en", "ru"):
                        found.setdefault(text[:3], number)
    return found
