"""Words side by side. What only PostgreSQL keeps of them is left alone on SQLite, which counts places."""

from __future__ import annotations

import zlib

import pytest
from django.db import connection

from contacts.models import SearchRow
from contacts.search.finding import best
from contributions.models import Document
from tests.factory import index_all, make_document

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

NUMBER = zlib.crc32(b"zebra crossing")


def make(abstract: str) -> Document:
    document = make_document(title="Other", abstract=abstract)
    index_all()
    return document


@pytest.mark.parametrize("text", ['"zebra crossing"', '"zebra crossing" OR "cattle grid"', 'towns "zebra crossing"'])
def test_two_words_side_by_side_are_found(text: str) -> None:
    found = make("a zebra crossing in towns")
    make("crossing towns on a zebra, by the grid for cattle")
    assert best("document", text) == [found.pk]


@pytest.mark.parametrize("bit", [3, 25])
def test_row_with_both_words_and_another_pair_is_not_found(bit: int) -> None:
    """Each of the two numbers in the index tells them apart where the other is the same."""
    other = make("crossing towns on a zebra")
    if connection.vendor == "postgresql":
        SearchRow.objects.of_keys("document", [other.pk]).update(pairs=[NUMBER ^ 2**bit])
    assert best("document", '"zebra crossing"') == []


def test_phrase_that_may_not_be_there_leaves_its_words_apart() -> None:
    make("a zebra crossing in towns")
    found = make("crossing towns on a zebra")
    assert best("document", 'zebra -"zebra crossing"') == [found.pk]
