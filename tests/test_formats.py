"""Dates and numbers in the six languages: as the organisation prints them, in Western digits."""

from __future__ import annotations

import datetime

import pytest
from django import forms
from django.conf import settings
from django.utils import formats, translation

from liaison.letter.labels import printed_date
from liaison.templatetags.days import day, short_day

CODES = [code for code, _name in settings.LANGUAGES]
MOMENT = datetime.datetime(2023, 5, 22, 14, 30)  # noqa: DTZ001 -- formats alone are looked at
NAMES = [
    *("DATE_FORMAT", "SHORT_DATE_FORMAT", "DATETIME_FORMAT", "SHORT_DATETIME_FORMAT", "TIME_FORMAT"),
    *("YEAR_MONTH_FORMAT", "MONTH_DAY_FORMAT"),
]


@pytest.mark.parametrize("code", CODES)
def test_digits_are_western_in_every_date_and_number(code: str) -> None:
    with translation.override(code):
        said = [formats.date_format(MOMENT, name) for name in NAMES]
        said += [day(MOMENT.date()), short_day(MOMENT.date()), formats.localize(1234567, use_l10n=True)]
    assert [text for text in said if any(letter.isdigit() and not letter.isascii() for letter in text)] == []


@pytest.mark.parametrize("code", CODES)
def test_day_at_the_desk_is_the_day_of_the_page_and_of_the_letter(code: str) -> None:
    with translation.override(code):
        assert {formats.date_format(MOMENT), day(MOMENT.date())} == {printed_date(MOMENT.date(), code)}


@pytest.mark.parametrize("code", CODES)
def test_week_begins_on_monday_as_meetings_do(code: str) -> None:
    with translation.override(code):
        assert formats.get_format("FIRST_DAY_OF_WEEK") == 1


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("name", ["DATE_INPUT_FORMATS", "DATETIME_INPUT_FORMATS"])
def test_no_date_is_read_with_its_month_first(code: str, name: str) -> None:
    with translation.override(code):
        assert [form for form in formats.get_format(name) if form.startswith(("%m", "%b", "%B"))] == []


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("typed", ["2023-05-22", "{short}"])
def test_date_may_be_typed_as_iso_and_as_it_is_shown_short(code: str, typed: str) -> None:
    with translation.override(code):
        typed = typed.format(short=formats.date_format(MOMENT, "SHORT_DATE_FORMAT"))
        assert forms.DateField().clean(typed) == MOMENT.date()


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("ar", "22 مايو 2023"),
        ("en", "22 May 2023"),
        ("es", "22 may 2023"),
        ("fr", "22 mai 2023"),
        ("ru", "22 мая 2023"),
        ("zh-hans", "2023年5月22日"),
    ],
)
def test_short_day_has_the_short_month_of_the_language(code: str, expected: str) -> None:
    with translation.override(code):
        assert short_day(MOMENT.date()) == expected


def test_short_months_of_french_are_those_of_french() -> None:
    with translation.override("fr"):
        assert [short_day(datetime.date(2023, month, 2)) for month in (6, 7)] == ["2 juin 2023", "2 juil. 2023"]
