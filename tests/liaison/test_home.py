"""/: what is new, what is due, and the study groups."""

import datetime

import pytest
from django.utils import timezone

from liaison.models import Statement
from tests.factory import (
    DAY,
    make_body,
    make_home,
    make_party,
    make_period,
    make_public_statement,
    make_question,
    make_statement,
)

pytestmark = pytest.mark.django_db


def titles(client, name):
    return [statement.title for statement in client.get("/").context[name]]


def test_newest_public_statements_come_first(client):
    for day in range(8):
        make_public_statement(title=f"Day {day}", date=DAY + datetime.timedelta(days=day))
    assert titles(client, "new") == ["Day 7", "Day 6", "Day 5", "Day 4", "Day 3", "Day 2"]


@pytest.mark.parametrize("values", [{"status": "draft"}, {"visibility": "staff"}, {"status": "withdrawn"}])
def test_statement_that_is_not_listed_is_neither_new_nor_due(client, values):
    make_party(make_public_statement(title="Zebra", **values), purpose="action", deadline=DAY)
    assert "Zebra" not in client.get("/").content.decode()


def test_overdue_comes_first_and_answered_not_at_all(client):
    today = timezone.localdate()
    for title, days in [("soon", 3), ("late", -3), ("later", 300)]:
        make_party(make_public_statement(title=title), purpose="action", deadline=today + datetime.timedelta(days=days))
    make_party(make_public_statement(title="done"), purpose="action", deadline=DAY, answered_on=DAY)
    make_party(make_public_statement(title="some day"), purpose="action")
    make_public_statement(title="information")
    assert titles(client, "due") == ["late", "soon", "later"]


def test_questions_are_those_of_the_running_period(client):
    today = timezone.localdate()
    make_question("1/2", period=make_period("2018-2021"))
    make_question("3/2", period=make_period("2090-2093", starts_on=today, ends_on=today), name="Running")
    assert [question.name for question in client.get("/").context["questions"]] == ["Running"]


def test_questions_of_the_newest_period_stand_until_the_running_one_has_some(client):
    today = timezone.localdate()
    make_period("2090-2093", starts_on=today, ends_on=today)
    make_question("1/2", period=make_period("2014-2017"), name="Old")
    make_question("3/2", period=make_period("2018-2021"), name="Newest")
    assert [question.name for question in client.get("/").context["questions"]] == ["Newest"]


def test_study_groups_link_to_their_pages(client):
    make_question()
    page = client.get("/").content.decode()
    assert '<a href="/study-groups/itu-d-sg2/">ITU-D SG2</a>' in page
    assert '<a href="/questions/2022-2025-q3-2/"><bdi>Q3/2</bdi></a>' in page


def test_site_bears_the_name_of_the_home_body_in_the_readers_language(client):
    make_home(name="Example Sector", name_fr="Secteur d’exemple")
    pages = [client.get(path).content.decode() for path in ("/", "/fr/")]
    assert [
        "<title>Liaison statements – Example Sector</title>" in pages[0],
        "– Secteur d’exemple</title>" in pages[1],
    ] == [
        True,
        True,
    ]


def test_empty_site_says_so_and_is_called_liaison(client):
    page = client.get("/").content.decode()
    assert "<title>Liaison statements – Liaison</title>" in page
    assert "No statement is public yet." in page
    assert "Nothing awaits a reply by a certain day." in page


def test_search_box_asks_the_search_page(client):
    assert '<form class="search" method="get" action="/search/" role="search">' in client.get("/").content.decode()


@pytest.mark.parametrize("rows", [1, 30])
def test_home_costs_seven_queries(client, django_assert_num_queries, rows):
    question = make_question()
    for number in range(rows):
        statement = make_public_statement(sender=question.group)
        make_party(statement, body=make_body(), questions=[question], purpose="action", deadline=DAY)
        make_question(f"{number + 10}/2", group=question.group)
    Statement.objects.update(date=DAY)
    # whether the period runs, Questions with period and group; statements and parties, new and due; the site's name
    with django_assert_num_queries(7):
        client.get("/")


def test_draft_is_not_counted_as_new(client):
    make_statement(title="Zebra")
    assert titles(client, "new") == []
