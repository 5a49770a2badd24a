"""Whole lists as JSON: the items of the API, in the order of the page, in memory that does not grow."""

from __future__ import annotations

import gc
import json
import tracemalloc
from typing import Any

import pytest
from django.test import Client

from liaison.models import Statement
from tests import factory
from tests.liaison.api.test_lists import make_statements

pytestmark = pytest.mark.django_db


def read(client: Client, address: str) -> Any:
    return json.loads(b"".join(client.get(address)))


@pytest.mark.parametrize("name", ["statements", "documents"])
def test_items_are_those_of_the_api(client: Client, name: str) -> None:
    make_statements(3)
    for _number in range(3):
        factory.make_document()
    assert read(client, f"/{name}.json")["items"] == client.get(f"/api/v1/{name}").json()["items"]


@pytest.mark.parametrize("prefix", ["/fr", "/ar"])
def test_items_are_the_same_in_every_language(client: Client, prefix: str) -> None:
    make_statements(2)
    assert read(client, f"{prefix}/statements.json") == read(client, "/statements.json")


@pytest.mark.both_engines
@pytest.mark.parametrize("query", ["sort=title", "q=spectrum", "q=spectrum&sort=-relevance", "status=open", "q=none"])
def test_file_holds_the_list_of_its_query_string(client: Client, monkeypatch: pytest.MonkeyPatch, query: str) -> None:
    """More rows than are read together."""
    monkeypatch.setattr("liaison.outputs.reading.AT_ONCE", 2)
    make_statements(7, title="Spectrum")
    factory.make_public_statement(title="Other")
    factory.index_all()
    page = client.get(f"/statements/?{query}").context["page"]
    found = [item["slug"] for item in read(client, f"/statements.json?{query}")["items"]]
    assert sorted(found) == sorted(row.slug for row in page.rows)
    if "q=" not in query:
        assert found == [row.slug for row in page.rows]


def test_empty_list_is_a_file_too(client: Client) -> None:
    assert read(client, "/documents.json") == {"items": []}


def test_what_is_hidden_while_the_file_is_written_is_left_out(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("liaison.outputs.reading.AT_ONCE", 1)
    for slug in ("one", "two", "three"):
        factory.make_public_statement(slug=slug)
    pieces = iter(client.get("/statements.json?sort=date"))
    first = next(pieces)
    Statement.objects.filter(slug="three").update(visibility="removed")
    assert [item["slug"] for item in json.loads(first + b"".join(pieces))["items"]] == ["one", "two"]


@pytest.mark.slow
def test_memory_does_not_grow_with_the_list(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows that were written are held by nothing; when Python sweeps them up is its own affair."""
    monkeypatch.setattr("liaison.outputs.reading.AT_ONCE", 10)

    def peak() -> int:
        tracemalloc.start()
        for number, _piece in enumerate(client.get("/documents.json")):
            if number % 10 == 0:
                gc.collect()
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    for _number in range(30):
        factory.make_document(title="x" * 5000)
    peak()
    few = peak()
    for _number in range(120):
        factory.make_document(title="x" * 5000)
    assert peak() < 1.5 * few
