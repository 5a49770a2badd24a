"""Symbols in the words of a page are links to the documents that they name, and nowhere else."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from contributions.models import DocumentSymbol
from liaison.letter.build import build
from liaison.letter.to_json import to_json
from liaison.symbol_links import SymbolLinks, symbols
from tests.factory import (
    make_annex,
    make_document,
    make_entry,
    make_home,
    make_period,
    make_public_statement,
)

pytestmark = pytest.mark.django_db


def linked(client: Client, address: str) -> dict[str, str]:
    """What is printed as a symbol that leads to a document, and where it leads."""
    html = client.get(address).content.decode()
    links = re.findall(r'<a (?:class="symbol" )?href="(?:http://127.0.0.1:8000)?(/documents/[^"]+)">([^<]+)</a>', html)
    return {text: target for target, text in links}


def statement_saying(text: str, **values: object) -> str:
    statement = make_public_statement(content=f"<p>{text}</p>", period=make_period(), sender=make_home(), **values)
    return statement.get_absolute_url()


@pytest.mark.parametrize(
    ("text", "symbol"),
    [
        ("as Document 2/34 says", "2/34"),
        ("see SG2RGQ/20, and more", "SG2RGQ/20"),
        ("in D22-SG02-C-0034.", "D22-SG02-C-0034"),
        ("2/71 (Rev.1)", "2/71 (Rev.1)"),
        ("all of 2/34 is", "2/34"),
    ],
)
def test_symbol_of_a_known_document_is_a_link(client: Client, text: str, symbol: str) -> None:
    documents = {name: make_document(name) for name in ("2/34", "SG2RGQ/20", "2/71 (Rev.1)")}
    wanted = documents.get(symbol, documents["2/34"])
    assert linked(client, statement_saying(text)) == {symbol: wanted.get_absolute_url()}


def test_unknown_and_hidden_documents_and_fractions_are_no_links(client: Client) -> None:
    make_document("2/34", is_public=False)
    make_document("1/2")
    assert linked(client, statement_saying("Document 2/34 or Document 2/35. One took 1/2 of all")) == {}


def test_symbol_leads_to_the_period_of_the_statement_first(client: Client) -> None:
    own = make_document("2/34")
    make_document("2/34", period=make_period("2026-2029"))
    other = make_document("2/35", period=make_period("2018-2021"))
    found = linked(client, statement_saying("Document 2/34 and Document 2/35"))
    assert found == {"2/34": own.get_absolute_url(), "2/35": other.get_absolute_url()}


def test_bare_symbol_leads_to_the_latest_revision_and_a_named_one_to_that(client: Client) -> None:
    first, second = make_document("2/71 (Rev.1)"), make_document("2/71 (Rev.2)")
    found = linked(client, statement_saying("Document 2/71 and Document 2/71 (Rev.1); 2/71 (Rev.3)"))
    assert found == {"2/71": second.get_absolute_url(), "2/71 (Rev.1)": first.get_absolute_url()}


def test_other_symbol_of_a_document_is_a_link(client: Client) -> None:
    document = make_document("2/34")
    other = DocumentSymbol(document=document, symbol="SG2RGQ/20")
    other.read_symbol()
    other.save()
    assert linked(client, statement_saying("SG2RGQ/20")) == {"SG2RGQ/20": document.get_absolute_url()}


def test_what_is_a_link_already_keeps_its_address(client: Client) -> None:
    make_document("2/34")
    assert linked(client, statement_saying('<a href="https://example.org/">Document 2/34</a>')) == {}


def test_briefs_and_annexes_have_links_on_both_pages(client: Client) -> None:
    document = make_document("2/34")
    statement = make_public_statement(slug="one", period=make_period())
    make_entry(make_annex(statement, intro="<p>Document 2/34</p>"), brief="See <b> Document 2/34")
    wanted = {"2/34": document.get_absolute_url()}
    pages = ["/statements/one/", "/statements/one/annexes/1/"]
    assert [linked(client, page) for page in pages] == [wanted, wanted]
    assert "&lt;b&gt;" in client.get(pages[0]).content.decode()


def test_abstract_of_a_document_has_links(client: Client) -> None:
    other = make_document("2/35")
    document = make_document("2/34", abstract="It goes on from 2/35 & more")
    assert linked(client, document.get_absolute_url()) == {"2/35": other.get_absolute_url()}


def test_page_in_french_leads_to_pages_in_french(client: Client) -> None:
    make_document("2/34")
    html = client.get(f"/fr{statement_saying('Document 2/34')}").content.decode()
    assert '<a href="http://127.0.0.1:8000/fr/documents/d22-sg02-c-0034/">2/34</a>' in html


def test_files_are_the_same_whether_or_not_the_document_is_known(client: Client) -> None:
    statement = make_public_statement(slug="one", content="<p>Document 2/34</p>", period=make_period())
    before = [to_json(build(statement, public=True)), client.get("/statements/one.txt").content]
    make_document("2/34")
    after = [to_json(build(statement, public=True)), client.get("/statements/one.txt").content]
    assert (after, b"/documents/" in b"".join(after)) == (before, False)


@pytest.mark.parametrize("documents", [1, 30])
def test_links_cost_one_query(client: Client, django_assert_num_queries: object, documents: int) -> None:
    for number in range(documents):
        make_document(f"2/{100 + number}")
    text = ", ".join(f"Document 2/{100 + number}" for number in range(documents))
    with django_assert_num_queries(1):
        links = SymbolLinks([text], symbols.Context(period_prefix="D22"))
        assert links.html(text).count("<a ") == documents


def test_text_without_symbols_costs_no_query(django_assert_num_queries: object) -> None:
    with django_assert_num_queries(0):
        assert SymbolLinks(["Nothing & more"], symbols.Context()).html("Nothing & more") == "Nothing &amp; more"
