"""What single cells mean: dates and Questions."""

from __future__ import annotations

import datetime

import pytest

from contributions.lists.dates import DayError, day_comes_first, day_of, looks_like_day
from contributions.lists.questions import question_numbers

DAY = datetime.date(2023, 5, 22)


@pytest.mark.parametrize(
    "text",
    [
        "2023-05-22",
        "2023-05-22T10:30:00Z",
        "2023/5/22",
        "22 May 2023",
        "Monday, 22 May 2023",
        "22nd of May, 2023",
        "May 22, 2023",
        "22-May-23",
        "22.05.2023",
        "22.5.23",
        "22/05/2023 14:30",
        "05/22/2023",
        "lundi 22 mai 2023",
        "22 de mayo de 2023",
        "22 мая 2023 г.",
        "22 مايو 2023",
        "2023年5月22日",
    ],
)
def test_date_is_read_however_it_is_written(text: str) -> None:
    assert day_of(text) == DAY


@pytest.mark.parametrize("text", ["", "May 2023", "22 May", "31.04.2023", "45068", "soon", "22 May 1023", "2023-13-01"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(DayError) as refused:
        day_of(text)
    assert refused.value.either == ()


def test_day_and_month_that_may_be_swapped_are_asked_about() -> None:
    with pytest.raises(DayError) as refused:
        day_of("03/04/2023")
    assert refused.value.either == (datetime.date(2023, 4, 3), datetime.date(2023, 3, 4))


def test_order_of_day_and_month_is_told_by_the_other_dates_of_the_column() -> None:
    assert day_comes_first(["03/04/2023", "22/05/2023"]) is True
    assert day_comes_first(["03/04/2023", "05/22/2023"]) is False
    assert day_comes_first(["03/04/2023", "22.05.2023", "2023-05-22"]) is None
    assert day_comes_first(["22/05/2023", "05/22/2023"]) is None


@pytest.mark.parametrize(
    ("text", "is_day"),
    [("3-Feb", True), ("Feb-03", True), ("02.Mrz", True), ("22/05/2023", True), ("2/34", False), ("S2-2304711", False)],
)
def test_symbols_of_which_a_spreadsheet_made_dates_are_recognised(text: str, is_day: bool) -> None:
    assert looks_like_day(text) is is_day


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("3/2", ["3/2"]),
        ("Q3/2", ["3/2"]),
        ("Q.3/2", ["3/2"]),
        ("q 3 / 2", ["3/2"]),
        ("Q3/2, Q5/2", ["3/2", "5/2"]),
        ("Questions 3/2 and 5/2", ["3/2", "5/2"]),
        ("Question 3/2\nQuestion 5/2", ["3/2", "5/2"]),
        ("Q8, 9, 10/16", ["8/16", "9/16", "10/16"]),
        ("Cuestiones 3/2 y 5/2", ["3/2", "5/2"]),
        ("Вопросы 3/2 и 5/2", ["3/2", "5/2"]),
        ("第3/2课题", ["3/2"]),
        ("المسألتان 3/2 و5/2", ["3/2", "5/2"]),
        ("QALL/2", ["all/2"]),
        ("3/2, 3/2", ["3/2"]),
    ],
)
def test_questions_are_read_however_they_are_written(text: str, numbers: list[str]) -> None:
    assert question_numbers(text) == numbers


@pytest.mark.parametrize("text", ["", "Q3", "3/2, 5", "3/2 culture", "TBD", "3/2/1", "3-Feb"])
def test_what_is_more_or_less_than_questions_is_not_read_as_such(text: str) -> None:
    assert question_numbers(text) is None
