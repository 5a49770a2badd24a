"""PostgreSQL joins in order where it is told to, and only there."""

from __future__ import annotations

import pytest
from django.db import DataError, connection

from contacts.planning import joined_in_order
from liaison.models import Party, Statement

pytestmark = pytest.mark.django_db


def told(sql: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return "\n".join(row for (row,) in cursor.fetchall())


def plan() -> str:
    return told(
        "EXPLAIN SELECT FROM generate_series(1, 100000) AS many JOIN generate_series(1, 9) AS few ON many = few"
    )


@pytest.mark.postgresql
def test_query_is_joined_without_a_hash_within_and_as_before_afterwards():
    with joined_in_order("default"):
        found = plan()
    assert ("Hash Join" in found, "Hash Join" in plan()) == (False, True), found + plan()


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_query_that_fails_leaves_nothing_told():
    with pytest.raises(DataError), joined_in_order("default"), connection.cursor() as cursor:
        cursor.execute("SELECT 1 / 0")
    assert told("SHOW enable_hashjoin") == "on"


@pytest.mark.both_engines
def test_rows_within_are_those_of_the_query():
    with joined_in_order("default"):
        assert list(Statement.objects.order_by("pk").values_list("pk", flat=True)) == []
        assert Party.objects.in_statements(Statement.objects.listed(), 1, 9).count() == 0
