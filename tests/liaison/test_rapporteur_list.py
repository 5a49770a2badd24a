"""/rapporteurs/: who holds which role now and before."""

import datetime

import pytest
from django.utils import timezone

from contacts.models import Alias
from tests.factory import (
    make_appointment,
    make_body,
    make_entity,
    make_period,
    make_person,
    make_question,
    make_role,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

TODAY = timezone.localdate()
YESTERDAY = TODAY - datetime.timedelta(days=1)


def running():
    return make_period("2022-2025", starts_on=YESTERDAY, ends_on=TODAY)


def people(client, query=""):
    return [row.person.name for row in client.get(f"/rapporteurs/{query}").context["page"].rows]


def test_questions_of_the_latest_period_come_first_and_bodies_last(client):
    new, old = make_question("2/2", period=running()), make_question("1/2", period=make_period("2018-2021"))
    make_appointment(body=new.group, person=make_person("Of the group"))
    make_appointment(question=old, person=make_person("Of the old"))
    make_appointment(question=new, person=make_person("Was"), ends_on=YESTERDAY)
    make_appointment(question=new, person=make_person("Is"))
    assert people(client) == ["Is", "Was", "Of the old", "Of the group"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("question=2022-2025-q3-2", ["Ada Example"]),
        ("question=3/2", ["Ada Example", "Bo Sample"]),
        ("role=rapporteur", ["Ada Example"]),
        ("role=Co-Rapporteur", ["Bo Sample"]),
        ("country=UT", ["Ada Example"]),
        ("country=Utopia", ["Ada Example"]),
        ("period=2018-2021", ["Bo Sample"]),
        ("standing=now", ["Ada Example"]),
        ("standing=before", ["Bo Sample"]),
        ("body=itu-d-sg2", ["Ada Example", "Bo Sample"]),
        ("q=ADÁ", ["Ada Example"]),
        ("q=Robert", ["Bo Sample"]),
    ],
)
def test_filters_narrow_the_list(client, query, found):
    utopia = make_entity("Utopia", kind="member_state", country="UT")
    ada, bo = make_person("Ada Example"), make_person("Bo Sample", entity=make_entity(country="OT"))
    Alias.objects.create(person=bo, text="Robert Sample")
    make_appointment(question=make_question(period=running()), person=ada, entity=utopia)
    old = make_question(period=make_period("2018-2021"))
    make_appointment(question=old, person=bo, role=make_role("co-rapporteur"))
    assert people(client, f"?{query}") == found


@pytest.mark.parametrize("query", ["role=zebra", "country=Nowhere", "question=9/9", "standing=never", "period=%00"])
def test_wrong_value_is_told_and_nothing_is_shown(client, query):
    make_appointment()
    response = client.get(f"/rapporteurs/?{query}")
    assert (response.status_code, bool(response.context["filter"].form.errors), people(client, f"?{query}")) == (
        200,
        True,
        [],
    )


def test_address_is_shown_only_of_those_in_office(client):
    question = make_question(period=running())
    for email, ends_on in (("now@example.org", None), ("zebra@example.org", YESTERDAY)):
        person = make_person(email=email, note="Zebra", phone="zebra 1", address="Zebra street")
        make_appointment(question=question, person=person, ends_on=ends_on)
    html = client.get("/rapporteurs/").content.decode()
    assert ("mailto:now@example.org" in html, "zebra" in html.lower()) == (True, False)


def test_each_question_has_one_table(client):
    for number in ("1/2", "2/2"):
        question = make_question(number, period=running())
        make_appointment(question=question)
        make_appointment(question=question)
    html = client.get("/rapporteurs/").content.decode()
    assert (html.count("<table"), html.count("<h1"), html.count("<h2")) == (2, 1, 2)


@pytest.mark.parametrize("rows", [1, 30])
def test_list_costs_six_queries(client, django_assert_num_queries, rows):
    question = make_question(period=running())
    for _row in range(rows):
        person = make_person(entity=make_entity())
        make_appointment(question=question, person=person, entity=make_entity())
        make_appointment(body=make_body(), person=person)
    # count, keys, appointments with all that is printed; options: roles, periods; the site's name
    with django_assert_num_queries(6):
        client.get("/rapporteurs/")
