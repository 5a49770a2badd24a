"""An edit of an approved statement asks whether it is editorial or of substance, and loses nothing."""

from __future__ import annotations

import datetime
import html

import pytest
from django.test import Client

from liaison.models import Statement
from tests import factory
from tests.desk import Page, open_change

pytestmark = pytest.mark.django_db
ASKED = "Say beside the save buttons whether your change is editorial or one of substance."


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(factory.make_secretary(username="secretary"))
    return client


def approved(**values: object) -> Statement:
    agreed = {"approval_level": "study_group", "approval_text": "SG2", "approval_date": datetime.date(2023, 5, 20)}
    statement = factory.make_statement(**{"status": "approved", "direction": "outgoing"} | agreed | values)
    factory.make_party(statement, part="from", body=factory.make_home())
    factory.make_party(statement, part="to", text="CWG-COP", purpose="information")
    return statement


def stored(statement: Statement) -> Statement:
    return Statement.objects.get(pk=statement.pk)


def test_unanswered_question_stores_nothing_and_keeps_what_was_typed(desk: Client) -> None:
    statement = approved(title="Old")
    page = open_change(desk, statement).fill(title="Typed title", keywords="typed word").add("contacts", name="Typed N")
    assert ASKED in page.errors()
    shown = page.answer_values()
    assert (shown["title"], shown["keywords"], shown["contacts-0-name"]) == (
        ["Typed title"],
        ["typed word"],
        ["Typed N"],
    )
    assert (stored(statement).title, statement.contacts.count(), statement.events.count()) == ("Old", 0, 0)


def test_question_stands_beside_the_save_buttons(desk: Client) -> None:
    text = open_change(desk, approved()).text
    assert text.index('name="change"') > text.index("next_meetings-group")
    assert text.index('name="change"') < text.index('name="_save"')


@pytest.mark.parametrize("status", ["draft", "in_review"])
def test_only_an_approved_statement_is_asked_about(desk: Client, status: str) -> None:
    page = open_change(desk, approved(status=status, title="Old")).fill(title="New")
    assert (page.errors(), 'name="change"' in page.text) == ([], False)


def test_editorial_change_keeps_the_approval_and_leaves_an_event(desk: Client) -> None:
    statement = approved(title="Old")
    assert open_change(desk, statement).fill(title="New", change="editorial").errors() == []
    event = statement.events.get()
    row = stored(statement)
    assert (row.status, row.approval_level, row.title) == ("approved", "study_group", "New")
    assert (event.kind, event.by.username) == ("edited", "secretary")
    assert "Editorial; the approval is kept." in event.note
    assert "“Old” → “New”" in event.note


def test_change_of_substance_clears_the_approval(desk: Client) -> None:
    statement = approved(title="Old")
    assert open_change(desk, statement).fill(title="New", change="substance").errors() == []
    row, event = stored(statement), statement.events.get()
    assert (row.status, row.approval_level, row.approval_text, row.approval_date, row.title) == (
        "in_review",
        "",
        "",
        None,
        "New",
    )
    assert (event.kind, event.from_status, event.to_status) == ("revised", "approved", "in_review")


def test_row_that_is_printed_is_asked_about_too(desk: Client) -> None:
    statement = approved()
    assert ASKED in open_change(desk, statement).add("contacts", name="Somebody").errors()
    assert (
        open_change(desk, statement).add("contacts", name="Somebody", change="x").fill(change="editorial").errors()
        == []
    )
    assert statement.contacts.count() == 1


def test_topics_and_notes_are_not_asked_about(desk: Client) -> None:
    statement, topic = approved(), factory.make_topic()
    page = open_change(desk, statement).fill(topics=[topic]).add("notes", text="For us")
    assert page.errors() == []
    assert (stored(statement).status, statement.events.count(), statement.notes.count()) == ("approved", 0, 1)


def test_answer_that_is_none_of_the_two_is_refused(desk: Client) -> None:
    statement = approved(title="Old")
    assert open_change(desk, statement).fill(title="New", change="whatever").errors() != []
    assert stored(statement).title == "Old"


def test_rows_of_an_annex_are_asked_about(desk: Client) -> None:
    statement = approved()
    annex = factory.make_annex(statement)
    page = open_change(desk, annex).add("entries", title="Typed row")
    assert ASKED in page.errors()
    assert (page.answer_values()["entries-0-title"], annex.entries.count()) == (["Typed row"], 0)
    assert open_change(desk, annex).add("entries", title="Row").fill(change="substance").errors() == []
    assert (stored(statement).status, annex.entries.count()) == ("in_review", 1)


def test_annex_of_an_approved_statement_is_not_deleted_without_a_question(desk: Client) -> None:
    annex = factory.make_annex(approved())
    page = Page(desk, f"/admin/liaison/annex/{annex.pk}/change/")
    assert desk.post(f"/admin/liaison/annex/{annex.pk}/delete/", {"post": "yes"}).status_code == 403
    assert "deletelink" not in html.unescape(page.text)
