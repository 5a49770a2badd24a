"""Each order and each filter of a long list has an index that serves it, on both engines."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet

from contacts.models import Body, SearchRow
from contacts.search.backends import backend
from contacts.search.queries import parse
from contributions.models import Document
from liaison.models import Party, Statement
from tests.factory import make_body, make_party, make_public_statement

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

STATEMENTS, DOCUMENTS, ROWS = Statement.objects, Document.objects, SearchRow.objects
DAY = datetime.date(2023, 5, 22)
BODY = Body.objects.filter(pk=7)
# Of equal cost while there are few parties.
OF_BODY = "party_body_part|party_body_id|party_part_deadline|party_purpose|party_statement_id|party_narrow"
ON_BOTH: dict[str, tuple[Callable[[], QuerySet[Any]], str]] = {
    "statements, newest first": (lambda: STATEMENTS.sorted_by("-date"), "statement_newest"),
    "statements of a language": (lambda: STATEMENTS.in_language("fr").order_by(), "statement_language_date"),
    "statements of a direction": (
        lambda: STATEMENTS.of_direction("incoming").order_by(),
        "statement_direction_date",
    ),
    "statements of some days": (
        lambda: STATEMENTS.dated(DAY, DAY).order_by(),
        "statement_date|statement_newest|statement_language_date",  # all of them short while the table is
    ),
    "statements to a body": (lambda: STATEMENTS.sent_to(BODY).order_by(), OF_BODY),
    "statements from a body": (lambda: STATEMENTS.sent_by(BODY).order_by(), OF_BODY),
    "deadlines between days": (
        lambda: Party.objects.filter(part="to", deadline__range=(DAY, DAY)).order_by(),
        "party_part_deadline|party_purpose",  # of equal cost too
    ),
    "documents, newest first": (lambda: DOCUMENTS.sorted_by("-received"), "document_newest"),
    "documents by symbol": (lambda: DOCUMENTS.sorted_by("symbol"), "document_sort_key"),
    "documents by symbol, downwards": (lambda: DOCUMENTS.sorted_by("-symbol"), "document_sort_key"),
    "documents of a kind": (lambda: DOCUMENTS.filter(kind="report").order_by(), "document_kind_received"),
    "documents of a language": (lambda: DOCUMENTS.in_language("fr").order_by(), "document_language_received"),
    "documents received on a day": (
        lambda: DOCUMENTS.received_from(DAY).order_by(),
        "document_received|document_newest|document_language_received|document_kind_received",  # the same
    ),
    "statements that a symbol names": (
        lambda: STATEMENTS.called_or_registered(["SG2/LS1"], [7]).order_by(),
        "statement_symbol|statement_registered_as",
    ),
    "hits, newest first": (lambda: ROWS.of_kind("document").newest_first(), "searchrow_newest"),
    "rows of the index": (
        lambda: ROWS.of_keys("document", [7]),
        "searchrow_once|autoindex_contacts_searchrow|searchrow_newest",
    ),
    "rows of the index of two kinds": (
        lambda: ROWS.of_each({"document": [7, 8], "statement": [7]}),
        "searchrow_once|autoindex_contacts_searchrow|searchrow_newest",
    ),
}
# SQLite knows no order upwards with the empty last, and takes no index on a part of a column for a query with values:
# it sorts, which is quick for what one machine holds.
ON_POSTGRESQL: dict[str, tuple[Callable[[], QuerySet[Any]], str]] = {
    "public statements, newest first": (
        lambda: STATEMENTS.listed().in_language("fr").newest_first().values("pk"),
        "Index Only Scan using statement_public_newest",
    ),
    "public statements of a direction, newest first": (
        lambda: STATEMENTS.listed().of_direction("incoming").newest_first().values("pk"),
        "Index Only Scan using statement_public_direction",
    ),
    "listed statements of a period, for counts": (
        lambda: STATEMENTS.listed().filter(period=7).order_by("pk").values("pk", "date", "direction"),
        "Index Only Scan using statement_listed_period",
    ),
    "public documents, newest first": (
        lambda: DOCUMENTS.public().in_language("fr").sorted_by("-received").values("pk"),
        "Index Only Scan using document_public_newest",
    ),
    "public documents of a kind, newest first": (
        lambda: DOCUMENTS.public().filter(kind="report").sorted_by("-received").values("pk"),
        "Index Only Scan using document_public_kind",
    ),
    "public documents of a period": (
        lambda: DOCUMENTS.public().filter(period=7).sorted_by("-received").values("pk"),
        "Index Only Scan using document_public_period",
    ),
    "statements by title": (lambda: STATEMENTS.sorted_by("title"), "statement_title"),
    "statements by title, downwards": (lambda: STATEMENTS.sorted_by("-title"), "statement_title"),
    "statements by symbol, downwards": (lambda: STATEMENTS.sorted_by("-symbol"), "statement_symbol_down"),
    "deadlines of a statement": (
        lambda: Party.objects.open_of(7).filter(deadline__isnull=False).order_by("deadline"),
        "party_awaited",
    ),
    "documents by title": (lambda: DOCUMENTS.sorted_by("title"), "document_title"),
    "documents by title, downwards": (lambda: DOCUMENTS.sorted_by("-title"), "document_title"),
    "statements, oldest first": (lambda: STATEMENTS.sorted_by("date"), "statement_date"),
    "statements by symbol": (lambda: STATEMENTS.sorted_by("symbol"), "statement_symbol_up"),
    "documents, oldest first": (lambda: DOCUMENTS.sorted_by("received"), "document_received"),
}


def plan(rows: QuerySet[Any], *, is_covered: bool = False) -> str:
    """The engine's plan, which is not to depend on how few rows a test has; `is_covered` by an index alone."""
    if connection.vendor == "postgresql":
        off = ["seqscan", "sort", *(["indexscan", "bitmapscan"] if is_covered else [])]
        with connection.cursor() as cursor:
            cursor.execute("; ".join(f"SET LOCAL enable_{name} = off" for name in off))
            cursor.execute("SET LOCAL random_page_cost = 4")
    return rows.explain()


@pytest.mark.parametrize("name", ON_BOTH)
def test_list_is_served_by_an_index(name: str) -> None:
    rows, indexes = ON_BOTH[name]
    found = plan(rows())
    assert any(index in found for index in indexes.split("|")), found


@pytest.mark.postgresql
@pytest.mark.parametrize("name", ON_POSTGRESQL)
def test_list_is_served_by_an_index_of_postgresql(name: str) -> None:
    rows, index = ON_POSTGRESQL[name]
    found = plan(rows(), is_covered=index.startswith("Index Only"))
    assert index in found, found


@pytest.mark.postgresql
@pytest.mark.parametrize("sort", ["date", "-date", "title", "-title", "symbol", "-symbol"])
def test_order_needs_no_sorting(sort: str) -> None:
    """Ties included: the key that settles them is part of the index."""
    found = plan(STATEMENTS.sorted_by(sort))
    assert "Sort" not in found, found


@pytest.mark.postgresql
@pytest.mark.parametrize(("kind", "index"), [("document", "document"), ("statement", "statement"), ("body", "other")])
def test_words_are_looked_up_in_an_index_of_their_kind(kind: str, index: str) -> None:
    with connection.cursor() as cursor:
        # By kind alone so few rows would be found that they might all be looked at.
        cursor.execute("DROP INDEX searchrow_newest; ALTER TABLE contacts_searchrow DROP CONSTRAINT searchrow_once")
    found = plan(ROWS.of_kind(kind).holding(backend().write(parse("zebra"))).order_by())
    assert f"searchrow_words_{index}" in found, found


@pytest.mark.postgresql
def test_engine_knows_that_a_body_sends_nothing_which_only_receives() -> None:
    one, other = make_body("TDAG"), make_body("CWG-COP")
    for _statement in range(20):
        statement = make_public_statement()
        make_party(statement, part="from", body=one)
        make_party(statement, part="to", body=other)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE liaison_party")
    for body, least, most in ((one, 19, 21), (other, 0, 2)):
        found = Party.objects.filter(part="from", body=body).explain()
        (rows,) = re.findall(r"rows=(\d+)", found.splitlines()[0])
        assert least <= int(rows) <= most, found
