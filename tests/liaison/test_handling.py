"""What became of a statement with each who got it: written down with an event, shown where it is public."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from liaison import services
from liaison.models import Statement
from tests import factory
from tests.desk import open_change

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(factory.make_member_of("Editor", username="editor"))
    return client


def test_form_writes_what_they_published_it_as_and_leaves_an_event(desk: Client) -> None:
    statement = factory.make_public_statement()
    page = open_change(desk, statement).fill(parties__0__their_symbol="CWG-COP-19/4")
    assert page.errors() == []
    party, event = statement.parties.get(part="to"), statement.events.get()
    assert (party.their_symbol, event.kind, event.by.username) == ("CWG-COP-19/4", "handled", "editor")
    assert event.note == f"{party.short}, their symbol: – → CWG-COP-19/4"


def test_saving_without_a_change_leaves_no_event(desk: Client) -> None:
    statement = factory.make_public_statement()
    assert open_change(desk, statement).errors() == []
    assert statement.events.count() == 0


def test_wrong_day_is_told_beside_it_and_nothing_is_lost(desk: Client) -> None:
    statement = factory.make_public_statement()
    page = open_change(desk, statement)
    page.fill(parties__0__acknowledged_on="soon", parties__0__outcome_text="Typed words")
    page.post()
    assert page.answer_values()["parties-0-outcome_text"] == ["Typed words"]
    assert (statement.events.count(), statement.parties.get(part="to").outcome_text) == (0, "")


def test_answer_closes_the_request_on_its_date_and_taking_it_away_opens_it_again() -> None:
    request = factory.make_public_statement()
    party = factory.make_party(request, part="to", text="IETF", purpose="action")
    answer = factory.make_public_statement(date=datetime.date(2024, 2, 1))
    services.party_handle(party=party, by=None, answered_by=answer)
    party.refresh_from_db()
    assert (party.answered_on, party.is_open) == (datetime.date(2024, 2, 1), False)
    services.party_handle(party=party, by=None, answered_by=None, answered_on=None)
    party.refresh_from_db()
    assert (party.is_open, [event.kind for event in request.events.all()]) == (True, ["answered", "reopened"])


def test_statement_does_not_answer_itself() -> None:
    statement = factory.make_public_statement()
    with pytest.raises(ValidationError):
        services.party_handle(party=statement.recipients[0], by=None, answered_by=statement)
    assert statement.events.count() == 0


def test_page_shows_what_is_public_of_it_and_nothing_else(client: Client) -> None:
    statement = factory.make_public_statement(slug="one")
    meeting = factory.make_meeting(name="Nineteenth meeting", slug="nineteenth")
    hidden = factory.make_statement(title="Zebra", status="recorded")
    facts = {"their_symbol": "CWG-COP-19/4", "their_url": "https://example.org/4", "outcome": "noted"}
    facts |= {"acknowledged_on": datetime.date(2023, 6, 2), "considered_at": meeting, "outcome_text": "With thanks."}
    facts |= {"answered_by": hidden, "sent_address": "zebra@example.org"}
    services.party_handle(party=statement.recipients[0], by=None, note="Zebra note", **facts)
    text = client.get("/statements/one/").content.decode()
    wanted = ["CWG-COP-19/4", "https://example.org/4", "Noted", "2 June 2023", "Nineteenth meeting", "With thanks."]
    assert [words for words in wanted if words not in text] == []
    assert "zebra" not in text.lower()


@pytest.mark.parametrize("status", ["draft", "in_review", "approved"])
def test_nothing_becomes_of_a_draft(status: str) -> None:
    statement = factory.make_complete(status=status)
    with pytest.raises(ValidationError):
        services.party_handle(party=statement.recipients[0], by=None, their_symbol="X")
    assert Statement.objects.get().parties.get(part="to").their_symbol == ""
