"""Dates in every form that statements print, and what is no date."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liaison.letter.labels import LABELS, printed_date
from liaison.letter.read_dates import find_dates, read_date, read_range, whole_date

from .forms import messages_with, read_with


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("22 May 2023", date(2023, 5, 22)),
        ("24 November 2017", date(2017, 11, 24)),
        ("May 5, 2010", date(2010, 5, 5)),
        ("November 9, 2010", date(2010, 11, 9)),
        ("2016-10-21", date(2016, 10, 21)),
        ("3rd of March 2023", date(2023, 3, 3)),
        ("1 Sept. 2021", date(2021, 9, 1)),
        ("Monday, 5 June 2023", date(2023, 6, 5)),
        ("31/12/2024", date(2024, 12, 31)),
        ("07.07.2024", date(2024, 7, 7)),
        ("1er mars 2024", date(2024, 3, 1)),
        ("2 de octubre de 2024", date(2024, 10, 2)),
        ("22 мая 2024 г.", date(2024, 5, 22)),
        ("٢٢ مايو 2023".replace("٢٢", "22"), date(2023, 5, 22)),
        ("2023年5月22日", date(2023, 5, 22)),
        ("29 February 2024", date(2024, 2, 29)),
    ],
)
def test_date_is_read_in_every_form(text, day):
    assert read_date(text) == (day, "")


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("11-12 July 2017", date(2017, 7, 11), date(2017, 7, 12)),
        ("11th - 12th September 2017", date(2017, 9, 11), date(2017, 9, 12)),
        ("27 November-1 December 2017", date(2017, 11, 27), date(2017, 12, 1)),
        ("30 October to 3 November 2023", date(2023, 10, 30), date(2023, 11, 3)),
        ("26 - 30 November, 2018", date(2018, 11, 26), date(2018, 11, 30)),
        ("25 February – 1 March 2019", date(2019, 2, 25), date(2019, 3, 1)),
        ("28 December 2023 to 5 January 2024", date(2023, 12, 28), date(2024, 1, 5)),
        ("May 5-9, 2010", date(2010, 5, 5), date(2010, 5, 9)),
        ("May 30 - June 3, 2010", date(2010, 5, 30), date(2010, 6, 3)),
        ("2016-12-05 - 2016-12-09", date(2016, 12, 5), date(2016, 12, 9)),
        ("du 30 septembre au 4 octobre 2024", date(2024, 9, 30), date(2024, 10, 4)),
        ("с 30 сентября по 4 октября 2024 года", date(2024, 9, 30), date(2024, 10, 4)),
        ("11 and 12 May 2017", date(2017, 5, 11), date(2017, 5, 12)),
        ("Geneva, 22 May 2023", date(2023, 5, 22), date(2023, 5, 22)),
    ],
)
def test_span_of_days_is_read_in_every_form(text, start, end):
    assert read_range(text) == (start, end, "")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("2017-02-13 - 2016-02-17", "“2017-02-13 - 2016-02-17” ends before it starts"),
        ("12-11 July 2017", "“12-11 July 2017” ends before it starts"),
        ("31 February 2023", "“31 February 2023” is not a date of the calendar"),
        ("2023-13-01", "“2023-13-01” is not a date of the calendar"),
        ("05/06/2024", "“05/06/2024” can be 2024-06-05 or 2024-05-06"),
        ("45/13/2024", "“45/13/2024” is not a date of the calendar"),
        ("mid-May 2007", "“mid-May 2007” holds no date that can be read"),
        ("12345 May 2007", "“12345 May 2007” holds no date that can be read"),
        ("1 May 2007 or 2 June 2007", "“1 May 2007 or 2 June 2007” holds several dates"),
    ],
)
def test_what_is_no_date_is_said_and_not_guessed(text, problem):
    assert read_range(text) == (None, None, problem)


def test_dates_of_a_text_are_found_in_order():
    text = "It met on 7 December 2022 and 22 May 2023, and will meet from 30 October to 3 November 2023."
    assert [(one.start, one.end) for one in find_dates(text)] == [
        (date(2022, 12, 7), date(2022, 12, 7)),
        (date(2023, 5, 22), date(2023, 5, 22)),
        (date(2023, 10, 30), date(2023, 11, 3)),
    ]


def test_only_a_line_that_is_a_date_and_no_more_is_a_date_line():
    assert whole_date("Monday, 5 June 2023") is not None
    assert whole_date("5 June 2023 in Geneva") is None


@settings(deadline=None)
@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.sampled_from(sorted(LABELS)))
def test_every_date_that_is_printed_is_read_again(day, language):
    assert read_date(printed_date(day, language)) == (day, "")


@settings(deadline=None)
@given(st.text(max_size=60))
def test_no_text_breaks_the_search_for_dates(text):
    for found in find_dates(text):
        assert text[found.position :].startswith(found.text)


@pytest.mark.parametrize(
    ("deadline", "day", "words"),
    [
        ("24 November 2017", date(2017, 11, 24), ""),
        ("by 24 November 2017", date(2017, 11, 24), ""),
        ("24 November 2017, close of business", date(2017, 11, 24), "24 November 2017, close of business"),
        ("mid-May 2007", None, "mid-May 2007"),
        ("before the next meeting", None, "before the next meeting"),
        ("-", None, ""),
        ("n/a", None, ""),
        ("", None, ""),
    ],
)
def test_deadline_keeps_the_words_that_say_more_than_its_day(deadline, day, words):
    (recipient,) = read_with(For="Action", Deadline=deadline).to
    assert (recipient.deadline, recipient.deadline_text) == (day, words)


def test_deadline_without_a_day_is_a_finding():
    assert messages_with(For="Action", Deadline="mid-May 2007") == [
        "The deadline “mid-May 2007” has no date that can be read: words, not a date."
    ]


def test_two_dates_of_a_statement_are_a_finding_and_no_date():
    assert read_with(Date="4 June 2024").date is None
    assert messages_with(Date="4 June 2024") == ["Several dates are given: 2024-06-03 (line 4), 2024-06-04 (line 22)."]


def test_same_date_twice_is_that_date():
    assert read_with(Date="3 June 2024").date == date(2024, 6, 3)
