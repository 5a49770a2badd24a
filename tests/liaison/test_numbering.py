"""The series of a body and the numbers that its statements get."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from contacts.models import Body
from liaison.models import Series, Statement
from liaison.numbering import symbol_assign
from tests import factory

pytestmark = pytest.mark.django_db


def statement_of(*bodies: Body, **values: Any) -> Statement:
    statement = factory.make_statement(**values)
    for place, body in enumerate(bodies):
        factory.make_party(statement, part="from", body=body, position=place)
    return statement


def assign(statement: Statement) -> str:
    with transaction.atomic():
        symbol = symbol_assign(statement=statement)
    statement.refresh_from_db()
    assert statement.symbol == symbol
    return symbol


@pytest.mark.parametrize(
    ("pattern", "symbol"),
    [
        ("SG2/LS{number}", "SG2/LS7"),
        ("D22-SG02-LS-{number:04}", "D22-SG02-LS-0007"),
        ("{number:02}-E", "07-E"),
        ("LS {number}/2", "LS 7/2"),
    ],
)
def test_symbol_follows_the_pattern(pattern: str, symbol: str) -> None:
    assert Series(pattern=pattern, next_number=7).symbol() == symbol


def test_number_longer_than_its_place_is_written_in_full() -> None:
    assert Series(pattern="LS{number:02}", next_number=1234).symbol() == "LS1234"


@pytest.mark.parametrize(
    "pattern",
    ["LS", "LS{}", "LS{n}", "{number}{number}", "{number", "{number:4}", "{number.__class__}", "{number:0>9}"],
)
def test_pattern_that_is_none_is_refused(pattern: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Series(body=factory.make_body(), pattern=pattern).full_clean()
    assert list(caught.value.message_dict) == ["pattern"]


def test_statements_of_a_body_are_numbered_one_after_the_other() -> None:
    series = factory.make_series(next_number=4)
    assert [assign(statement_of(series.body)) for _ in range(3)] == ["SG2/LS4", "SG2/LS5", "SG2/LS6"]


def test_body_without_a_series_leaves_the_statement_without_a_symbol() -> None:
    factory.make_series()
    assert assign(statement_of(factory.make_body())) == ""
    assert assign(factory.make_statement()) == ""


def test_symbol_that_a_statement_has_stays_and_takes_no_number() -> None:
    series = factory.make_series()
    assert assign(statement_of(series.body, symbol="Old/1")) == "Old/1"
    series.refresh_from_db()
    assert series.next_number == 1


def test_rollback_gives_the_number_back() -> None:
    series = factory.make_series()
    statement = statement_of(series.body)
    with transaction.atomic():
        symbol_assign(statement=statement)
        transaction.set_rollback(True)
    assert assign(statement_of(series.body)) == "SG2/LS1"
    assert Statement.objects.get(pk=statement.pk).symbol == ""


@pytest.mark.django_db(transaction=True)
def test_number_is_not_taken_outside_a_transaction() -> None:
    series = factory.make_series()
    with pytest.raises(transaction.TransactionManagementError):
        symbol_assign(statement=statement_of(series.body))
    series.refresh_from_db()
    assert series.next_number == 1


def test_each_period_has_numbers_of_its_own() -> None:
    body = factory.make_body()
    for label in ("2018-2021", "2022-2025"):
        factory.make_series(body=body, period=factory.make_period(label))
    earlier, later = (factory.make_period(label) for label in ("2018-2021", "2022-2025"))
    symbols = [assign(statement_of(body, period=period)) for period in (earlier, later, later)]
    assert symbols == ["SG2/LS1", "SG2/LS1", "SG2/LS2"]


def test_date_tells_the_period_where_the_statement_names_none() -> None:
    body = factory.make_body()
    factory.make_series(body=body, period=factory.make_period("2018-2021"), pattern="old{number}")
    factory.make_series(body=body, period=factory.make_period("2022-2025"), pattern="new{number}")
    days = [datetime.date(2021, 12, 31), datetime.date(2022, 1, 1)]
    assert [assign(statement_of(body, date=day)) for day in days] == ["old1", "new1"]


def test_series_of_the_period_comes_before_that_for_all() -> None:
    body = factory.make_body()
    factory.make_series(body=body, pattern="any{number}")
    factory.make_series(body=body, period=factory.make_period("2022-2025"), pattern="own{number}")
    symbols = [assign(statement_of(body, period=factory.make_period(label))) for label in ("2022-2025", "2018-2021")]
    assert symbols == ["own1", "any1"]


def test_first_sender_with_a_series_gives_the_number() -> None:
    first, second = factory.make_series(pattern="A{number}"), factory.make_series(pattern="B{number}")
    assert assign(statement_of(factory.make_body(), second.body, first.body)) == "B1"


def test_symbol_that_is_in_use_is_not_given_twice() -> None:
    series = factory.make_series(next_number=5)
    other = statement_of(series.body, symbol="SG2/LS5", title="Typed by hand")
    with pytest.raises(ValidationError, match="which “Typed by hand” has already"), transaction.atomic():
        symbol_assign(statement=statement_of(series.body))
    series.refresh_from_db()
    assert (series.next_number, series.bearer("SG2/LS5")) == (5, other)


def test_symbol_of_another_body_or_period_is_no_obstacle() -> None:
    series = factory.make_series(period=factory.make_period("2022-2025"))
    statement_of(factory.make_body(), symbol="SG2/LS1")
    statement_of(series.body, symbol="SG2/LS1", period=factory.make_period("2018-2021"))
    assert assign(statement_of(series.body)) == "SG2/LS1"
