"""/meetings/: what is to come and what was; for one meeting, what came in, what went out and its papers."""

import datetime

import pytest
from django.utils import timezone

from liaison.models import Consideration
from tests.factory import (
    DAY,
    make_body,
    make_document,
    make_entity,
    make_home,
    make_meeting,
    make_public_statement,
    make_question,
)

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
TOMORROW = TODAY + datetime.timedelta(days=1)
ADDRESS = "/meetings/the-meeting/"


def test_meetings_to_come_stand_apart_from_those_that_are_over(client):
    make_meeting(name="Over")
    make_meeting(name="Under way", starts_on=DAY, ends_on=TODAY)
    make_meeting(name="Next", starts_on=TOMORROW, ends_on=TOMORROW)
    make_meeting(name="Called off", starts_on=TOMORROW, ends_on=None, status="cancelled")
    make_meeting(name="Some day", starts_on=None, ends_on=None, dates_text="autumn")
    context = client.get("/meetings/").context
    found = [[row.name for row in rows] for rows in (context["ahead"], context["undated"], context["page"].rows)]
    assert found == [["Under way", "Next", "Called off"], ["Some day"], ["Over"]]


def test_list_narrows_by_body_and_question(client):
    question = make_question()
    make_meeting(name="Of all", body=question.group, period=question.period)
    make_meeting(name="Of others")
    shown = [client.get(f"/meetings/?{query}").context["page"] for query in ("body=itu-d-sg2", "question=Q3/2")]
    assert [[row.name for row in page.rows] for page in shown] == [["Of all"], ["Of all"]]


@pytest.mark.parametrize("query", ["body=zebra", "period=1", "question=%00", f"q={'x' * 10_000}"])
def test_wrong_value_is_told_and_nothing_is_shown(client, query):
    make_meeting(name="Zebra")
    make_meeting(name="Zebra", starts_on=TOMORROW, ends_on=TOMORROW)
    response = client.get(f"/meetings/?{query}")
    assert (response.status_code, bool(response.context["filter"].form.errors), response.context["page"].rows) == (
        200,
        True,
        [],
    )


def test_incoming_are_those_on_the_list_and_outgoing_those_agreed_there(client):
    meeting = make_meeting(slug="the-meeting")
    sitting = make_meeting(parent=meeting)
    make_public_statement(title="In", direction="incoming", registered_as=make_document(meeting=meeting))
    held_over = make_public_statement(title="Held over", direction="incoming")
    Consideration.objects.create(statement=held_over, meeting=meeting, note="Zebra")
    make_public_statement(title="Out", approval_meeting=sitting)
    make_public_statement(title="Of others", approval_meeting=make_meeting())
    context = client.get(ADDRESS).context
    found = [sorted(row.title for row in context[name].rows) for name in ("incoming", "outgoing")]
    assert found == [["Held over", "In"], ["Out"]]


def test_meeting_shows_nothing_hidden(client):
    meeting = make_meeting(slug="the-meeting", note="Zebra")
    hidden = {"visibility": "staff", "title": "Zebra"}
    make_public_statement(direction="incoming", registered_as=make_document(meeting=meeting, is_public=False), **hidden)
    make_public_statement(approval_meeting=meeting, **hidden)
    make_document(title="Zebra", meeting=meeting, is_public=False)
    held = make_public_statement(title="Seen", direction="incoming")
    Consideration.objects.create(statement=held, meeting=meeting, note="Zebra")
    assert "Zebra" not in client.get(ADDRESS).content.decode()


def test_documents_stand_under_each_of_their_questions(client):
    one, two = make_question("1/2"), make_question("2/2")
    meeting = make_meeting(slug="the-meeting", body=one.group)
    make_document("2/10", meeting=meeting, questions=[two])
    make_document("2/9", meeting=make_meeting(parent=meeting), questions=[two, one])
    make_document("2/11", meeting=meeting)
    groups = client.get(ADDRESS).context["groups"]
    assert [(question, [row.symbol for row in rows]) for question, rows in groups] == [
        (one, ["2/9"]),
        (two, ["2/9", "2/10"]),
        (None, ["2/11"]),
    ]


def test_sitting_names_the_meeting_around_it(client):
    meeting = make_meeting(slug="the-week", name="The week")
    make_meeting(slug="the-meeting", parent=meeting, document_deadline=DAY)
    html = client.get(ADDRESS).content.decode()
    assert ['href="/meetings/the-week/"' in html, "22 May 2023" in html] == [True, True]


@pytest.mark.parametrize("rows", [1, 30])
def test_list_costs_ten_queries(client, django_assert_num_queries, rows):
    question = make_question()
    for _row in range(rows):
        for starts_on in (DAY, TOMORROW, None):
            make_meeting(body=make_body(), starts_on=starts_on, ends_on=None).questions.add(question)
    # to come, without a day, and over: each meetings with body and parent, and Questions; count, keys;
    # options: periods; the site's name
    with django_assert_num_queries(10):
        client.get("/meetings/")


@pytest.mark.parametrize("rows", [1, 30])
def test_meeting_costs_eight_queries(client, django_assert_num_queries, rows):
    make_home()
    meeting = make_meeting(slug="the-meeting")
    for row in range(rows):
        question = make_question(f"{row + 1}/2")
        make_meeting(parent=meeting).questions.add(question)
        make_document(meeting=meeting, questions=[question], sources=[make_entity()])
        make_public_statement(direction="incoming", registered_as=make_document(meeting=meeting))
        make_public_statement(approval_meeting=meeting)
    # meeting with body, parent and period; its Questions, sittings with body and their Questions; the keys of all
    # lists; statements, parties; documents, sources and Questions; the site's name
    with django_assert_num_queries(8):
        client.get(ADDRESS)
