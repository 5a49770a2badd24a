"""An annex of five hundred rows opens and saves; its rows say what their documents say."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from liaison.models import Annex, Entry
from tests import factory
from tests.desk import change_url, open_change

pytestmark = pytest.mark.django_db

MANY = 500


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(factory.make_secretary())
    return client


def annex_of(count: int) -> Annex:
    annex = factory.make_annex(factory.make_statement())
    documents = [factory.make_document() for _ in range(min(count, 50))]
    row = {"annex": annex, "symbol": "2/34", "source": "Source", "brief": "Brief"}
    places = range(1, count + 1)
    Entry.objects.bulk_create(
        Entry(position=place, title=f"Row {place}", document=documents[place % len(documents)], **row)
        for place in places
    )
    return annex


def test_five_hundred_rows_cost_no_more_queries_than_one(desk: Client) -> None:
    few, many = annex_of(1), annex_of(MANY)
    desk.get(change_url(few))
    with CaptureQueriesContext(connection) as one:
        desk.get(change_url(few))
    with CaptureQueriesContext(connection) as five_hundred:
        response = desk.get(change_url(many))
    assert len(five_hundred) == len(one)
    assert len(response.content) < 2_000_000


def test_five_hundred_rows_are_saved_with_the_queries_of_those_that_changed(desk: Client) -> None:
    annex = annex_of(MANY)
    page = open_change(desk, annex).fill(entries__499__title="Changed")
    with CaptureQueriesContext(connection) as queries:
        assert page.errors() == []
    assert list(annex.entries.values_list("title", flat=True)[498:]) == ["Row 499", "Changed"]
    assert len(queries) < 100  # however many rows: looks at all of them, what is kept of them, and the index of search


def test_last_of_five_hundred_rows_becomes_the_first(desk: Client) -> None:
    annex = annex_of(MANY)
    page = open_change(desk, annex)
    page.fill(**{f"entries__{place}__position": place + 2 for place in range(MANY - 1)}, entries__499__position=1)
    with CaptureQueriesContext(connection) as queries:
        assert page.errors() == []
    assert [entry.title for entry in annex.entries.all()[:2]] == ["Row 500", "Row 1"]
    assert len(queries) < MANY + 100  # one UPDATE a moved row


def test_row_says_what_its_document_says_where_nothing_is_written(desk: Client) -> None:
    document = factory.make_document("2/34", title="Of the paper", source_text="Côte d’Ivoire")
    brief = factory.make_brief(document=document, text="About COP")
    annex = factory.make_annex(factory.make_statement())
    annex.statement.topics.add(brief.topic)
    open_change(desk, annex).add("entries", document=document, title="Own words").errors()
    entry = annex.entries.get()
    assert (entry.symbol, entry.source, entry.title, entry.brief) == ("2/34", "Côte d’Ivoire", "Own words", "About COP")


def test_headings_are_typed_one_a_line(desk: Client) -> None:
    annex = factory.make_annex(factory.make_statement())
    open_change(desk, annex).fill(columns="Doc. & source\n\n Title ").errors()
    annex.refresh_from_db()
    assert annex.columns == ["Doc. & source", "Title"]


def test_document_that_does_not_exist_is_refused(desk: Client) -> None:
    annex = annex_of(1)
    messages = open_change(desk, annex).fill(entries__0__document="999999").errors()
    assert messages == ["Select a valid choice. That choice is not one of the available choices."]


def test_row_that_somebody_deleted_meanwhile_is_kept_as_a_new_one(desk: Client) -> None:
    annex = annex_of(3)
    page = open_change(desk, annex).fill(entries__1__title="Typed")
    annex.entries.get(title="Row 2").delete()
    assert page.errors()[0].startswith("Somebody else changed this at ")
    assert (page.answer_values()["entries-2-title"], annex.entries.count()) == (["Typed"], 2)
    page.values = page.answer_values()
    assert page.errors() == []
    assert [entry.title for entry in annex.entries.all()] == ["Row 1", "Typed", "Row 3"]
