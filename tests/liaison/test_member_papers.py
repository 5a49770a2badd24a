"""/members/<slug>/: where a member's papers went, and what became of them."""

from __future__ import annotations

import csv
import datetime
import html
import io
from typing import Any

import pytest
from django.test import Client

from contacts.models import Entity
from contacts.models.bodies import BodyQuerySet
from liaison.models import Statement
from tests.factory import (
    DAY,
    make_annex,
    make_appointment,
    make_body,
    make_document,
    make_entity,
    make_entry,
    make_meeting,
    make_party,
    make_period,
    make_public_statement,
    make_question,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

PAGE = "/members/utopia/"
HIDDEN = [
    {"visibility": "staff"},
    {"visibility": "removed"},
    {"visibility": "header"},
    {"status": "draft"},
    {"status": "withdrawn"},
]


@pytest.fixture
def utopia() -> Entity:
    return make_entity("Utopia", kind="member_state", country="UT")


def cited(document: Any, **values: Any) -> Statement:
    statement = make_public_statement(**values)
    make_entry(make_annex(statement), document=document)
    return statement


def papers(client: Client, query: str = "") -> list[tuple[str, list[str]]]:
    """Each paper with the statements in which it went."""
    page = client.get(f"{PAGE}{query}").context["papers"]
    return [(row.symbol, [statement.title for statement in row.went]) for row in page.rows]


def destinations(client: Client, query: str = "") -> list[tuple[str, int, int, int, int]]:
    """Of each recipient: papers, statements, those open, those answered."""
    rows = client.get(f"{PAGE}?by=recipient{query}").context["destinations"].rows
    return [
        (row.body.code if row.body else row.text, *map(len, (row.papers, row.statements, row.open, row.answered)))
        for row in rows
    ]


def html_of(response: Any) -> str:
    return html.unescape(response.content.decode())


def test_each_cited_paper_stands_with_the_statements_that_cite_it(client, utopia):
    paper = make_document("2/34", sources=[utopia])
    cited(paper, title="Later", date=DAY + datetime.timedelta(days=1))
    cited(paper, title="Sooner")
    make_document("2/35", sources=[utopia])  # never cited
    cited(make_document("2/36", sources=[make_entity()]), title="Of others")
    assert papers(client) == [("2/34", ["Later", "Sooner"])]


def test_paper_that_is_cited_twice_in_a_statement_stands_once(client, utopia):
    paper = make_document("2/34", sources=[utopia])
    make_entry(make_annex(cited(paper, title="Twice")), document=paper)
    assert papers(client) == [("2/34", ["Twice"])]


def test_joint_paper_counts_for_each_of_its_sources(client, utopia):
    make_entity("Other")
    cited(make_document("2/34", sources=[utopia, make_entity("Ruritania")]), title="Joint")
    shown = [client.get(f"/members/{slug}/").context["papers"].count for slug in ("utopia", "ruritania", "other")]
    assert shown == [1, 1, 0]


def test_source_that_was_only_printed_is_not_guessed(client, utopia):
    cited(make_document("2/34", source_text="Utopia"), title="Printed")
    make_entry(make_annex(make_public_statement()), symbol="2/35", source="Utopia")
    assert (papers(client), destinations(client)) == ([], [])


@pytest.mark.parametrize("hidden", HIDDEN, ids=str)
def test_statement_that_is_hidden_or_withdrawn_does_not_tell_of_a_paper(client, utopia, hidden):
    paper = make_document("2/34", sources=[utopia])
    cited(paper, title="Zebra", **hidden)
    html = "".join(client.get(f"{PAGE}{query}").content.decode() for query in ("", "?by=recipient"))
    table = client.get("/members/utopia.csv").getvalue().decode()
    assert (papers(client), destinations(client), "Zebra" in html + table) == ([], [], False)


def test_document_that_is_kept_for_staff_is_not_told(client, utopia):
    cited(make_document("2/34", title="Zebra", sources=[utopia], is_public=False), title="Seen elsewhere")
    listed = client.get("/statements/?source=utopia").context["page"].count
    table = client.get("/members/utopia.csv").getvalue().decode()
    assert (papers(client), destinations(client), listed, len(table.splitlines())) == ([], [], 0, 1)


def test_what_became_of_it_is_told_with_their_symbol_and_the_answer(client, utopia):
    answer = make_public_statement(title="The answer")
    statement = cited(make_document("2/34", sources=[utopia]))
    meeting = make_meeting(name="Their meeting")
    facts = {"answered_on": DAY, "answered_by": answer, "their_symbol": "TD/7", "considered_at": meeting}
    make_party(statement, body=make_body("CWG-COP"), purpose="action", outcome="noted", outcome_text="Read", **facts)
    html = client.get(PAGE).content.decode()
    told = ["CWG-COP", "Action", "Answered", "TD/7", "Their meeting", "Noted", "Read", "The answer"]
    assert [words for words in told if words not in html] == []


def test_answer_that_is_hidden_is_not_told(client, utopia):
    statement = cited(make_document("2/34", sources=[utopia]))
    answer = make_public_statement(title="Zebra", visibility="staff")
    make_party(statement, body=make_body(), purpose="action", answered_on=DAY, answered_by=answer)
    assert "Zebra" not in client.get(PAGE).content.decode()


def test_address_in_the_words_of_an_outcome_is_hidden_where_a_setting_says_so(client, utopia, settings):
    settings.EMAIL_ADDRESSES = "hidden"
    statement = cited(make_document("2/34", sources=[utopia]))
    make_party(statement, body=make_body(), outcome_text="Ask zebra@example.org")
    table = client.get("/members/utopia.csv").getvalue().decode()
    assert "zebra@" not in client.get(PAGE).content.decode() + table


def test_period_narrows_to_the_statements_of_the_period(client, utopia):
    now, before = make_period(), make_period("2018-2021")
    cited(make_document("2/34", sources=[utopia]), title="Now", period=now)
    cited(make_document("2/35", sources=[utopia]), title="Before", period=before)
    assert papers(client, "?period=2018-2021") == [("2/35", ["Before"])]


@pytest.mark.parametrize("period", ["1066", "%00"])
def test_unknown_period_is_told(client, utopia, period):
    response = client.get(f"{PAGE}?period={period}")
    table = client.get(f"/members/utopia.csv?period={period}")
    assert ("There is no such study period." in response.content.decode(), table.status_code) == (True, 400)


def test_recipients_are_counted_with_their_parts(client, utopia):
    whole = make_body("ITU-T")
    part = make_body("ITU-T SG17", parent=whole)
    one, two = make_document("2/34", sources=[utopia]), make_document("2/35", sources=[utopia])
    first, second = cited(one, recipient=whole), cited(two, recipient=part)
    make_party(first, body=part, part="cc")
    make_party(second, body=part, purpose="action")
    assert destinations(client) == [("ITU-T", 2, 2, 1, 0), ("ITU-T SG17", 2, 2, 1, 0)]


def test_recipient_that_is_no_body_stands_as_printed(client, utopia):
    statement = cited(make_document("2/34", sources=[utopia]), recipient=make_body("TDAG"))
    make_party(statement, text="Somebody", purpose="comment", answered_on=DAY)
    assert destinations(client) == [("Somebody", 1, 1, 0, 1), ("TDAG", 1, 1, 0, 0)]


def test_numbers_of_recipients_are_those_of_the_lists_behind_them(client, utopia):
    body, period = make_body("CWG-COP"), make_period()
    for number, (purpose, answered) in enumerate([("action", None), ("action", DAY), ("information", None)]):
        statement = cited(make_document(f"2/{number + 1}", sources=[utopia]), period=period)
        make_party(statement, body=body, purpose=purpose, answered_on=answered)
        make_party(statement, body=make_body(), purpose="action")  # open to others
    queries = ["", "&status=open", "&status=answered"]
    address = "/statements/?source=utopia&to=cwg-cop&period=2022-2025"
    lists = [client.get(f"{address}{query}").context["page"].count for query in queries]
    [own] = [row for row in destinations(client, "&period=2022-2025") if row[0] == "CWG-COP"]
    assert (own[2:], lists) == ((3, 1, 1), [3, 1, 1])


def test_of_a_paper_that_went_often_the_newest_are_shown_and_the_others_counted(client, utopia):
    paper = make_document("2/34", sources=[utopia])
    for day in range(7):
        cited(paper, title=f"Of day {day}", date=DAY + datetime.timedelta(days=day))
    [row] = client.get(PAGE).context["papers"].rows
    assert ([statement.title for statement in row.went], row.others) == (
        [f"Of day {day}" for day in (6, 5, 4)],
        4,
    )


def test_table_has_a_line_for_each_paper_statement_and_recipient(client, utopia):
    statement = cited(make_document("2/34", title="=1+1", sources=[utopia]), title="One", recipient=make_body("TDAG"))
    make_party(statement, body=make_body("CWG-COP"), purpose="action", deadline=DAY, their_symbol="TD/7", position=9)
    response = client.get("/members/utopia.csv")
    rows = list(csv.reader(io.StringIO(response.getvalue().decode().removeprefix("\ufeff"))))
    assert [(row[0], row[1], row[4], row[7], row[8], row[9], row[11]) for row in rows[1:]] == [
        ("2/34", "'=1+1", "One", "TDAG", "Information", "", ""),
        ("2/34", "'=1+1", "One", "CWG-COP", "Action", "2023-05-22", "TD/7"),
    ]
    assert response["Content-Disposition"] == 'attachment; filename="utopia-papers.csv"'


def test_newest_of_its_documents_are_shown_and_all_that_are_public_counted(client, utopia):
    days = [DAY + datetime.timedelta(days=number) for number in range(12)]
    for number, day in enumerate(days):
        make_document(f"2/{number + 1}", sources=[utopia], received_on=day)
    make_document("2/13", sources=[utopia], received_on=days[-1], is_public=False)
    make_document("2/14", sources=[make_entity()], received_on=days[-1])
    page = client.get(PAGE).context["documents"]
    assert (page.count, [row.symbol for row in page.rows]) == (12, [f"2/{number}" for number in range(12, 2, -1)])


def test_papers_and_recipients_stand_on_pages(client, utopia):
    for number in range(27):
        paper = make_document(f"2/{number + 1}", sources=[utopia], received_on=DAY + datetime.timedelta(days=number))
        cited(paper, recipient=make_body(f"BODY {number:02}"))
    shown = [len(papers(client, f"?page={number}")) for number in (1, 2, 3)]
    assert (shown, papers(client, "?page=3")[-1][0]) == ([10, 10, 7], "2/1")
    assert [row[0] for row in destinations(client, "&page=2")] == ["BODY 25", "BODY 26"]
    assert 'href="?by=recipient&amp;page=2"' in client.get(f"{PAGE}?by=recipient").content.decode()
    for query in ("?page=4", "?page=x", "?by=recipient&page=3", "?by=recipient&page=0"):
        response = client.get(f"{PAGE}{query}")
        page = response.context["destinations" if "recipient" in query else "papers"]
        assert (response.status_code, page.rows, bool(page.problem)) == (200, [], True)
        assert str(page.problem) in html_of(response)


def test_recipient_that_came_since_the_request_began_is_left_out(client, utopia, monkeypatch):
    cited(make_document(sources=[utopia]), recipient=make_body("TDAG"))
    assert [row[0] for row in destinations(client)] == ["TDAG"]
    monkeypatch.setattr(BodyQuerySet, "by_key", lambda _bodies: {})
    assert destinations(client) == []


@pytest.mark.parametrize("rows", [1, 30])
@pytest.mark.parametrize(("query", "queries"), [("", 10), ("?by=recipient", 11)])
def test_page_costs_the_same_for_any_number_of_papers(client, django_assert_num_queries, utopia, rows, query, queries):
    make_period()
    for number in range(rows):
        paper = make_document(f"2/{number + 1}", sources=[utopia], questions=[])
        answer = make_public_statement()
        make_party(cited(paper), body=make_body(), answered_by=answer, considered_at=make_meeting(), purpose="action")
        make_appointment(question=make_question(f"{number}/9"), entity=utopia)
    # member, periods, people; keys of its documents, what is cited; the rows of both, their sources and Questions; the
    # site's name; and by document: statements, parties; by recipient: bodies, parties, the bodies' tree
    with django_assert_num_queries(queries):
        client.get(f"{PAGE}{query}")
