"""What a clerk types is found, however it is spelt; forms ask for no more than they show, and keep what is stored."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contacts.models import Alias, Appointment, Entity, Question
from contributions.models import Meeting
from tests import factory
from tests.desk import change_url, list_url, open_change

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


def test_what_stands_in_a_list_elsewhere_is_not_deleted(desk: Client) -> None:
    question = factory.make_question()
    statement = factory.make_public_statement()
    statement.parties.get(part="from").questions.add(question)
    url = reverse("admin:contacts_question_delete", args=[question.pk])
    page = desk.get(url)
    assert page.context["protected"] == [f"Party: {statement.parties.get(part='from')}"]
    desk.post(url, {"post": "yes"})
    assert Question.objects.filter(pk=question.pk).exists()


def test_what_nothing_refers_to_is_deleted(desk: Client) -> None:
    question = factory.make_question()
    desk.post(reverse("admin:contacts_question_delete", args=[question.pk]), {"post": "yes"})
    assert not Question.objects.exists()


def test_confirmation_of_a_deletion_speaks_in_words(desk: Client) -> None:
    statement = factory.make_statement(title="To go")
    factory.make_party(statement, text="Somebody", questions=[factory.make_question()])
    statement.topics.add(factory.make_topic())
    page = desk.get(reverse("admin:liaison_statement_delete", args=[statement.pk])).content.decode()
    assert ("relationship" in page, "object (" in page, "Party: Somebody" in page) == (False, False, True)


def test_question_does_not_continue_itself_nor_a_later_one(desk: Client) -> None:
    question = factory.make_question("3/2")
    later = factory.make_question("3/2", period=factory.make_period("2026-2029"), group=question.group)
    assert open_change(desk, question).fill(continues=[question, later]).errors() == [
        "Q3/2 (2026-2029) is of a later period, so this one cannot continue it.",
        "A Question does not continue itself.",
    ]
    assert open_change(desk, later).fill(continues=[question]).errors() == []


@pytest.mark.parametrize(
    ("label", "is_current"), [("2018-2021", False), ("2022-2025", True), ("2026-2029", False), (None, True)]
)
def test_role_in_a_body_for_a_period_ends_with_it(label: str | None, is_current: bool) -> None:
    period = factory.make_period(label) if label else None
    appointment = factory.make_appointment(body=factory.make_body(), period=period)
    assert Appointment.objects.current(factory.DAY).filter(pk=appointment.pk).exists() == is_current


def test_role_for_a_coming_period_is_to_come() -> None:
    factory.make_appointment(body=factory.make_body(), period=factory.make_period("2026-2029"))
    assert Appointment.objects.with_standing(factory.DAY).get().standing == "coming"


def test_roles_of_a_period_are_those_for_its_questions_and_those_in_bodies() -> None:
    period = factory.make_period()
    for_question = factory.make_appointment(question=factory.make_question())
    for_body = factory.make_appointment(body=factory.make_body(), period=period)
    factory.make_appointment(body=factory.make_body())
    assert set(Appointment.objects.of_period(period)) == {for_question, for_body}


def choices(desk: Client, app: str, model: str, field: str, term: str) -> list[str]:
    asked = {"app_label": app, "model_name": model, "field_name": field, "term": term}
    return [row["text"] for row in desk.get(reverse("admin:autocomplete"), asked).json()["results"]]


def test_meetings_of_one_name_are_told_apart_by_their_days(desk: Client) -> None:
    body = factory.make_body("ITU-D SG2")
    for day in (7, 22):
        factory.make_meeting(name="Rapporteur meeting", body=body, starts_on=factory.DAY.replace(day=day))
    assert choices(desk, "liaison", "statement", "meeting", "rapporteur") == [
        "22 May 2023, ITU-D SG2, Rapporteur meeting",
        "7 May 2023, ITU-D SG2, Rapporteur meeting",
    ]


def test_chosen_row_has_the_name_that_it_has_in_the_search_box(desk: Client) -> None:
    meeting = factory.make_meeting(name="Rapporteur meeting", body=factory.make_body("ITU-D SG2"))
    page = desk.get(change_url(factory.make_statement(meeting=meeting))).content.decode()
    assert "selected>22 May 2023, ITU-D SG2, Rapporteur meeting</option>" in page


def test_documents_of_one_symbol_are_told_apart_by_their_period(desk: Client) -> None:
    factory.make_document("2/34", title="New")
    factory.make_document("2/34", title="Old", period=factory.make_period("2018-2021"))
    assert choices(desk, "liaison", "entry", "document", "2/34") == ["2/34 (2022-2025), New", "2/34 (2018-2021), Old"]


@pytest.mark.parametrize("typed", ["2/34", "2-34", "D22-SG02-C-0034", "Document 2/34-E"])
def test_symbol_in_any_spelling_finds_its_document_alone(desk: Client, typed: str) -> None:
    factory.make_document("2/34", title="This")
    factory.make_document("2/340", title="Another")
    assert choices(desk, "liaison", "entry", "document", typed) == ["2/34 (2022-2025), This"]


def test_beginning_of_a_symbol_finds_all_that_begin_so(desk: Client) -> None:
    for symbol in ("2/340", "2/341"):
        factory.make_document(symbol, title="Paper")
    assert choices(desk, "liaison", "entry", "document", "2/34") == [
        "2/341 (2022-2025), Paper",
        "2/340 (2022-2025), Paper",
    ]
