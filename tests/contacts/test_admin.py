"""What a clerk types is found, however it is spelt; forms ask for no more than they show, and keep what is stored."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contacts.models import Alias, Entity, Question
from contributions.models import Meeting
from tests import factory
from tests.desk import list_url, open_change

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(factory.make_secretary())
    return client


@pytest.mark.parametrize("typed", ["cote d'ivoire", "Côte", "IVOIRE", "civ-spelling", "Кот"])
def test_entity_is_found_by_any_spelling(desk: Client, typed: str) -> None:
    entity = factory.make_entity("Côte d’Ivoire", name_ru="Кот-д’Ивуар")
    factory.make_entity("Another")
    Alias.objects.create(entity=entity, text="CIV-SPELLING")
    assert list(desk.get(list_url(Entity), {"q": typed}).context["cl"].result_list) == [entity]


def test_row_with_two_matching_spellings_is_found_once(desk: Client) -> None:
    entity = factory.make_entity("United States")
    for text in ("United States of America", "the United States"):
        Alias.objects.create(entity=entity, text=text)
    assert list(desk.get(list_url(Entity), {"q": "united"}).context["cl"].result_list) == [entity]


def test_question_is_found_as_it_is_spoken_of(desk: Client) -> None:
    question = factory.make_question("3/2")
    factory.make_question("1/2", group=question.group)
    assert list(desk.get(list_url(Question), {"q": "Q3/2"}).context["cl"].result_list) == [question]


def test_search_box_costs_the_same_for_one_row_and_for_many(desk: Client) -> None:
    url, names = reverse("admin:autocomplete"), {"app_label": "contributions", "model_name": "meeting"}
    asked = names | {"field_name": "questions", "term": ""}
    group = factory.make_question("1/2").group
    with CaptureQueriesContext(connection) as one:
        desk.get(url, asked)
    for number in range(2, 15):
        factory.make_question(f"{number}/2", group=group)
    with CaptureQueriesContext(connection) as many:
        found = desk.get(url, asked).json()["results"]
    assert (len(found), len(many)) == (14, len(one))


def test_form_with_many_chosen_questions_costs_the_same_as_with_one(desk: Client) -> None:
    meeting: Meeting = factory.make_meeting()
    url = reverse("admin:contributions_meeting_change", args=[meeting.pk])
    meeting.questions.add(factory.make_question("1/2"))
    desk.get(url)
    with CaptureQueriesContext(connection) as one:
        desk.get(url)
    meeting.questions.add(*(factory.make_question(f"{number}/2") for number in range(2, 9)))
    with CaptureQueriesContext(connection) as many:
        desk.get(url)
    assert len(many) == len(one)


def test_places_among_holders_of_a_role_are_not_renumbered_on_a_persons_page(desk: Client) -> None:
    person, body = factory.make_person(), factory.make_body()
    factory.make_appointment(person=person, body=body, position=4)
    open_change(desk, person).add("appointments", role=factory.make_role(), body=body).errors()
    assert sorted(person.appointments.values_list("position", flat=True)) == [0, 4]


def test_language_beyond_the_six_is_kept(desk: Client) -> None:
    document = factory.make_document(language="pt")
    open_change(desk, document).fill(title="New title").errors()
    document.refresh_from_db()
    assert (document.title, document.language) == ("New title", "pt")
