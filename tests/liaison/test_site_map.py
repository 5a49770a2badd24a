"""/sitemap.xml and its files: every public page, and no other, in each language."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.paginator import Paginator
from django.test import Client
from lxml import etree

from liaison.outputs.site_map import SECTIONS, Section
from tests import factory
from tests.liaison.leaks import body_of, make_leaky_register
from tests.register import PAGES, make_register

pytestmark = pytest.mark.django_db

SCHEMA = Path(__file__).parent.parent / "data" / "schemas" / "sitemap.xsd"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
SITE = "http://127.0.0.1:8000"


def read(client: Client, address: str) -> Any:
    found = etree.fromstring(body_of(client, address))
    etree.XMLSchema(file=str(SCHEMA)).assertValid(found)
    return found


def pages(client: Client, address: str) -> list[str]:
    return [found.text.removeprefix(SITE) for found in read(client, address).iter(f"{MAP}loc")]


def all_pages(client: Client) -> list[str]:
    return [page for section in pages(client, "/sitemap.xml") for page in pages(client, section)]


def test_map_holds_every_public_page_once_and_all_of_them_open(client: Client) -> None:
    make_register()
    found = all_pages(client)
    assert len(found) == len(set(found))
    assert {path: status for path in found if (status := client.get(path).status_code) != 200} == {}
    details = {path for name, path in PAGES.items() if name.endswith("-detail") and "annexes" not in path}
    assert details - set(found) == set()


def test_hidden_and_withdrawn_statements_and_documents_are_not_on_the_map(client: Client) -> None:
    make_leaky_register()
    assert sorted(pages(client, "/sitemap-statements.xml")) == [
        f"/statements/{slug}/" for slug in ("corrected", "header", "shown")
    ]
    assert pages(client, "/sitemap-documents.xml") == ["/documents/d22-sg02-c-0034/"]


def test_entry_names_the_page_in_each_language_and_the_day_of_the_last_news(client: Client, settings: Any) -> None:
    settings.SITE_URL = "https://liaison.example"
    statement = factory.make_public_statement(slug="one")
    (entry,) = read(client, "/sitemap-statements.xml")
    links = {link.get("hreflang"): link.get("href") for link in entry.iter("{http://www.w3.org/1999/xhtml}link")}
    assert links["fr"] == "https://liaison.example/fr/statements/one/"
    assert links["x-default"] == links["en"] == entry.find(f"{MAP}loc").text
    assert (len(links), entry.find(f"{MAP}lastmod").text) == (7, statement.announced_at.date().isoformat())


def test_long_section_has_many_files(client: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr(Section, "limit", 2)
    for number in range(3):
        factory.make_public_statement(slug=f"s{number}")
    sections = [path for path in pages(client, "/sitemap.xml") if "statements" in path]
    assert sections == ["/sitemap-statements.xml", "/sitemap-statements.xml?p=2"]
    assert [len(pages(client, section)) for section in sections] == [2, 1]


def test_no_file_has_more_entries_than_the_protocol_allows() -> None:
    assert all(section.limit <= 50_000 and isinstance(section.paginator, Paginator) for section in SECTIONS.values())


@pytest.mark.parametrize("address", ["/sitemap-nothing.xml", "/sitemap-topics.xml?p=2", "/sitemap-topics.xml?p=x"])
def test_unknown_section_or_page_is_not_found(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(("address", "queries"), [("/sitemap.xml", 7), ("/sitemap-statements.xml", 2)])
def test_map_costs_the_same_for_one_page_and_for_many(
    client: Client, django_assert_num_queries: Any, address: str, queries: int
) -> None:
    for rows in (1, 20):
        for _number in range(rows):
            factory.make_public_statement()
        with django_assert_num_queries(queries):
            body_of(client, address)
