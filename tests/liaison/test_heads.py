"""Lists of one page that are read together are what each would be alone, and show nothing more."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import Http404

from contacts.gathering import NO_LIMIT, keys_of_first
from contributions.models import Document
from liaison import heads
from liaison.heads import Head, KnownHead, KnownPage, read_together
from liaison.models import Statement
from liaison.paging import PER_PAGE, head_of, page_of
from tests.factory import DAY, make_body, make_document, make_public_statement

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


def make_lists() -> dict[str, Any]:
    for number in range(4):
        make_public_statement(title=f"French {number}", language="fr", date=DAY.replace(day=1 + number % 2))
        make_document(f"2/{100 + number}", title=f"Paper {number}")
    make_public_statement(title="English")
    make_public_statement(title="Zebra", language="fr", visibility="staff")
    listed = Statement.objects.listed().newest_first()
    return {
        "all": Head(listed, 3),
        "french": Head(listed.in_language("fr")),
        "papers": Head(Document.objects.public().sorted_by("symbol"), 2),
        "none": Head(Statement.objects.none().newest_first()),
    }


def test_each_list_is_what_it_would_be_alone() -> None:
    lists = make_lists()
    for name, page in read_together(make_body(), lists).items():
        alone = head_of(lists[name].found, lists[name].most)
        assert (page.rows, page.count) == (alone.rows, alone.count), name


def test_lists_cost_five_queries_however_many_they_are(django_assert_num_queries: Any) -> None:
    body, lists = make_body(), make_lists()
    with django_assert_num_queries(5):  # keys and counts; statements, parties; documents, sources and Questions
        pages = read_together(body, lists)
        assert [[party.short for party in row.parties.all()] for row in pages["all"].rows]


@pytest.mark.parametrize("wanted", [None, "1", "2", "3", "0", "x", "401", "99999999999999"])
def test_page_is_the_one_that_was_asked_for(wanted: str | None) -> None:
    for number in range(PER_PAGE + 1):
        make_document(f"2/{100 + number}")
    found = Document.objects.public().newest_first()
    page = read_together(make_body(), {"papers": KnownPage(Document, keys_of_first(found, NO_LIMIT), wanted)})["papers"]
    assert page == page_of(found, lambda rows: rows.for_list(), wanted)


def test_head_of_known_keys_is_that_of_the_list() -> None:
    for number in range(4):
        make_document(f"2/{100 + number}", is_public=number > 0)
    found = Document.objects.public().newest_first()
    known = KnownHead(Document, keys_of_first(found, NO_LIMIT), 2)
    pages = read_together(make_body(), {"known": known, "asked": Head(found, 2)})
    assert (pages["known"], pages["known"].count) == (pages["asked"], 3)


def test_known_key_of_what_was_hidden_since_is_not_shown() -> None:
    seen, hidden = make_document("2/1"), make_document("2/2", title="Zebra", is_public=False)
    page = read_together(make_body(), {"papers": KnownHead(Document, [hidden.pk, seen.pk])})["papers"]
    assert page.rows == [seen]


def test_what_was_hidden_since_its_key_was_read_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    seen, hidden = make_public_statement(), make_public_statement(title="Zebra", visibility="staff")
    monkeypatch.setattr(heads, "in_one_row", lambda beside, asked: [[hidden.pk, seen.pk], 2])
    pages = read_together(make_body(), {"all": Head(Statement.objects.listed().newest_first())})
    assert pages["all"].rows == [seen]


def test_page_about_what_is_gone_is_not_found() -> None:
    body = make_body()
    type(body).objects.filter(pk=body.pk).delete()
    with pytest.raises(Http404):
        read_together(body, make_lists())
