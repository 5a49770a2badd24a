"""What SQLite is told of its tables, so that it finds the rows of a large register by the right index."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet

from config import sqlite_statistics
from contributions.models import Document
from liaison.models import Statement

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

TOLD = "SELECT tbl, idx, stat FROM sqlite_stat1"


def told() -> set[tuple[str, str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(TOLD)
        return set(cursor.fetchall())


def plan(rows: QuerySet[Any]) -> str:
    """The engine's plan. What it was told is read again, for it forgets that where a transaction is undone."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE sqlite_master")
    return rows.explain()


def test_each_database_is_told_after_it_was_migrated() -> None:
    assert set(sqlite_statistics.read()) <= told()


def test_file_speaks_of_indexes_that_are_there() -> None:
    with connection.cursor() as cursor:
        cursor.execute(sqlite_statistics.INDEXES)
        there = set(cursor.fetchall())
    assert [row for row in sqlite_statistics.read() if row[:2] not in there] == []


def test_what_was_counted_before_gives_way() -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE sqlite_stat1 SET stat = '1 1' WHERE idx = 'document_newest'")
    sqlite_statistics.tell("default")
    assert [row for row in told() if row[1] == "document_newest"] == [
        row for row in sqlite_statistics.read() if row[1] == "document_newest"
    ]


@pytest.mark.parametrize("by", ["period", "body"])
def test_documents_are_narrowed_in_their_order_by_an_index_alone(by: str) -> None:
    found = plan(Document.objects.public().filter(**{by: 7}).sorted_by("-received").values("pk"))
    assert "USING COVERING INDEX document_listed" in found, found


def test_what_is_overdue_is_not_looked_for_among_all_deadlines_for_each_statement() -> None:
    found = plan(Statement.objects.listed().overdue().order_by().values("pk"))
    assert "statement_id=?" in found, found
    assert "party_part_deadline" not in found, found
