"""What a statement's page says of others: before and after it in the register, related ones; its short address."""

from __future__ import annotations

import datetime

import pytest
from django.test import Client

from liaison.models import Statement
from liaison.neighbours import MOST_RELATED, Near, near
from liaison.one_row import in_one_row
from tests.factory import make_annex, make_document, make_entry, make_party, make_public_statement, make_topic

pytestmark = pytest.mark.django_db

# What the public register does not list.
HIDDEN = [{"status": "draft"}, {"status": "withdrawn"}, {"visibility": "staff"}, {"visibility": "removed"}]


def neighbours(statement: Statement) -> tuple[str, str, list[str]]:
    keys = Near.told(*in_one_row(statement, near(Statement.objects.for_detail().get(pk=statement.pk))))
    found = keys.of({row.pk: row for row in Statement.objects.listed().with_keys(keys.keys).for_list()})
    sides = [side.title if side else "" for side in (found.newer, found.older)]
    return (*sides, [one.title for one in found.related])


def make_dated(title: str, day: int | None, **values: object) -> Statement:
    date = datetime.date(2023, 5, day) if day else None
    return make_public_statement(title=title, date=date, **values)


def cite(statement: Statement, *documents: object) -> None:
    annex = make_annex(statement)
    for document in documents:
        make_entry(annex, document=document)


def test_walk_from_one_to_the_next_is_the_order_of_the_register() -> None:
    for number, day in enumerate([3, None, 1, 3, None, 2, 3]):
        make_dated(str(number), day)
    listed = [statement.title for statement in Statement.objects.listed().newest_first()]
    found = {statement.title: neighbours(statement)[:2] for statement in Statement.objects.all()}
    assert found == {
        title: (newer, older) for newer, title, older in zip(["", *listed[:-1]], listed, [*listed[1:], ""], strict=True)
    }


@pytest.mark.parametrize("values", HIDDEN)
def test_what_is_not_listed_is_nobody_s_neighbour(values: dict[str, str]) -> None:
    document, topic = make_document(), make_topic()
    one = make_dated("One", 2)
    for day in (1, 3):
        hidden = make_dated("Zebra", day, **values)
        cite(hidden, document)
        hidden.topics.add(topic)
    cite(one, document)
    one.topics.add(topic)
    assert neighbours(one) == ("", "", [])


def test_those_that_cite_the_same_documents_come_before_those_of_the_same_topic() -> None:
    document, topic = make_document(), make_topic()
    one, cites, on_topic = make_dated("One", 1), make_dated("Cites", 2), make_dated("On the topic", 3)
    cite(one, document, make_document())
    cite(cites, document)
    for statement in (one, on_topic):
        statement.topics.add(topic)
    make_dated("Another", 4)
    assert neighbours(one)[2] == ["Cites", "On the topic"]


def test_rows_of_a_statement_published_by_its_header_relate_it_to_nothing() -> None:
    document = make_document()
    one, header = make_dated("One", 1), make_dated("Header", 2, visibility="header")
    for statement in (one, header):
        cite(statement, document)
    assert (neighbours(one)[2], neighbours(header)[2]) == ([], [])


def test_no_more_than_five_are_related_and_none_that_the_page_shows_elsewhere() -> None:
    topic = make_topic()
    one, *statements = [make_dated(str(day), day) for day in range(1, MOST_RELATED + 6)]
    for statement in (one, *statements):
        statement.topics.add(topic)
    one.replies.create(target=statements[-1])
    statements[-2].replies.create(target=one)
    make_party(one, answered_by=statements[-3])
    assert neighbours(one)[2] == ["7", "6", "5", "4", "3"]


def test_page_links_to_both_sides_and_to_what_is_related(client: Client) -> None:
    topic = make_topic()
    newer, one, older = make_dated("Newer one", 3), make_dated("One", 2, slug="one"), make_dated("Older one", 1)
    for statement in (one, older):
        statement.topics.add(topic)
    page = client.get("/fr/statements/one/").content.decode()
    assert page.count(f'rel="prev" href="/fr/statements/{newer.slug}/"') == 1
    assert page.count(f'href="/fr/statements/{older.slug}/"') == 2


def test_short_address_leads_to_the_page(client: Client) -> None:
    statement = make_dated("One", 1, slug="one")
    assert f"/s/{statement.pk}</a>" in client.get("/statements/one/").content.decode()
    assert client.get(f"/s/{statement.pk}").url == "/statements/one/"


@pytest.mark.parametrize(
    ("values", "status"), [*((values, 404) for values in HIDDEN[::2]), (HIDDEN[1], 302), (HIDDEN[3], 302)]
)
def test_short_address_tells_of_nothing_that_is_not_public(client: Client, values: dict[str, str], status: int) -> None:
    statement = make_dated("Zebra", 1, **values)
    assert client.get(f"/s/{statement.pk}").status_code == status
    assert client.get("/s/999999999999999999999").status_code == 404
