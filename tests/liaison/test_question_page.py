"""/questions/<slug>/: people first, the next meeting, then all statements and documents."""

import datetime

import pytest
from django.utils import timezone

from tests.factory import (
    DAY,
    make_appointment,
    make_document,
    make_entity,
    make_meeting,
    make_party,
    make_period,
    make_person,
    make_public_statement,
    make_question,
)

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
RUNNING = {"starts_on": TODAY - datetime.timedelta(days=99), "ends_on": TODAY + datetime.timedelta(days=99)}
ADDRESS = "/questions/2022-2025-q3-2/"


def running_question():
    return make_question("3/2", period=make_period("2022-2025", **RUNNING))


def test_people_in_office_come_before_those_who_were(client):
    question = running_question()
    for name, days in (
        ("Was", {"ends_on": TODAY - datetime.timedelta(days=1)}),
        ("Is", {}),
        ("Will be", {"starts_on": TODAY + datetime.timedelta(days=1)}),
    ):
        make_appointment(question=question, person=make_person(name), **days)
    people = client.get(ADDRESS).context["people"]
    assert [(row.person.name, row.standing) for row in people] == [
        ("Is", "now"),
        ("Will be", "coming"),
        ("Was", "before"),
    ]


def test_nobody_is_in_office_when_the_period_is_over(client):
    question = make_question(period=make_period("2014-2017"))
    make_appointment(question=question, person=make_person("Old Hand", email="zebra@example.org"))
    html = client.get("/questions/2014-2017-q3-2/").content.decode()
    assert ["The study period is over; nobody is in office." in html, "Old Hand" in html, "zebra" in html] == [
        True,
        True,
        False,
    ]


def test_unknown_dates_are_told_by_their_witness(client):
    make_appointment(question=running_question(), witness="A statement of 2023")
    html = client.get(ADDRESS).content.decode()
    assert "Dates not known; named in: <bdi>A statement of 2023</bdi>" in html


def test_next_meetings_leave_out_cancelled_ones_and_those_of_other_questions(client):
    question = running_question()
    other = make_question("4/2", group=question.group, period=question.period)
    days = {"body": question.group, "period": question.period, "starts_on": TODAY, "ends_on": TODAY}
    make_meeting(name="For all", **days)
    make_meeting(name="For this", **days).questions.add(question)
    make_meeting(name="For another", **days).questions.add(other)
    make_meeting(name="Cancelled", status="cancelled", **days)
    assert sorted(row.name for row in client.get(ADDRESS).context["meetings"]) == ["For all", "For this"]


def test_statements_and_documents_are_those_of_the_question(client):
    question = running_question()
    make_party(make_public_statement(title="Of it"), body=question.group, questions=[question])
    make_party(make_public_statement(title="Zebra", visibility="staff"), body=question.group, questions=[question])
    make_public_statement(title="Of others", sender=question.group)
    make_document("2/34", questions=[question])
    make_document("2/35", title="Zebra", questions=[question], is_public=False)
    make_document("2/36")
    context = client.get(ADDRESS).context
    found = ([row.title for row in context["statements"].rows], [row.symbol for row in context["documents"].rows])
    assert found == (["Of it"], ["2/34"])


def test_earlier_and_later_questions_are_told_apart(client):
    question = running_question()
    earlier = make_question("3-1/2", group=question.group, period=make_period("2018-2021"))
    later = make_question("5/2", group=question.group, period=make_period("2026-2029"))
    make_question("6/2", group=question.group, period=make_period("2026-2029"))
    question.continues.add(earlier)
    later.continues.add(question)
    beside = client.get(ADDRESS).context["beside"]
    assert {(row.number, row.is_earlier) for row in beside} == {("3-1/2", True), ("5/2", False)}


def test_long_list_is_cut_and_leads_to_the_whole(client):
    question = running_question()
    for number in range(26):
        make_document(f"2/{number + 1}", questions=[question])
    html = " ".join(client.get(ADDRESS).content.decode().split())
    assert '<a href="/documents/?question=2022-2025-q3-2"> All 26 documents </a>' in html


def test_note_for_staff_is_not_shown(client):
    make_question(note="Zebra", period=make_period("2022-2025"))
    assert "Zebra" not in client.get(ADDRESS).content.decode()


@pytest.mark.parametrize("rows", [1, 30])
def test_page_costs_nine_queries(client, django_assert_num_queries, rows):
    question = running_question()
    for row in range(rows):
        make_appointment(question=question, entity=make_entity())
        make_meeting(body=question.group, period=question.period, starts_on=TODAY, ends_on=None)
        make_party(make_public_statement(date=DAY), body=question.group, questions=[question])
        make_document(f"2/{row + 1}", questions=[question], sources=[make_entity()])
    # Question with period and group, its people, those before and after it, meetings; statements, parties; documents,
    # sources and Questions; the site's name
    with django_assert_num_queries(9):
        client.get(ADDRESS)


def test_question_belongs_to_the_section_of_study_groups(client):
    page = client.get(f"/fr{make_question().get_absolute_url()}").content.decode()
    assert '<a href="/fr/study-groups/" aria-current="true">' in page
