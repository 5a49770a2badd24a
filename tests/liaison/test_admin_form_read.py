"""The form of a statement opens with few queries, however many rows stand in it, and shows what it did with more."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from contacts.models import Question
from contributions.models import Document, Meeting
from liaison import saves, services
from liaison.models import Statement
from liaison.models.statement_queries import StatementQuerySet
from tests import factory
from tests.config.test_data_version import forget
from tests.liaison.sendable import make_approved, make_receiver, send
from tests.register import make_register

pytestmark = pytest.mark.django_db

AT_MOST = 15
KINDS = ["draft", "approved", "recorded", "sent"]


def make_rows(one: Statement) -> None:
    """One more of each kind."""
    question, document = Question.objects.get(), Document.objects.get(symbol="2/34")
    body, meeting = factory.make_body(), Meeting.objects.get(slug="the-meeting")
    asked = factory.make_statement(title="Asked")
    factory.make_party(asked, body=body, purpose="action")
    factory.make_party(one, part="from", body=question.group, questions=[question])
    factory.make_party(one, body=body, purpose="action", considered_at=meeting, answered_by=asked)
    factory.make_party(one, part="cc", body=body)
    factory.make_contact(one, person=factory.make_person(entity=factory.make_entity()))
    factory.make_entry(factory.make_annex(one), document=document, symbol="2/34")
    one.topics.add(factory.make_topic())
    one.replies.create(target=asked, text="Yours")
    one.next_meetings.create(meeting=factory.make_meeting(body=body))
    one.attachments.create(title="Slides", document=document)
    one.import_findings.create(level="warning", message="Odd", where="line 3")
    one.considerations.create(meeting=factory.make_meeting(body=body), forwarded_to=body, outcome="forwarded")
    one.notes.create(text="A note", by=factory.make_user())
    services.event_add(statement=one, kind="comment", by=factory.make_user(), note="Something")


def make_statement(status: str, rows: int = 2) -> Statement:
    """With rows of each kind, and something chosen in each of its own fields."""
    meeting, document = Meeting.objects.get(slug="the-meeting"), Document.objects.get(symbol="2/34")
    chosen = {"meeting": meeting, "approval_meeting": meeting, "assigned_to": factory.make_user()}
    chosen["period"] = meeting.period
    if status == "sent":
        return send(make_approved(make_receiver("SOMEBODY", "a@example.org"), **chosen))
    if status == "recorded":
        chosen |= {"registered_as": factory.make_document("2/99", body=document.body), "direction": "incoming"}
    one = factory.make_statement(**{"status": status, "direction": "outgoing"} | chosen)
    for _number in range(rows):
        make_rows(one)
    return one


@pytest.fixture
def desk(client: Client, settings: Any, media_root: Any) -> Client:
    """With somebody whose permissions come from a group."""
    make_register()
    settings.KEEPS_PAGES = True
    forget()
    client.force_login(factory.make_member_of("Secretary"))
    return client


def cost(desk: Client, one: Statement) -> int:
    desk.get(one.get_admin_url())
    with CaptureQueriesContext(connection) as asked:
        assert desk.get(one.get_admin_url()).status_code == 200
    return len(asked)


@pytest.mark.parametrize("status", KINDS)
def test_form_costs_few_queries(desk: Client, status: str) -> None:
    assert cost(desk, make_statement(status)) <= AT_MOST


@pytest.mark.parametrize("status", ["draft", "recorded"])
def test_form_costs_the_same_however_many_rows_it_has(desk: Client, status: str) -> None:
    one = make_statement(status, rows=1)
    with_one = cost(desk, one)
    for _more in range(3):
        make_rows(one)
    assert cost(desk, one) == with_one


def shown(desk: Client, one: Statement) -> str:
    """The page without what is new each time."""
    page = desk.get(one.get_admin_url()).content.decode()
    return re.sub(r'(nonce|name="csrfmiddlewaretoken" value)="[^"]+"', "", page)


@pytest.mark.parametrize("status", KINDS)
def test_form_shows_the_same_as_with_each_list_read_by_itself(
    desk: Client, status: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = make_statement(status, rows=3)
    at_once = shown(desk, one)
    monkeypatch.setattr(StatementQuerySet, "for_form", lambda statements: statements)
    assert cost(desk, one) > 2 * AT_MOST
    assert shown(desk, one) == at_once


def test_mark_of_what_is_shown_is_that_of_what_is_stored(desk: Client) -> None:
    one = make_statement("draft", rows=3)
    shown = Statement.objects.for_form().get(pk=one.pk)
    assert saves.state_of(shown) == saves.state_of(saves.whole(one))


def test_draft_that_a_meeting_agreed_once_offers_no_deletion(desk: Client) -> None:
    one = make_statement("draft")
    button = f'href="{one.get_admin_url().replace("/change/", "/delete/")}"'
    before = button in desk.get(one.get_admin_url()).content.decode()
    services.event_add(statement=one, kind="agreed", by=None)
    assert (before, button in desk.get(one.get_admin_url()).content.decode()) == (True, False)


def test_record_chosen_in_the_address_of_a_new_statement_is_shown(desk: Client) -> None:
    meeting = Meeting.objects.get(slug="the-meeting")
    page = desk.get(f"/admin/liaison/statement/add/?meeting={meeting.pk}").content.decode()
    assert re.search(rf'<option value="{meeting.pk}" selected[^>]*>[^<]*The meeting', page)
