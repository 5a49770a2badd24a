"""Registering a document: its symbol is read while it is typed."""

from __future__ import annotations

import html

import pytest
from django.test import Client

from contributions.models import Document
from tests import factory
from tests.desk import Page, change_url, open_add, open_change

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(factory.make_secretary())
    return client


def paper(desk: Client, symbol: str, **values: object) -> Page:
    return open_add(desk, Document).fill(symbol=symbol, title="Paper", period=factory.make_period(), **values)


def test_symbol_is_read_and_its_address_suggested(desk: Client) -> None:
    assert paper(desk, "2/71 (Rev.1)").errors() == []
    document = Document.objects.get()
    assert (document.code, document.number, document.revision, document.url) == (
        "D22-SG02-C-0071-R1",
        71,
        1,
        "https://www.itu.int/md/D22-SG02-C-0071!R1/en",
    )


def test_what_was_read_is_shown(desk: Client) -> None:
    text = html.unescape(desk.get(change_url(factory.make_document("2/71 (Rev.1)"))).content.decode())
    assert "<code>D22-SG02-C-0071-R1</code> (series SG02-C, number 71, revision 1)" in text


def test_address_that_was_typed_stays(desk: Client) -> None:
    paper(desk, "2/34", url="https://example.org/34").errors()
    assert Document.objects.get().url == "https://example.org/34"


@pytest.mark.parametrize(
    ("symbol", "message"),
    [
        ("Q3/2", "“Q3/2” is a Question, not a document."),
        ("9/34", "“9/34” is not a document symbol: ITU-D has study groups 1 and 2 only."),
        ("TDAG22/13", "“TDAG22/13” may name a TDAG meeting or a year."),
    ],
)
def test_doubtful_symbol_is_asked_about(desk: Client, symbol: str, message: str) -> None:
    errors = paper(desk, symbol).errors()
    assert (errors[0].startswith(message), Document.objects.count()) == (True, 0)


def test_symbol_of_others_is_kept_where_that_is_said(desk: Client) -> None:
    assert paper(desk, "S2-2304711", symbol_as_is="on").errors() == []
    document = Document.objects.get()
    assert (document.symbol, document.number, document.code) == ("S2-2304711", None, "")


def test_stored_symbol_of_others_is_not_asked_about_again(desk: Client) -> None:
    document = factory.make_document("S2-2304711")
    assert open_change(desk, document).fill(title="New title").errors() == []


def test_sources_stand_in_the_order_of_their_numbers(desk: Client) -> None:
    first, second = factory.make_entity("First"), factory.make_entity("Second")
    page = paper(desk, "2/34").add("source_rows", entity=second, position=2)
    page.add("source_rows", entity=first, position=1).errors()
    assert [str(row.entity) for row in Document.objects.get().source_rows.all()] == ["First", "Second"]


def test_other_symbol_of_a_new_document_is_read_in_its_period(desk: Client) -> None:
    assert paper(desk, "2/34").add("other_symbols", symbol="SG2RGQ/20").errors() == []
    other = Document.objects.get().other_symbols.get()
    assert (other.prefix, other.series, other.number) == ("D22", "SG02.RGQ-C", 20)


def test_document_for_staff_has_no_page_to_view(desk: Client) -> None:
    shown, hidden = factory.make_document(), factory.make_document(is_public=False)
    pages = [desk.get(change_url(row)).content.decode() for row in (shown, hidden)]
    assert ["View on site" in page for page in pages] == [True, False]
