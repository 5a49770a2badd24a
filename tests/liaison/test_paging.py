"""Pages of long lists."""

import pytest

from contributions.models import Topic
from liaison import paging
from tests.factory import make_topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def topics():
    for number in range(60):
        make_topic(f"Topic {number:02}")


def page(wanted):
    return paging.page_of(Topic.objects.order_by("name"), lambda rows: rows, wanted)


@pytest.mark.parametrize(
    ("wanted", "first", "length"), [(None, "00", 25), ("", "00", 25), ("2", "25", 25), ("3", "50", 10)]
)
def test_page_holds_its_rows_in_order(topics, wanted, first, length):
    names = [topic.name for topic in page(wanted).rows]
    assert names == [f"Topic {number:02}" for number in range(int(first), int(first) + length)]


@pytest.mark.parametrize(
    ("wanted", "problem"),
    [
        ("abc", "“abc” is not the number of a page."),
        ("0", "“0” is not the number of a page."),
        ("-1", "“-1” is not the number of a page."),
        ("²", "“²” is not the number of a page."),
        ("4", "There is no page 4; the last is 3."),
        ("401", "Only the first 400 pages can be shown. Narrow by date."),
        ("9" * 5000, "Only the first 400 pages can be shown. Narrow by date."),
    ],
)
def test_page_that_cannot_be_shown_is_a_message_without_rows(topics, wanted, problem):
    found = page(wanted)
    assert (found.problem, found.rows) == (problem, [])


def test_empty_list_has_one_page():
    found = page(None)
    assert (found.rows, found.count, found.num_pages, found.problem) == ([], 0, 1, "")


def test_counting_stops_at_the_last_page_that_can_be_asked_for(topics, monkeypatch):
    monkeypatch.setattr(paging, "LAST_PAGE", 2)
    found = page("2")
    assert (found.count, found.num_pages, found.is_capped) == (51, 2, True)


@pytest.mark.parametrize(
    ("number", "count", "numbers"),
    [(1, 60, [1, 2, 3]), (6, 300, [1, None, 4, 5, 6, 7, 8, None, 12]), (1, 0, [1])],
)
def test_numbers_name_first_last_and_neighbours(number, count, numbers):
    assert list(paging.Page(number=number, count=count).numbers) == numbers
