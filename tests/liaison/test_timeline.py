"""The thread on a statement's page: who answered what, when, where there are more than two."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.test import Client

from liaison.models import Reply, Revision, Statement
from tests.factory import DAY, make_body, make_party, make_public_statement

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

HIDDEN = [{"visibility": "staff"}, {"visibility": "removed"}, {"status": "draft"}, {"status": "approved"}]


def chain(*titles: str, **of_last: Any) -> list[Statement]:
    """Each answers the one before, ten days later."""
    made: list[Statement] = []
    for number, title in enumerate(titles):
        values = of_last if number == len(titles) - 1 else {}
        day = DAY + datetime.timedelta(days=10 * number)
        made.append(make_public_statement(title=title, slug=title.lower(), date=day, **values))
        if number:
            Reply.objects.create(statement=made[-1], target=made[-2])
    return made


def thread(client: Client, slug: str) -> list[tuple[str, str, list[tuple[str, int | None]]]]:
    return [
        (step.kind, step.statement.title, [(answered.title, days) for answered, days in step.answers])
        for step in client.get(f"/statements/{slug}/").context["thread"]
    ]


def test_thread_tells_who_answered_what_after_how_many_days_the_earliest_first(client):
    chain("Ask", "Reply", "Thanks")
    expected = [
        ("statement", "Ask", []),
        ("statement", "Reply", [("Ask", 10)]),
        ("statement", "Thanks", [("Reply", 10)]),
    ]
    assert [thread(client, slug) for slug in ("ask", "reply", "thanks")] == [expected] * 3


def test_answer_that_is_recorded_of_a_recipient_belongs_to_the_thread(client):
    ask, reply = chain("Ask", "Reply")
    other = make_public_statement(title="Other", date=DAY + datetime.timedelta(days=3))
    make_party(ask, body=make_body(), purpose="action", answered_by=other)
    assert [(title, answers) for _kind, title, answers in thread(client, reply.slug)] == [
        ("Ask", []),
        ("Other", [("Ask", 3)]),
        ("Reply", [("Ask", 10)]),
    ]


def test_two_statements_need_no_picture(client):
    chain("Ask", "Reply")
    response = client.get("/statements/ask/")
    assert (response.context["thread"], 'class="timeline"' in response.content.decode()) == ([], False)


@pytest.mark.parametrize("hidden", HIDDEN, ids=str)
def test_hidden_statement_is_not_in_the_thread(client, hidden):
    chain("Ask", "Reply", "Thanks", "Zebra", **hidden)
    response = client.get("/statements/ask/")
    assert (len(response.context["thread"]), "Zebra" in response.content.decode()) == (3, False)


@pytest.mark.parametrize("hidden", HIDDEN, ids=str)
def test_thread_is_not_followed_through_a_hidden_statement(client, hidden):
    _ask, _reply, _thanks, between = chain("Ask", "Reply", "Thanks", "Between", **hidden)
    beyond = make_public_statement(title="Beyond", slug="beyond")
    Reply.objects.create(statement=beyond, target=between)
    assert [title for _kind, title, _answers in thread(client, "ask")] == ["Ask", "Reply", "Thanks"]
    assert thread(client, "beyond") == []


def test_corrections_and_withdrawals_stand_at_their_days(client):
    ask, reply, _thanks = chain("Ask", "Reply", "Thanks")
    Statement.objects.filter(pk=reply.pk).update(status="withdrawn", withdrawn_on=DAY + datetime.timedelta(days=15))
    Revision.objects.create(statement=ask, number=0, letter={})
    Revision.objects.create(statement=ask, number=1, letter={}, reason="Zebra")
    response = client.get("/statements/thanks/")
    assert [(step.kind, step.statement.title) for step in response.context["thread"]] == [
        ("statement", "Ask"),
        ("statement", "Reply"),
        ("withdrawal", "Reply"),
        ("statement", "Thanks"),
        ("correction", "Ask"),
    ]
    assert "Zebra" not in response.content.decode()


def test_statements_that_answer_each_other_in_a_circle_are_listed_once(client):
    ask, _reply, thanks = chain("Ask", "Reply", "Thanks")
    Reply.objects.create(statement=ask, target=thanks)
    assert sorted(title for _kind, title, _answers in thread(client, "reply")) == ["Ask", "Reply", "Thanks"]


def test_statement_without_a_date_stands_last_and_tells_no_days(client):
    chain("Ask", "Reply", "Thanks")
    Statement.objects.filter(title="Reply").update(date=None)
    assert thread(client, "ask")[-1] == ("statement", "Reply", [("Ask", None)])


def test_page_marks_which_statement_it_is_in_a_list_of_the_page(client):
    chain("Ask", "Reply", "Thanks")
    html = client.get("/statements/reply/").content.decode()
    lines = html[html.index('<ol class="timeline">') : html.index("</ol>", html.index('<ol class="timeline">'))]
    assert (lines.count("<li"), lines.count('aria-current="true"'), 'href="/statements/reply/"' in lines) == (
        3,
        1,
        False,
    )


@pytest.mark.parametrize("rows", [1, 30])
def test_thread_costs_the_same_for_any_number_of_answers(client, django_assert_num_queries, rows):
    _ask, reply, _thanks = chain("Ask", "Reply", "Thanks")
    for _row in range(rows):
        Reply.objects.create(statement=make_public_statement(), target=reply)
    # the statement, what hangs on it; its thread and the keys of what stands near it; those statements, their parties
    # and corrections; the letterhead; the site's name; the publisher of its citation
    with django_assert_num_queries(8):
        client.get("/statements/ask/")
