"""A statement as BibTeX, RIS, JSON-LD and in the head of its page: what is cited, and that nothing breaks out of it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from tests import factory
from tests.liaison.leaks import HEADER_SECRET, SECRET, body_of, make_leaky_register
from tests.test_smoke import Page

pytestmark = pytest.mark.django_db

FORMS = ["bib", "ris", "jsonld"]
NASTY = 'A } B { 100 % & #1 $x_2 \\end{a} ~ ^ "q" </script><b> Côte d’Ivoire 中文 بيان Связь'


def cite(client: Client, form: str, slug: str = "one", status: int = 200) -> str:
    return body_of(client, f"/statements/{slug}.{form}", status).decode()


def make_cited(**values: Any) -> Any:
    group = factory.make_home()
    values = {"slug": "one", "title": "Reply, with a comma", "symbol": "SG2/LS1"} | values
    return factory.make_public_statement(sender=group, recipient=factory.make_body("CWG-COP"), **values)


def metas(client: Client) -> dict[str, str]:
    page = Page(client.get("/statements/one/").content.decode())
    return {tag["name"]: tag["content"] for tag in page.all("meta") if "name" in tag}


def test_bibtex_names_what_is_cited(client: Client, settings: Any) -> None:
    settings.SITE_URL = "https://liaison.example"
    make_cited()
    lines = [" ".join(line.split()) for line in cite(client, "bib").splitlines()]
    assert lines[0] == "@techreport{one,"
    assert "author = {{ITU-D Study Group 2}}," in lines
    assert "title = {{Reply, with a comma}}," in lines
    assert {"number = {SG2/LS1},", "year = {2023},", "month = may,", "day = {22},"} <= set(lines)
    assert "url = {https://liaison.example/statements/one/}," in lines


def test_bibtex_stays_in_balance_whatever_a_title_holds(client: Client) -> None:
    make_cited(title=NASTY, symbol="}{")
    text = cite(client, "bib")
    depth, lowest = 0, 0
    for sign in text:
        depth += (sign == "{") - (sign == "}")
        lowest = min(lowest, depth)
    assert (depth, lowest, text.count("@")) == (0, 0, 1)
    assert "Côte d’Ivoire 中文 بيان Связь" in text
    assert r"100 \% \& \#1 \$x\_2 \textbackslash{}end" in text


def test_ris_is_one_record_of_one_line_a_tag(client: Client) -> None:
    make_cited(title="Two\nER  - \nlines", date=None)
    lines = cite(client, "ris").split("\r\n")
    assert (lines[0], lines[-2:]) == ("TY  - RPRT", ["ER  - ", ""])
    assert "TI  - Two ER - lines" in lines
    assert all(line[2:6] == "  - " for line in lines[:-1])


def test_json_ld_is_a_message_with_sender_and_recipient(client: Client) -> None:
    make_cited(title=NASTY)
    text = cite(client, "jsonld")
    told = json.loads(text)
    assert (told["name"], told["dateSent"], told["identifier"]) == (NASTY, "2023-05-22", "SG2/LS1")
    assert [told["sender"][0]["name"], told["recipient"][0]["name"]] == ["ITU-D Study Group 2", "Body CWG-COP"]
    assert ("<" in text, told["encoding"][0]["contentUrl"]) == (False, "http://127.0.0.1:8000/statements/one.pdf")


def test_head_of_the_page_has_dublin_core_and_the_words_of_zotero(client: Client) -> None:
    make_cited(title=NASTY)
    found = metas(client)
    assert found["DC.title"] == found["citation_title"] == NASTY
    assert (found["DC.date"], found["citation_publication_date"]) == ("2023-05-22", "2023/05/22")
    assert found["citation_pdf_url"] == "http://127.0.0.1:8000/statements/one.pdf"


def test_page_links_to_the_forms_and_runs_no_script(client: Client) -> None:
    make_cited()
    page = Page(client.get("/fr/statements/one/").content.decode())
    links = {tag.get("type"): tag["href"] for tag in page.all("link") if tag["rel"] == "alternate"}
    assert links["application/ld+json"] == "/fr/statements/one.jsonld"
    assert links["application/x-bibtex"] == "/fr/statements/one.bib"
    assert page.all("script") == []


@pytest.mark.parametrize("form", FORMS)
def test_citation_says_nothing_that_is_hidden(client: Client, settings: Any, form: str) -> None:
    settings.EMAIL_ADDRESSES = "hidden"
    make_leaky_register()
    texts = [cite(client, form, slug) for slug in ("shown", "header")]
    assert [
        word for word in (SECRET, HEADER_SECRET, "@example.org", "/incoming/") for text in texts if word in text
    ] == []


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("slug", "status"), [("removed", 410), ("incoming", 404), ("nowhere", 404)])
def test_statement_without_a_public_page_is_not_cited(client: Client, form: str, slug: str, status: int) -> None:
    make_leaky_register()
    assert SECRET not in cite(client, form, slug, status)


def test_withdrawn_statement_is_cited_as_such(client: Client) -> None:
    make_cited(status="withdrawn", withdrawn_on=factory.DAY)
    assert "Withdrawn 2023-05-22" in cite(client, "bib")
    assert json.loads(cite(client, "jsonld"))["creativeWorkStatus"] == "Withdrawn"


def test_address_in_a_title_is_hidden_where_the_setting_hides_it(client: Client, settings: Any) -> None:
    settings.EMAIL_ADDRESSES = "hidden"
    make_cited(title="Write to ana@example.org")
    assert [form for form in FORMS if "@example.org" in cite(client, form)] == []
    assert "@example.org" not in "".join(metas(client).values())
