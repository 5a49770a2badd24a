"""Walking through a sorted list by place: each row once, both ways, whatever is added meanwhile."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.db.models import QuerySet

from contributions.models import Document, Meeting
from liaison.keyset import Keyset
from liaison.models import Statement
from tests import factory

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
SORTS = [f"{sign}{name}" for name in ("date", "deadline", "title", "symbol") for sign in ("", "-")]
DAYS = [None, factory.DAY, factory.DAY, datetime.date(2024, 1, 1)]


def make_statements(count: int = 12) -> None:
    """With days, symbols, titles and deadlines some of which are the same and some missing."""
    for number in range(count):
        statement = factory.make_public_statement(
            date=DAYS[number % 4], title=f"Title {number % 5}", symbol=["", "B", "a", "É"][number % 4]
        )
        factory.make_party(statement, text="X", purpose="action", deadline=DAYS[number % 3])


def walked(rows: QuerySet[Any], most: int, *, backwards: bool = False) -> list[int]:
    keyset, place, found = Keyset(rows, backwards=backwards), None, []
    while step := keyset.after(place, most):
        assert len(found) < 100, "It does not end."
        found += [key for key, _place in step]
        place = step[-1][1]
    return found


@pytest.mark.parametrize("sort", SORTS)
def test_walk_through_rows_that_were_found_gives_each_once(sort: str) -> None:
    """Their keys are among some, as where words are searched for."""
    make_statements()
    keys = frozenset(Statement.objects.values_list("pk", flat=True))
    rows = Statement.objects.listed().filter(pk__among=keys).sorted_by(sort)
    assert walked(rows, 1) == list(rows.values_list("pk", flat=True))


@pytest.mark.parametrize("most", [1, 5])
@pytest.mark.parametrize("sort", SORTS)
def test_walk_gives_the_order_of_the_list(sort: str, most: int) -> None:
    make_statements()
    rows = Statement.objects.public().sorted_by(sort)
    assert walked(rows, most) == list(rows.values_list("pk", flat=True))


@pytest.mark.parametrize("sort", SORTS)
def test_walk_backwards_gives_the_order_from_its_end(sort: str) -> None:
    make_statements()
    rows = Statement.objects.public().sorted_by(sort)
    assert walked(rows, 5, backwards=True) == list(rows.values_list("pk", flat=True))[::-1]


@pytest.mark.parametrize("sort", ["received", "-received", "symbol", "-symbol", "title", "-title"])
def test_documents_are_walked_in_their_orders(sort: str) -> None:
    for number in range(9):
        factory.make_document(received_on=DAYS[number % 4], title=f"Title {number % 3}")
    rows = Document.objects.public().sorted_by(sort)
    assert walked(rows, 2) == list(rows.values_list("pk", flat=True))


@pytest.mark.parametrize("order", ["starts_on", "-starts_on"])
def test_order_that_says_nothing_of_missing_values_is_the_engines_own(order: str) -> None:
    for day in DAYS:
        factory.make_meeting(starts_on=day, ends_on=None)
    rows = Meeting.objects.order_by(order, "pk")
    assert (walked(rows, 1), walked(rows, 1, backwards=True)) == (
        list(rows.values_list("pk", flat=True)),
        list(rows.values_list("pk", flat=True))[::-1],
    )


def test_what_awaits_a_reply_first_is_walked_too() -> None:
    body = factory.make_body("CWG-COP")
    for number in range(10):
        statement = factory.make_public_statement(recipient=body, date=DAYS[number % 4])
        if number % 2:
            factory.make_party(statement, body=body, purpose="action", deadline=DAYS[number % 4])
    family = type(body).objects.under(body)
    rows = Statement.objects.listed().sent_to(family).open_first(family)
    assert walked(rows, 3) == list(rows.values_list("pk", flat=True))
    assert walked(rows, 3, backwards=True) == list(rows.values_list("pk", flat=True))[::-1]


def test_rows_that_are_added_meanwhile_move_nothing() -> None:
    make_statements(8)
    rows = Statement.objects.public().sorted_by("-date")
    known = list(rows.values_list("pk", flat=True))
    keyset, place, found = Keyset(rows), None, []
    while step := keyset.after(place, 3):
        found += [key for key, _place in step]
        place = step[-1][1]
        factory.make_public_statement(date=datetime.date(2030, 1, 1))
    assert found == known


def test_place_costs_at_most_three_queries(django_assert_max_num_queries: Any) -> None:
    make_statements()
    keyset = Keyset(Statement.objects.public().sorted_by("-date"))
    place = keyset.after(None, 6)[-1][1]
    with django_assert_max_num_queries(3):
        keyset.after(place, 100)
