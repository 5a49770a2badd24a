"""The page on which staff set how a body numbers its statements."""

from __future__ import annotations

import pytest
from django.db.models import F
from django.test import Client

from liaison.models import Series
from tests import factory
from tests.desk import list_url, open_add, open_change

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(factory.make_secretary())
    return client


def test_series_is_added_and_shows_its_next_symbol(desk: Client) -> None:
    body = factory.make_body("ITU-D SG2")
    page = open_add(desk, Series).fill(body=body, pattern="D22-SG02-LS-{number:04}", next_number=12)
    assert page.errors() == []
    assert "D22-SG02-LS-0012" in desk.get(list_url(Series)).content.decode()


def test_saving_another_field_keeps_a_number_that_was_taken_meanwhile(desk: Client) -> None:
    series = factory.make_series(next_number=5)
    page = open_change(desk, series).fill(pattern="SG2/LS-{number}")
    factory.make_party(factory.make_statement(symbol="SG2/LS-5"), part="from", body=series.body)
    Series.objects.update(next_number=F("next_number") + 1)
    assert page.errors() == []
    series.refresh_from_db()
    assert (series.pattern, series.next_number) == ("SG2/LS-{number}", 6)


def test_next_number_can_be_set(desk: Client) -> None:
    series = factory.make_series()
    assert open_change(desk, series).fill(next_number=40).errors() == []
    series.refresh_from_db()
    assert series.next_number == 40


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"next_number": 3}, "“Statement of May” has the symbol SG2/LS3 already."),
        (
            {"pattern": "SG2/LS"},
            "Write {number} once where the number stands, or {number:04} for four digits: SG2/LS{number}.",
        ),
    ],
)
def test_what_cannot_be_is_told_beside_the_form(desk: Client, values: dict[str, object], message: str) -> None:
    series = factory.make_series(next_number=9)
    factory.make_party(
        factory.make_statement(symbol="SG2/LS3", title="Statement of May"), part="from", body=series.body
    )
    assert open_change(desk, series).fill(**values).errors() == [message]
