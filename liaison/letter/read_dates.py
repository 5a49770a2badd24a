"""Dates and spans of days in running text, in the forms and languages in which statements print them.

What cannot be a date (31 February), what can be two (05/06/2023) and a span that ends before it starts are found as
well, with the problem in words and no date: nothing is guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

_MONTHS = """
january jan janvier janv enero ene января январь يناير
february feb février fevrier févr fevr febrero февраля февраль فبراير
march mar mars marzo марта март مارس
april apr avril avr abril abr апреля апрель أبريل ابريل
may mai mayo мая май مايو
june jun juin junio июня июнь يونيو يونيه
july jul juillet juil julio июля июль يوليو يوليه
august aug août aout agosto ago августа август أغسطس اغسطس
september sept sep septembre septiembre setiembre сентября сентябрь سبتمبر
october oct octobre octubre октября октябрь أكتوبر اكتوبر
november nov novembre noviembre ноября ноябрь نوفمبر
december dec décembre decembre déc diciembre dic декабря декабрь ديسمبر
"""
MONTHS = {name: number for number, row in enumerate(_MONTHS.split("\n")[1:-1], 1) for name in row.split()}
_WEEKDAYS = (
    "mon(?:day)? tue(?:s(?:day)?)? wed(?:nesday)? thu(?:rs(?:day)?)? fri(?:day)? sat(?:urday)? sun(?:day)? "
    "lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miércoles jueves viernes sábado domingo "
    "понедельник вторник среда четверг пятница суббота воскресенье"
)
WEEKDAY = rf"(?:(?:{'|'.join(_WEEKDAYS.split())})\.?,?\s{{1,3}})?"

_DASH = "[-\u2010-\u2015\u2212]"
_TO_WORD = r"\s{1,3}(?:to|until|till|through|au|à|al|a|по|до|إلى|الى)\s{1,3}(?:the\s|le\s|el\s)?"
_TO = rf"(?:\s{{0,3}}{_DASH}\s{{0,3}}|{_TO_WORD})"
_AND = r"\s{1,3}(?:and|&|et|y|и|و)\s{1,3}"
_OF = r"\s{0,3}(?:(?:of|de|del)\s{1,3})?"
_NAMES = "|".join(sorted(MONTHS, key=len, reverse=True))
_START = r"(?<![\w/.\-\u2010-\u2015])"


def _day(n: int) -> str:
    return rf"(?P<d{n}>\d{{1,2}})(?:\s?(?:st|nd|rd|th|er|º|ª|°|-го|-е)(?![^\W\d_]))?(?!\d)"


def _month(n: int) -> str:
    return rf"(?P<m{n}>{_NAMES})(?![^\W\d_])\.?"


def _year(n: int) -> str:
    return rf",?{_OF}(?P<y{n}>\d{{4}})(?!\d)"


_DAY_MONTH_FIRST = rf"{_START}{_day(1)}(?:{_OF}{_month(1)}(?:{_year(1)})?)?"
_ISO = r"(?P<y{0}>\d{{4}})-(?P<m{0}>\d{{2}})-(?P<d{0}>\d{{2}})(?!\d)"
_FLAGS = re.IGNORECASE
SPANS = tuple(
    re.compile(pattern, _FLAGS)
    for pattern in (
        rf"{_DAY_MONTH_FIRST}{_TO}{WEEKDAY}{_day(2)}{_OF}{_month(2)}{_year(2)}",
        rf"{_START}{_month(1)}\s{{1,3}}{_day(1)}(?:{_year(1)})?{_TO}{WEEKDAY}(?:{_month(2)}\s{{1,3}})?{_day(2)}{_year(2)}",
        rf"{_START}{_ISO.format(1)}\s{{0,3}}(?:to|/|{_DASH})\s{{0,3}}{_ISO.format(2)}",
        r"(?P<y1>\d{4})年(?P<m1>\d{1,2})月(?P<d1>\d{1,2})日?[-–—~至到](?:(?P<y2>\d{4})年)?(?:(?P<m2>\d{1,2})月)?(?P<d2>\d{1,2})日",
    )
)
PAIR = re.compile(rf"{_START}{_day(1)}(?:{_OF}{_month(1)})?{_AND}{_day(2)}{_OF}{_month(2)}{_year(2)}", _FLAGS)
DAYS = tuple(
    re.compile(pattern, _FLAGS)
    for pattern in (
        rf"{_START}{_day(1)}{_OF}{_month(1)}{_year(1)}",
        rf"{_START}{_month(1)}\s{{1,3}}{_day(1)}{_year(1)}",
        rf"{_START}{_ISO.format(1)}",
        r"(?P<y1>\d{4})年(?P<m1>\d{1,2})月(?P<d1>\d{1,2})日",
    )
)
NUMERIC = re.compile(rf"{_START}(\d{{1,2}})([/.\-])(\d{{1,2}})\2(\d{{4}})(?!\d)")
BETWEEN = re.compile(r"(?:between|entre|между)\s+(?:the\s|le\s|el\s)?$", re.IGNORECASE)
AROUND = re.compile(rf"^\s*(?:(?:le|el|on)\s)?{WEEKDAY}", re.IGNORECASE)
TRAILING = re.compile(r"(?:г\.|года?)$", re.IGNORECASE)


@dataclass(frozen=True)
class Found:
    """A date or span in a text. A single day starts and ends on it; with a `problem` both are None."""

    text: str
    position: int
    start: date | None
    end: date | None
    problem: str = ""

    @property
    def is_day(self) -> bool:
        return self.start is not None and self.start == self.end


def find_dates(text: str) -> tuple[Found, ...]:
    """Every date and span of the text, in its order."""
    found: list[Found] = []
    taken = 0
    for first, last, dates in sorted(_matches(text), key=lambda match: (match[0], -match[1])):
        if first >= taken:
            found += dates
            taken = last
    return tuple(found)


def read_date(text: str) -> tuple[date | None, str]:
    """The one day that the text names; else None and what is wrong, in words."""
    found = find_dates(text)
    if not found:
        return None, f"“{text}” holds no date that can be read"
    if len({(one.start, one.end) for one in found}) > 1:
        return None, f"“{text}” holds several dates"
    if found[0].problem:
        return None, found[0].problem
    if not found[0].is_day:
        return None, f"“{found[0].text}” is a span of days, not one date"
    return found[0].start, ""


def read_range(text: str) -> tuple[date | None, date | None, str]:
    """The one span that the text names, a single day being a short one; else None, None and what is wrong."""
    found = find_dates(text)
    if not found:
        return None, None, f"“{text}” holds no date that can be read"
    if len({(one.start, one.end) for one in found}) > 1:
        return None, None, f"“{text}” holds several dates"
    return found[0].start, found[0].end, found[0].problem


def whole_date(text: str) -> Found | None:
    """The date or span, where the text is nothing else (but for a weekday or the Russian word for year)."""
    found = find_dates(text)
    if len(found) != 1:
        return None
    before, after = text[: found[0].position], text[found[0].position + len(found[0].text) :]
    rest = AROUND.sub("", before + " ") + TRAILING.sub("", after.strip())
    return None if rest.strip(" .,()") else found[0]


def _matches(text: str) -> list[tuple[int, int, list[Found]]]:
    result = []
    for pattern in SPANS:
        for match in pattern.finditer(text):
            result.append((match.start(), match.end(), [_span(match)]))
    for match in PAIR.finditer(text):
        result.append((match.start(), match.end(), _pair(match, text)))
    for pattern in DAYS:
        for match in pattern.finditer(text):
            start, problem = _dated(match["y1"], match["m1"], match["d1"], match[0])
            result.append((match.start(), match.end(), [Found(match[0], match.start(), start, start, problem)]))
    for match in NUMERIC.finditer(text):
        result.append((match.start(), match.end(), [_numeric(match)]))
    return result


def _dated(year: str, month: str, day: str, text: str) -> tuple[date | None, str]:
    number = MONTHS.get(month.casefold()) or int(month)
    try:
        return date(int(year), number, int(day)), ""
    except ValueError:
        return None, f"“{text}” is not a date of the calendar"


def _span(match: re.Match[str]) -> Found:
    parts = match.groupdict()
    month1 = parts.get("m1") or parts["m2"]
    month2 = parts.get("m2") or month1
    year1 = parts.get("y1") or parts["y2"]
    year2 = parts.get("y2") or year1
    start, problem1 = _dated(year1, month1, parts["d1"], match[0])
    end, problem2 = _dated(year2, month2, parts["d2"], match[0])
    problem = problem1 or problem2
    if start and end and end < start:
        problem = f"“{match[0]}” ends before it starts"
    if problem:
        start = end = None
    return Found(match[0], match.start(), start, end, problem)


def _pair(match: re.Match[str], text: str) -> list[Found]:
    """ "11 and 12 May 2017" is a span of two days; "7 and 22 May 2017" are two dates, unless after "between"."""
    span = _span(match)
    if span.problem or BETWEEN.search(text[: match.start()][-20:]):
        return [span]
    if span.start and span.end and span.end - span.start <= timedelta(days=1):
        return [span]
    cut = match.start("d2")
    return [
        Found(text[match.start() : cut], match.start(), span.start, span.start),
        Found(text[cut : match.end()], cut, span.end, span.end),
    ]


def _numeric(match: re.Match[str]) -> Found:
    first, _, second, year = match.groups()
    day_first, _ = _dated(year, second, first, match[0])
    month_first, _ = _dated(year, first, second, match[0])
    if day_first and month_first and day_first != month_first:
        problem = f"“{match[0]}” can be {day_first} or {month_first}"
        return Found(match[0], match.start(), None, None, problem)
    day = day_first or month_first
    problem = "" if day else f"“{match[0]}” is not a date of the calendar"
    return Found(match[0], match.start(), day, day, problem)
