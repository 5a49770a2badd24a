"""What is asked, in the languages of both engines."""

from __future__ import annotations

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from contacts.models import SearchRow
from contacts.search.backends import backend, find
from contacts.search.queries import parse, to_fts5, to_tsquery


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("remote islands", "((remote) | remot) & ((islands:*) | island)"),
        ('"remote islands"', "((remote <-> islands))"),
        ("cables -minutes", "((cables) | cabl) & !((minutes) | minut)"),
        ("cats OR 2/34", "((cats) | cat | (2 <-> 34))"),
        ("电信标准", "((电信 <-> 信标 <-> 标准))"),
        ("网", "((网:*))"),
        ("the islands ", "((islands) | island)"),
        ("the", "((the:*))"),
        ("-minutes", "!((minutes) | minut)"),
        ("OR OR", ""),
        ("''::*&|!()<>\\", ""),
    ],
)
def test_query_for_postgresql(text: str, expected: str) -> None:
    assert to_tsquery(parse(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("remote islands", '("remote" OR "remot") AND ("islands"* OR "island")'),
        ("cables -minutes", '("cables" OR "cabl") NOT ("minutes" OR "minut")'),
        ("cats OR 2/34", '("cats" OR "cat" OR "2 34")'),
    ],
)
def test_query_for_sqlite(text: str, expected: str) -> None:
    assert to_fts5(parse(text)) == expected


@pytest.mark.parametrize("text", ["", " ", "-x", "OR", "...", '""'])
def test_query_without_a_wanted_word_looks_for_nothing(text: str) -> None:
    assert parse(text).is_empty


def test_other_spellings_of_the_whole_are_enough() -> None:
    assert to_tsquery(parse("2-34", ["2/34", "D22-SG02-C-0034"])) == "((2 <-> 34) | (d22 <-> sg02 <-> c <-> 0034))"


class QueriesOfAnyText(TestCase):
    @given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("\"'-*:()&|!<>\\ OR")), max_size=60))
    def test_no_text_is_an_error(self, text: str) -> None:
        query = parse(text)
        assert not find("document", query).keys
        assert list(SearchRow.objects.holding(backend().write(query))) == []
        assert connection.is_usable()
