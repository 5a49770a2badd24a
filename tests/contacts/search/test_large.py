"""Words that very many rows have: the limits are lowered to a few rows."""

from __future__ import annotations

import pytest
from django.test import Client

from contacts.search import backends, postgresql, sqlite
from contacts.search.finding import best, find, narrowed
from contributions.models import Document
from tests.factory import index_all, make_document

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


@pytest.fixture(autouse=True)
def few_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (backends, postgresql, sqlite):
        monkeypatch.setattr(module, "MOST", 3)


def make_zebras(count: int, title: str = "Zebra") -> list[Document]:
    made = [make_document(title=title, received_on=f"2024-05-{day:02}") for day in range(1, count + 1)]
    index_all()
    return made


def test_keys_of_very_many_hits_are_not_given_and_the_hits_are_ranked() -> None:
    made = make_zebras(4)
    assert (find("document", "zebra").keys, best("document", "zebra")) == (None, [row.pk for row in reversed(made)])


def test_keys_of_as_many_hits_as_are_counted_are_given() -> None:
    made = make_zebras(3)
    assert sorted(find("document", "zebra").keys or []) == [row.pk for row in made]


def test_word_of_very_many_rows_is_not_the_beginning_of_others() -> None:
    make_document(title="Zebrafish")
    made = make_zebras(4)
    assert sorted(best("document", "zebra")) == [row.pk for row in made]


def test_word_of_very_many_rows_is_not_the_beginning_of_others_where_nothing_is_ranked() -> None:
    make_document(title="Zebrafish")
    made = make_zebras(4)
    found = find("document", "zebra", ranks=False)
    assert found.keys is None
    assert sorted(narrowed(Document.objects.all(), found).values_list("pk", flat=True)) == [row.pk for row in made]


def test_word_of_few_rows_is_the_beginning_of_others_where_nothing_is_ranked() -> None:
    fish = [make_document(title=f"Zebrafish {number}") for number in (1, 2)]
    made = make_zebras(2)
    found = find("document", "zebra", ranks=False)
    assert found.keys is None
    rows = narrowed(Document.objects.all(), found).values_list("pk", flat=True)
    assert sorted(rows) == [row.pk for row in (*fish, *made)]


def test_word_of_few_rows_is_the_beginning_of_others() -> None:
    fish = make_document(title="Zebrafish")
    made = make_zebras(2)
    assert sorted(best("document", "zebra")) == [fish.pk, *(row.pk for row in made)]


def test_very_many_hits_narrow_rows() -> None:
    make_document(title="Other")
    made = make_zebras(4)
    rows = narrowed(Document.objects.all(), find("document", "zebra"))
    assert sorted(rows.values_list("pk", flat=True)) == [row.pk for row in made]


def test_hits_of_long_ago_are_found_where_the_newest_rows_have_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgresql, "LOOKED_AT", 2)
    made = make_zebras(4)
    for _row in range(3):
        make_document(title="Other", received_on="2025-05-01")
    index_all()
    assert sorted(best("document", "zebra")) == [row.pk for row in made]


def test_list_of_very_many_hits_shows_the_best_and_no_hidden_one(client: Client) -> None:
    make_document(title="Zebra, hidden", received_on="2025-05-01", is_public=False)
    made = make_zebras(4)
    page = client.get("/documents/?q=zebra").context["page"]
    assert [row.pk for row in page.rows] == [row.pk for row in reversed(made)]


def test_other_filters_narrow_very_many_hits(client: Client) -> None:
    french = make_document(title="Zebra", language="fr")
    make_zebras(4)
    page = client.get("/documents/?q=zebra&language=fr").context["page"]
    assert ([row.pk for row in page.rows], page.count) == ([french.pk], 1)


def test_phrase_is_found_where_its_words_stand_side_by_side_alone() -> None:
    found = make_document(title="Other", abstract="a striped zebra crossing in towns")
    make_document(title="Other", abstract="crossing a striped road with a zebra")
    index_all()
    assert [best("document", text) for text in ('"zebra crossing"', '"striped zebra crossing"')] == [[found.pk]] * 2


def test_row_whose_date_changed_is_found_in_its_new_place() -> None:
    first, second = make_zebras(2)
    first.received_on = "2025-05-01"
    first.save()
    index_all()
    assert best("document", "zebra") == [first.pk, second.pk]
