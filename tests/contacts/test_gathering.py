"""Many numbers as one value, on both engines."""

from __future__ import annotations

import pytest
from django.db.models import F

from contacts.gathering import Gathered, Keys, columns_of_first, keys_of_first
from contributions.models import Document
from tests.factory import make_document

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

LARGE = 2**62  # a key of eight bytes


def test_keys_are_read_from_what_either_engine_writes():
    for text in ("{7,30,4}", "[7, 30, 4]", "[7,30,4]"):
        keys = Keys.of_text(text)
        assert (len(keys), list(keys), keys[1:], 30 in keys, bool(keys)) == (3, [7, 30, 4], [30, 4], True, True)


@pytest.mark.parametrize("keys", [Keys(), Keys([]), Keys.of_text(None), Keys.of_text(""), Keys.of_text("[]")])
def test_no_keys_are_none(keys):
    assert (len(keys), list(keys), bool(keys), keys.written) == (0, [], False, "")


def test_keys_are_written_as_they_stand():
    assert (Keys(iter([3, LARGE, 1])).written, len(Keys(iter([3, 1])))) == (f"3,{LARGE},1", 2)


def test_keys_narrow_a_query_by_each_and_by_nothing_else():
    first, second, other = (make_document(f"2/{number}") for number in (1, 2, 3))
    keys = Keys([second.pk, LARGE, first.pk])
    for lookup in ("pk__among", "pk__each_of"):
        found = Document.objects.filter(**{lookup: keys}).values_list("pk", flat=True)
        assert (set(found), other.pk in found) == ({first.pk, second.pk}, False)
        assert not Document.objects.filter(**{lookup: Keys()}).exists()


def test_columns_of_the_first_rows_stand_in_their_order():
    pks = [make_document(f"2/{number}").pk for number in (1, 2, 3)]
    found = Document.objects.order_by("-pk")
    keys, columns = columns_of_first(found, 2, ten_times=F("pk") * 10, same=F("pk"))
    assert (list(keys), columns) == ([pks[2], pks[1]], {"ten_times": [pks[2] * 10, pks[1] * 10], "same": [*keys]})
    assert [*keys_of_first(found, 9)] == pks[::-1]


def test_columns_of_no_rows_are_empty():
    keys, columns = columns_of_first(Document.objects.order_by("pk"), 5, same=F("pk"))
    assert ([*keys], columns) == ([], {"same": []})


@pytest.mark.parametrize("number", [0, 1, 127, 128, 2**31, LARGE, -1, -LARGE])
def test_numbers_of_any_size_are_gathered(number):
    make_document("2/1")
    found = Document.objects.annotate(told=F("pk") * 0 + number).aggregate(all_of_them=Gathered("told"))
    assert found["all_of_them"] == [number]
