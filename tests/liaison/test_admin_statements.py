"""Writing a statement at the desk: its rows, their order, its contacts, its text, two clerks at once."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from liaison.models import Event, ImportFinding, Statement
from tests import factory
from tests.desk import open_add, open_change

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(factory.make_secretary(username="secretary"))
    return client


def draft() -> Statement:
    """From the home body's Question to somebody, in May 2023."""
    statement = factory.make_statement(content="<p>Text</p>")
    question = factory.make_question()
    factory.make_party(statement, part="from", body=question.group, questions=[question], position=1)
    factory.make_party(statement, part="to", body=factory.make_body("CWG-COP"), position=1, purpose="information")
    return statement


def test_new_statement_is_saved_with_its_parties_in_order(desk: Client) -> None:
    question, receiver = factory.make_question(), factory.make_body("CWG-COP")
    page = open_add(desk, Statement).fill(title="A statement", date="2023-05-22")
    page.add("senders", body=question.group, questions=question)
    page.add("recipients", body=receiver, purpose="action", deadline="2023-09-01").add("recipients", text="IETF")
    page.add("copies", text="Director, BDT")
    assert page.errors() == []
    shown = [
        (party.part, party.position, party.short, party.purpose) for party in Statement.objects.get().parties.all()
    ]
    assert sorted(shown) == [
        ("cc", 1, "Director, BDT", ""),
        ("from", 1, "ITU-D SG2 Q3/2", ""),
        ("to", 1, "CWG-COP", "action"),
        ("to", 2, "IETF", ""),
    ]


def test_saving_settles_direction_and_printed_questions(desk: Client) -> None:
    question = factory.make_question()
    page = open_add(desk, Statement).fill(title="A statement").add("senders", body=question.group, questions=question)
    page.add("recipients", text="IETF").errors()
    statement = Statement.objects.get()
    assert (statement.direction, statement.senders[0].questions_text) == ("outgoing", "3/2")


def test_new_statement_keeps_who_made_it(desk: Client) -> None:
    open_add(desk, Statement).fill(title="A statement").errors()
    statement = Statement.objects.get()
    assert statement.created_by.username == "secretary"
    assert [(event.kind, event.by.username) for event in statement.events.all()] == [(Event.Kind.CREATED, "secretary")]


def test_rows_are_moved_by_their_numbers(desk: Client) -> None:
    statement = factory.make_statement()
    for place, text in enumerate(["First", "Second", "Third"], start=1):
        factory.make_party(statement, part="to", text=text, position=place)
    page = open_change(desk, statement)
    page.fill(recipients__0__position=2, recipients__1__position=3, recipients__2__position=1).errors()
    assert [party.text for party in statement.parties.all()] == ["Third", "First", "Second"]


def test_row_without_a_number_comes_last(desk: Client) -> None:
    statement = factory.make_statement()
    factory.make_contact(statement, name="First", position=7)
    open_change(desk, statement).add("contacts", name="New").errors()
    assert [(contact.name, contact.position) for contact in statement.contacts.all()] == [("First", 7), ("New", 8)]


def test_empty_row_with_a_number_alone_is_no_row(desk: Client) -> None:
    statement = factory.make_statement()
    assert open_change(desk, statement).add("recipients", position=1).errors() == []
    assert statement.parties.count() == 0


def test_two_annexes_change_places(desk: Client) -> None:
    statement = factory.make_statement()
    first, second = factory.make_annex(statement, title="A"), factory.make_annex(statement, title="B")
    assert open_change(desk, statement).fill(annexes__0__number=2, annexes__1__number=1).errors() == []
    assert list(statement.annexes.values_list("pk", "number")) == [(second.pk, 1), (first.pk, 2)]


def test_annex_takes_the_number_of_one_that_goes(desk: Client) -> None:
    statement = factory.make_statement()
    factory.make_annex(statement, title="A")
    factory.make_annex(statement, title="B")
    page = open_change(desk, statement).fill(annexes__0__number=2, annexes__1__DELETE="on")
    assert page.errors() == []
    assert list(statement.annexes.values_list("title", "number")) == [("A", 2)]


def test_contact_is_written_out_from_the_person_chosen(desk: Client) -> None:
    person = factory.make_person("Ada Example", honorific="Ms", email="ada@example.org")
    statement = factory.make_statement()
    open_change(desk, statement).add("contacts", person=person).errors()
    contact = statement.contacts.get()
    assert (contact.honorific, contact.name, contact.email) == ("Ms", "Ada Example", "ada@example.org")


def test_contacts_are_filled_from_who_is_in_office_by_one_button(desk: Client) -> None:
    statement = draft()
    question = statement.senders[0].questions.get()
    factory.make_appointment(question=question, person=factory.make_person("In Office"))
    factory.make_appointment(question=question, person=factory.make_person("Not Yet"), starts_on="2024-01-01")
    response = open_change(desk, statement).fill(title="Typed before").post(_fill_contacts="1")
    statement.refresh_from_db()
    assert [contact.name for contact in statement.contacts.all()] == ["In Office"]
    assert (statement.title, response["Location"].partition("#")[2]) == ("Typed before", "contacts-group")


def test_rich_text_is_sanitised(desk: Client) -> None:
    typed = '<p onclick="x()">One<script>alert(1)</script> <strong>two</strong></p><img src="x">'
    statement = draft()
    open_change(desk, statement).fill(content=typed).errors()
    statement.refresh_from_db()
    assert statement.content == "<p>One <strong>two</strong></p>"


def test_rich_text_that_says_the_same_stays_to_the_letter(desk: Client) -> None:
    stored = '<table><thead><tr><th scope="col">A</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>'
    as_the_editor_writes = (
        '<table><tbody><tr><th colspan="1" rowspan="1"><p>A</p></th></tr>'
        '<tr><td colspan="1" rowspan="1"><p>1</p></td></tr></tbody></table>'
    )
    statement = factory.make_statement(content=stored)
    open_change(desk, statement).fill(content=as_the_editor_writes).errors()
    statement.refresh_from_db()
    assert statement.content == stored


def test_what_is_missing_is_listed_with_a_way_to_its_field(desk: Client) -> None:
    statement = draft()
    open_change(desk, statement).errors()
    response = desk.get(reverse("admin:liaison_statement_change", args=[statement.pk]))
    assert [(problem.field, anchor) for problem, anchor in response.context["problems"]] == [
        ("meeting_text", "id_meeting_text"),
        ("approval_level", "id_approval_level"),
        ("contacts", "contacts-group"),
    ]
    text = response.content.decode()
    assert all(f'id="{anchor}"' in text for _, anchor in response.context["problems"])


def test_note_keeps_who_wrote_it(desk: Client) -> None:
    statement = draft()
    open_change(desk, statement).add("notes", text="Ask them again").errors()
    assert list(statement.notes.values_list("text", "by__username")) == [("Ask them again", "secretary")]


def test_search_finds_by_any_word_of_sender_and_title(desk: Client) -> None:
    statement = draft()
    factory.make_statement(title="Another matter")
    found = desk.get(reverse("admin:liaison_statement_changelist"), {"q": f"cwg-cop {statement.title.lower()}"})
    assert [row.pk for row in found.context["cl"].result_list] == [statement.pk]


def test_what_the_import_left_open_is_told_at_the_head(desk: Client) -> None:
    statement = draft()
    for level, is_settled in [("error", False), ("note", False), ("note", True)]:
        ImportFinding.objects.create(statement=statement, level=level, message="Look", is_settled=is_settled)
    told = "The import left 2 findings for you to settle."
    assert told in open_change(desk, statement).text
    Statement.objects.update(status="sent")
    assert told not in open_change(desk, statement).text


def test_sender_that_is_no_body_of_the_register_is_pointed_out(desk: Client) -> None:
    told = "A sender is not linked to a body of the register."
    linked, unlinked = draft(), factory.make_statement()
    factory.make_party(unlinked, part="from", text="ITU-D SG2")
    assert [told in open_change(desk, row).text for row in (linked, unlinked)] == [False, True]
