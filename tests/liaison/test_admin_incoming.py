"""The page on which a statement that came in is dealt with."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from liaison import services
from liaison.models import Mail, Note, Statement
from tests import factory
from tests.liaison.test_incoming import TITLE, make_meeting, make_received, waiting

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client) -> Client:
    user = factory.make_user(is_staff=True, username="editor")
    user.groups.add(Group.objects.get(name="Editor"))
    client.force_login(user)
    return client


def page(statement: Statement, name: str = "incoming") -> str:
    return reverse(f"admin:liaison_statement_{name}", args=[statement.pk])


def post(client: Client, statement: Statement, step: str, **values: Any) -> Any:
    given = {f"{step}-{name}": getattr(value, "pk", value) for name, value in values.items()}
    return client.post(page(statement), {"step": step} | given)


def test_looking_changes_nothing_and_proposes_meeting_and_number(desk: Client) -> None:
    statement, meeting = make_received(), make_meeting(5)
    response = desk.get(page(statement))
    register = response.context["steps"]["register"][1]
    assert (register.initial["meeting"], register.fields["symbol"].widget.attrs["placeholder"]) == (meeting, "2/1")
    assert not statement.events.exists()


def test_registering_by_the_proposed_number(desk: Client) -> None:
    statement, meeting = make_received(), make_meeting(5)
    assert post(desk, statement, "register", meeting=meeting).status_code == 302
    statement.refresh_from_db()
    assert (str(statement.registered_as), waiting(statement)) == ("2/1", [str(meeting)])


def test_wrong_symbol_is_told_beside_the_field_and_stays(desk: Client) -> None:
    statement, meeting = make_received(), make_meeting(5)
    text = post(desk, statement, "register", meeting=meeting, symbol="twelve").content.decode()
    assert "“twelve” is not a document symbol" in text
    assert 'value="twelve"' in text


def test_outcome_is_written_down(desk: Client) -> None:
    statement = make_received()
    row = services.incoming_place(statement=statement, by=None, meeting=make_meeting(-1))
    post(desk, statement, "decide", consideration=row, outcome="noted", note="Between us")
    row.refresh_from_db()
    assert (row.outcome, row.note) == ("noted", "Between us")


def test_place_of_another_statement_is_refused(desk: Client) -> None:
    other, meeting = make_received(), make_meeting(-1)
    row = services.incoming_place(statement=other, by=None, meeting=meeting)
    mine = make_received()
    services.incoming_place(statement=mine, by=None, meeting=meeting)
    post(desk, mine, "decide", consideration=row, outcome="noted")
    row.refresh_from_db()
    assert row.outcome == ""


def test_assigning_puts_it_on_a_persons_board(desk: Client) -> None:
    statement = make_received()
    clerk = factory.make_user(is_staff=True)
    post(desk, statement, "assign", questions=factory.Question.objects.get(), assigned_to=clerk)
    statement.refresh_from_db()
    assert (statement.assigned_to, statement.assigned_questions.count()) == (clerk, 1)


def test_note_is_kept_with_who_wrote_it(desk: Client) -> None:
    statement = make_received()
    post(desk, statement, "note", text="Ask Ann")
    note = Note.objects.get()
    assert (note.text, note.by.username) == ("Ask Ann", "editor")


def test_mail_is_looked_at_first_and_sent_by_one_button(desk: Client) -> None:
    statement = make_received()
    factory.make_appointment(question=factory.Question.objects.get(), person=factory.make_person(email="a@example.org"))
    response = desk.get(page(statement, "incoming_mail"))
    assert "a@example.org" in response.content.decode()
    assert not Mail.objects.exists()
    initial = {f"mail-{name}": value for name, value in response.context["form"].initial.items()}
    desk.post(page(statement, "incoming_mail"), initial | {"mail-files": []})
    assert Mail.objects.get().subject == f"Incoming liaison statement: {TITLE}"


def test_reader_sees_the_page_and_no_form(client: Client) -> None:
    statement = make_received()
    reader = factory.make_user(is_staff=True)
    reader.groups.add(Group.objects.get(name="Reader"))
    client.force_login(reader)
    assert 'name="step"' not in client.get(page(statement)).content.decode()
    assert post(client, statement, "note", text="No").status_code == 403


def test_clerk_without_leave_to_see_statements_sees_nothing(client: Client) -> None:
    statement = make_received()
    client.force_login(factory.make_user(is_staff=True))
    assert client.get(page(statement)).status_code == 403


@pytest.mark.parametrize("values", [{"status": "draft", "recorded_on": None}, {"direction": "outgoing"}])
def test_what_did_not_come_in_has_no_such_page(desk: Client, values: dict[str, Any]) -> None:
    assert desk.get(page(make_received(**values))).status_code == 404


def test_button_stands_on_the_page_of_what_came_in_alone(desk: Client) -> None:
    shown = [
        page(row) in desk.get(reverse("admin:liaison_statement_change", args=[row.pk])).content.decode()
        for row in (make_received(), make_received(direction="outgoing"))
    ]
    assert shown == [True, False]


def test_page_opens_in_arabic(desk: Client) -> None:
    statement = make_received()
    services.incoming_place(statement=statement, by=None, meeting=make_meeting(5))
    assert 'dir="rtl"' in desk.get(f"/ar{page(statement)}").content.decode()


def test_cost_does_not_grow_with_what_was_done(desk: Client) -> None:
    statement, clerk = make_received(), factory.make_secretary()
    counts = []
    for days in range(1, 9):
        services.incoming_place(statement=statement, by=None, meeting=make_meeting(days))
        services.incoming_note(statement=statement, by=clerk, text="Note")
        with CaptureQueriesContext(connection) as queries:
            desk.get(page(statement))
        counts.append(len(queries))
    assert counts[1:] == counts[1:2] * 7
