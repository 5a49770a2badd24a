"""/statements.atom and /documents.atom: what an entry says, what none says, how the pages of a feed hang together."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from lxml import etree

from contributions.models import Document
from liaison import services
from liaison.models import Note, Statement
from liaison.outputs import paged
from tests import factory
from tests.liaison.leaks import HEADER_SECRET, SECRET, SHOWN, body_of, make_leaky_register

pytestmark = pytest.mark.django_db

SCHEMA = Path(__file__).parent.parent / "data" / "schemas" / "atom.rng"
ATOM = "{http://www.w3.org/2005/Atom}"
FEEDS = ["/statements.atom", "/documents.atom"]
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def feed_of(client: Client, address: str = "/statements.atom") -> Any:
    """The feed, once it is known to be valid."""
    parts = urlsplit(address)
    feed = etree.fromstring(body_of(client, f"{parts.path}?{parts.query}"))
    etree.RelaxNG(file=str(SCHEMA)).assertValid(feed)
    return feed


def texts(feed: Any, path: str) -> list[str]:
    return [found.text for found in feed.iterfind("/".join(f"{ATOM}{name}" for name in path.split("/")))]


def links(node: Any) -> dict[str, str]:
    return {link.get("rel"): link.get("href") for link in node.iterfind(f"{ATOM}link")}


def entry_of(client: Client, address: str = "/statements.atom") -> Any:
    return feed_of(client, address).find(f"{ATOM}entry")


@pytest.mark.parametrize("address", FEEDS)
def test_feed_is_valid_and_tells_nothing_that_is_hidden(client: Client, settings: Any, address: str) -> None:
    settings.EMAIL_ADDRESSES = "hidden"
    make_leaky_register()
    feed_of(client, address)
    text = body_of(client, address).decode()
    assert [word for word in (SECRET, HEADER_SECRET, "@example.org") if word in text] == []


def test_entry_holds_the_full_text_of_the_public_page(client: Client) -> None:
    factory.make_public_statement(content="<p>All of <strong>it</strong> &amp; more</p>", language="fr")
    content = entry_of(client).find(f"{ATOM}content")
    assert (content.get("type"), "<p>All of <strong>it</strong> &amp; more</p>" in content.text) == ("html", True)


def test_header_only_statement_is_an_entry_of_its_header(client: Client) -> None:
    make_leaky_register()
    titles = texts(feed_of(client), "entry/title")
    assert sorted(title.lower() for title in titles) == SHOWN


def test_withdrawn_statement_is_an_entry_only_where_it_is_asked_for_and_says_so(client: Client) -> None:
    make_leaky_register()
    entry = entry_of(client, "/statements.atom?status=withdrawn")
    assert entry.find(f"{ATOM}title").text == "WITHDRAWN: Gone"
    assert "WITHDRAWN" in entry.find(f"{ATOM}content").text
    assert "withdrawn" in [found.get("term") for found in entry.iterfind(f"{ATOM}category")]


def test_addresses_are_shown_only_where_the_setting_shows_them(client: Client, settings: Any) -> None:
    statement = factory.make_public_statement(title="Ask ana@example.org", content="<p>bo@example.org</p>")
    factory.make_contact(statement, email="cy@example.org")
    assert body_of(client, FEEDS[0]).count(b"@example.org") >= 3
    settings.EMAIL_ADDRESSES = "click"
    assert b"@example.org" not in body_of(client, FEEDS[0])


def test_words_that_were_redacted_are_not_told(client: Client) -> None:
    statement = factory.make_public_statement(content="<p>The Zebra of Geneva</p>", redacted_on=factory.DAY)
    statement.redactions.create(text="Zebra", reason="Asked for")
    assert b"Zebra" not in body_of(client, FEEDS[0])


def test_entry_names_authors_categories_days_and_files(client: Client, settings: Any) -> None:
    settings.SITE_URL = "https://liaison.example"
    question = factory.make_question()
    statement = factory.make_public_statement(slug="one", sender=question.group, sent_on=factory.DAY)
    factory.make_party(statement, body=factory.make_body(), questions=[question], purpose="action")
    statement.topics.add(factory.make_topic("Protection"))
    entry = entry_of(client)
    assert texts(entry, "author/name") == ["ITU-D Study Group 2"]
    assert texts(entry, "author/uri") == ["https://liaison.example/study-groups/itu-d-sg2/"]
    assert texts(entry, "published") == ["2023-05-22T00:00:00Z"]
    terms = {found.get("term") for found in entry.iterfind(f"{ATOM}category")}
    assert terms == {"action", "information", "open", "protection", "2022-2025-q3-2"}
    files = [link.get("href") for link in entry.iterfind(f"{ATOM}link")]
    assert files[:2] == ["https://liaison.example/statements/one/", "https://liaison.example/statements/one.pdf"]


def test_reply_refers_to_the_entry_that_it_answers_where_that_is_public(client: Client) -> None:
    statement = factory.make_public_statement(slug="one")
    statement.replies.create(target=factory.make_public_statement(slug="asked", status="withdrawn"))
    statement.replies.create(target=factory.make_public_statement(slug="zebra", visibility="staff"))
    (reply,) = entry_of(client).iterfind("{http://purl.org/syndication/thread/1.0}in-reply-to")
    assert reply.get("ref") == "tag:127.0.0.1,2026:statement/asked"


def test_identity_stays_when_the_site_moves_to_https(client: Client, settings: Any) -> None:
    factory.make_public_statement(slug="one")
    found = set()
    for site in ("http://liaison.example", "https://liaison.example"):
        settings.SITE_URL = site
        found.add((texts(feed_of(client), "id")[0], texts(feed_of(client), "entry/id")[0]))
    assert found == {("tag:liaison.example,2026:statements", "tag:liaison.example,2026:statement/one")}


def test_correction_moves_an_entry_to_the_head_and_a_note_of_staff_does_not(client: Client) -> None:
    old, _new = (factory.make_public_statement(slug=slug) for slug in ("old", "new"))
    before = texts(feed_of(client), "entry/id")
    Note.objects.create(statement=old, text="Zebra")
    old.save()
    assert texts(feed_of(client), "entry/id") == before
    services.event_add(statement=old, kind="corrected", by=None)
    after = feed_of(client)
    assert texts(after, "entry/id") == before[::-1]
    assert texts(after, "entry/updated")[0] == texts(after, "updated")[0]


@pytest.mark.parametrize("kind", ["sent", "published", "withdrawn", "redacted", "answered", "reopened"])
def test_what_the_public_is_told_moves_the_day_of_the_last_news(kind: str) -> None:
    statement = factory.make_public_statement()
    Statement.objects.update(announced_at=datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC))
    event = services.event_add(statement=statement, kind=kind, by=None)
    assert Statement.objects.get().announced_at == event.at


@pytest.mark.parametrize("kind", ["edited", "handled", "comment", "unsealed", "correcting"])
def test_what_staff_do_among_themselves_does_not(kind: str) -> None:
    statement = factory.make_public_statement()
    before = Statement.objects.get().announced_at
    services.event_add(statement=statement, kind=kind, by=None)
    assert Statement.objects.get().announced_at == before


# ---- pages -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", FEEDS)
def test_pages_lead_from_the_first_to_the_last_and_back(client: Client, monkeypatch: Any, address: str) -> None:
    monkeypatch.setattr(paged, "PER_PAGE", 2)
    for _number in range(5):
        factory.make_public_statement()
        factory.make_document()
    forth, page = [texts(feed_of(client, address), "entry/id")], feed_of(client, address)
    while "next" in links(page) and len(forth) < 9:
        page = feed_of(client, links(page)["next"])
        forth.append(texts(page, "entry/id"))
    back = [texts(page, "entry/id")]
    while "previous" in links(page) and len(back) < 9:
        page = feed_of(client, links(page)["previous"])
        back.append(texts(page, "entry/id"))
    assert ([len(ids) for ids in forth], back[::-1]) == ([2, 2, 1], forth)
    assert len({identity for ids in forth for identity in ids}) == 5


def test_every_page_has_the_identity_of_the_feed_and_its_own_address(client: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr(paged, "PER_PAGE", 1)
    for _number in range(3):
        factory.make_public_statement(direction="outgoing")
    first = feed_of(client, "/statements.atom?direction=outgoing")
    second = feed_of(client, links(first)["next"])
    again = feed_of(client, links(second)["self"])
    assert texts(first, "id") == texts(second, "id") == ["tag:127.0.0.1,2026:statements?direction=outgoing"]
    assert texts(again, "entry/id") == texts(second, "entry/id") != texts(first, "entry/id")
    assert links(second)["first"] == links(first)["self"]
    assert texts(feed_of(client, links(first)["last"]), "entry/id") == texts(
        feed_of(client, links(second)["next"]), "entry/id"
    )


def test_page_stays_whole_when_something_new_comes(client: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr(paged, "PER_PAGE", 2)
    for _number in range(4):
        factory.make_public_statement()
    second = links(feed_of(client))["next"]
    before = texts(feed_of(client, second), "entry/id")
    factory.make_public_statement()
    assert texts(feed_of(client, second), "entry/id") == before


def test_feed_takes_the_query_of_the_list_and_not_its_page_or_order(client: Client) -> None:
    wanted = factory.make_public_statement(direction="incoming", slug="wanted")
    factory.make_public_statement(direction="outgoing")
    feed = feed_of(client, "/statements.atom?direction=incoming&page=9&sort=title&unknown=x")
    assert texts(feed, "entry/id") == [f"tag:127.0.0.1,2026:statement/{wanted.slug}"]
    assert links(feed)["alternate"] == "http://127.0.0.1:8000/statements/?direction=incoming&sort=title"


@pytest.mark.parametrize("address", FEEDS)
@pytest.mark.parametrize("query", ["body=nobody", "before=x", "after=9-", f"before={'9' * 18}-1"])
def test_wrong_filter_or_place_is_answered_with_words(client: Client, address: str, query: str) -> None:
    response = client.get(f"{address}?{query}")
    assert (response.status_code, response["Content-Type"]) == (400, "text/plain; charset=utf-8")
    assert response.content.decode().strip().endswith(".")


@pytest.mark.parametrize("address", FEEDS)
def test_empty_feed_is_valid(client: Client, address: str) -> None:
    feed = feed_of(client, address)
    assert (texts(feed, "entry"), sorted(links(feed))) == ([], ["alternate", "first", "last", "self"])


# ---- what a reader asks again ------------------------------------------------------------------------------------


@pytest.mark.parametrize("header", ["ETag", "Last-Modified"])
def test_reader_that_has_it_is_told_so_until_something_is_new(client: Client, header: str) -> None:
    statement = factory.make_public_statement()
    Statement.objects.update(announced_at=datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC))
    asked = {{"ETag": "If-None-Match", "Last-Modified": "If-Modified-Since"}[header]: client.get(FEEDS[0])[header]}
    same = client.get(FEEDS[0], headers=asked)
    services.statement_remove(statement=statement, by=None, reason="A mistake")
    assert (same.status_code, client.get(FEEDS[0], headers=asked).status_code) == (304, 200)


def test_topic_that_is_added_later_is_news_to_a_reader_that_compares(client: Client) -> None:
    statement = factory.make_public_statement()
    tag = client.get(FEEDS[0])["ETag"]
    statement.topics.add(factory.make_topic())
    statement.save()
    assert client.get(FEEDS[0], headers={"If-None-Match": tag}).status_code == 200


def test_hidden_addresses_change_the_tag(client: Client, settings: Any) -> None:
    factory.make_public_statement()
    tag = client.get(FEEDS[0])["ETag"]
    settings.EMAIL_ADDRESSES = "hidden"
    assert client.get(FEEDS[0])["ETag"] != tag


def test_document_that_is_hidden_leaves_the_feed(client: Client) -> None:
    document = factory.make_document("2/34", abstract="Words")
    assert "2/34" in texts(feed_of(client, FEEDS[1]), "entry/title")[0]
    document.is_public = False
    document.save()
    assert texts(feed_of(client, FEEDS[1]), "entry/title") == []


def test_document_entry_says_what_it_is_about(client: Client) -> None:
    entity, topic = factory.make_entity("Nigeria"), factory.make_topic("Protection")
    document = factory.make_document("2/34", sources=[entity], abstract="A < B", language="fr", received_on=factory.DAY)
    factory.make_brief(document=document, topic=topic, text="Why it matters")
    entry = entry_of(client, FEEDS[1])
    content = entry.find(f"{ATOM}content").text
    assert (texts(entry, "author/name"), texts(entry, "published")) == (["Nigeria"], ["2023-05-22T00:00:00Z"])
    assert ("A &lt; B" in content, "Why it matters" in content, entry.get(LANGUAGE)) == (True, True, "fr")


def test_signs_that_no_xml_may_hold_are_left_out(client: Client) -> None:
    factory.make_public_statement(title="A\x08B\ufffe <i>&", content="<p>C\x08D</p>")
    assert texts(feed_of(client), "entry/title") == ["AB <i>&"]


@pytest.mark.parametrize(("address", "queries"), [("/statements.atom", 7), ("/documents.atom", 7)])
def test_feed_costs_the_same_for_one_entry_and_for_many(
    client: Client, django_assert_num_queries: Any, address: str, queries: int
) -> None:
    factory.make_home()
    for rows in (1, 12):
        for _number in range(rows):
            statement = factory.make_public_statement(redacted_on=factory.DAY)
            statement.topics.add(factory.make_topic())
            statement.replies.create(target=factory.make_public_statement(status="withdrawn"))
            factory.make_entry(factory.make_annex(statement), document=factory.make_document())
            factory.make_brief(document=Document.objects.last())
        with django_assert_num_queries(queries):
            body_of(client, address)
