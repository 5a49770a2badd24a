"""/statements/: what is listed, in which order, how it is paged and what it costs."""

import datetime

import pytest

from liaison.models import Statement
from tests.factory import (
    DAY,
    index_all,
    make_body,
    make_home,
    make_party,
    make_period,
    make_public_statement,
    make_question,
    make_statement,
    make_topic,
)

pytestmark = pytest.mark.django_db

HIDDEN = [
    {"status": "draft"},
    {"status": "in_review"},
    {"status": "approved"},
    {"visibility": "staff"},
    {"visibility": "removed"},
    {"slug": None},
]


def titles(client, query=""):
    return [row.title for row in client.get(f"/statements/{query}").context["page"].rows]


@pytest.mark.parametrize("values", HIDDEN)
def test_statement_that_is_not_public_is_not_listed(client, values):
    make_public_statement(title="Seen")
    make_public_statement(title="Zebra", **values)
    response = client.get("/statements/")
    assert ([row.title for row in response.context["page"].rows], "Zebra" in response.content.decode()) == (
        ["Seen"],
        False,
    )


def test_hidden_correction_of_a_public_statement_is_not_listed(client):
    seen = make_public_statement(title="Seen")
    make_public_statement(title="Zebra", correction_of=seen)
    assert titles(client) == ["Seen"]


def test_withdrawn_statement_is_listed_only_when_asked_for(client):
    make_public_statement(title="Seen")
    make_public_statement(title="Withdrawn", status="withdrawn")
    make_public_statement(title="Zebra", status="withdrawn", visibility="staff")
    assert (titles(client), titles(client, "?status=withdrawn")) == (["Seen"], ["Withdrawn"])


def test_header_only_statement_is_listed(client):
    make_public_statement(title="Header", visibility="header")
    assert titles(client) == ["Header"]


def test_newest_comes_first_and_undated_last(client):
    make_public_statement(title="Undated", date=None)
    make_public_statement(title="Old", date=DAY - datetime.timedelta(days=1))
    make_public_statement(title="New")
    assert titles(client) == ["New", "Old", "Undated"]


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("date", ["B", "A", "C"]),
        ("-date", ["C", "A", "B"]),
        ("title", ["A", "B", "C"]),
        ("-title", ["C", "B", "A"]),
        ("symbol", ["C", "A", "B"]),
        ("-symbol", ["A", "C", "B"]),
        ("deadline", ["B", "C", "A"]),
        ("-deadline", ["C", "B", "A"]),
    ],
)
def test_list_is_sorted_as_asked(client, sort, expected):
    for title, days, symbol, deadline in [("A", 1, "Y", None), ("B", 0, "", 3), ("C", 2, "X", 5)]:
        statement = make_public_statement(title=title, date=DAY + datetime.timedelta(days=days), symbol=symbol)
        if deadline:
            make_party(statement, purpose="action", deadline=DAY + datetime.timedelta(days=deadline))
    assert titles(client, f"?sort={sort}") == expected


def test_equal_rows_keep_one_order_over_all_pages(client):
    for _row in range(60):
        make_public_statement(title="Same")
    keys = [
        row.pk for page in (1, 2, 3) for row in client.get(f"/statements/?sort=title&page={page}").context["page"].rows
    ]
    assert (len(keys), keys) == (60, sorted(keys))


def test_sorted_heading_says_its_order_and_links_to_the_other(client):
    make_public_statement()
    index_all()
    text = client.get("/statements/?sort=date&q=Statement&page=1").content.decode()
    assert '<th scope="col" aria-sort="ascending"><a href="?sort=-date&amp;q=Statement">Date' in text


def test_links_to_other_pages_keep_the_filters(client):
    for _row in range(26):
        make_public_statement()
    index_all()
    text = client.get("/statements/?q=Statement&sort=date").content.decode()
    assert 'href="?q=Statement&amp;sort=date&amp;page=2"' in text


def test_active_filters_can_be_taken_away_one_by_one(client):
    make_body("CWG-COP", name="Council Working Group on Child Online Protection")
    found = client.get("/statements/?q=child&body=CWG-COP&direction=outgoing&page=2&topic=").context["filter"]
    assert [(str(chip.label), chip.value, chip.address) for chip in found.chips] == [
        ("Words", "child", "?body=CWG-COP&direction=outgoing"),
        ("Direction", "Outgoing", "?q=child&body=CWG-COP"),
        ("Sender or recipient", "CWG-COP", "?q=child&direction=outgoing"),
    ]


def test_number_of_statements_found_is_said(client):
    make_public_statement()
    assert '<p class="count" role="status">1 found</p>' in client.get("/statements/").content.decode()


def test_empty_list_offers_a_way_out(client):
    text = client.get("/statements/?q=nothing").content.decode()
    assert "No statement fits." in text
    assert '<a class="button quiet" href="/statements/">' in text


def test_page_beyond_the_last_says_so_with_status_200(client):
    make_public_statement()
    response = client.get("/statements/?page=7")
    assert (response.status_code, response.context["page"].problem) == (200, "There is no page 7; the last is 1.")


@pytest.mark.parametrize("rows", [1, 30])
def test_list_costs_thirteen_queries_where_nothing_is_kept(client, django_assert_num_queries, rows):
    question = make_question()
    make_topic()
    for _row in range(rows):
        statement = make_public_statement(sender=question.group, period=make_period())
        for _party in range(3):
            make_party(statement, body=make_body(), questions=[question], purpose="action", deadline=DAY)
    # count, keys, statements with period, parties with body; options: periods, groups, topics; the site’s name;
    # beside the options: what the statements say, the keys of periods, purposes, groups, their parts and parties. What
    # options, groups and periods say a process keeps: tests/test_query_counts.py
    with django_assert_num_queries(13):
        client.get("/statements/")


def test_public_list_sets_no_cookie_and_needs_no_session(client):
    make_home()
    response = client.get("/statements/")
    assert (
        dict(response.cookies),
        "Cookie" in response.get("Vary", ""),
        "csrfmiddlewaretoken" in str(response.content),
    ) == (
        {},
        False,
        False,
    )


def test_title_is_marked_with_its_language(client):
    make_public_statement(title="Note de liaison", language="fr", slug="note")
    assert (
        '<a class="title" href="/statements/note/" lang="fr" dir="ltr">Note de liaison</a>'
        in client.get("/statements/").content.decode()
    )


def test_state_of_a_statement_is_shown(client):
    tomorrow = datetime.date.today() + datetime.timedelta(days=1)  # noqa: DTZ011 -- a day of the calendar, as users mean it
    for title, values in {
        "late": {"purpose": "action", "deadline": DAY},
        "open": {"purpose": "comment", "deadline": tomorrow},
        "done": {"purpose": "action", "deadline": DAY, "answered_on": DAY},
    }.items():
        make_party(make_public_statement(title=title), **values)
    states = {row.title: (row.is_overdue, row.is_answered) for row in client.get("/statements/").context["page"].rows}
    assert states == {"late": (True, False), "open": (False, False), "done": (False, True)}


def test_listed_is_a_part_of_public():
    make_public_statement()
    make_public_statement(status="withdrawn")
    make_statement()
    assert (Statement.objects.public().count(), Statement.objects.listed().count()) == (2, 1)
