"""What went out stays as it went out, whoever posts what; what became of it is written on."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from liaison import services
from liaison.letter.build import build
from liaison.models import Annex, Statement
from tests import factory
from tests.desk import change_url, list_url, open_change

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(factory.make_secretary(username="secretary"))
    return client


@pytest.fixture
def sent() -> Statement:
    """Sent, with a row of every kind that the letter reads."""
    question = factory.make_question()
    statement = factory.make_statement(content="<p>As sent</p>", period=question.period, title="As sent")
    factory.make_party(statement, part="from", body=question.group, questions=[question], position=1)
    factory.make_party(statement, part="to", body=factory.make_body("CWG-COP"), purpose="action", position=1)
    factory.make_contact(statement, email="a@example.org")
    factory.make_entry(factory.make_annex(statement), title="As sent")
    services.statement_settle(statement=statement)
    return services.statement_record_sent(statement=statement, by=None)


def letter(statement: Statement) -> Any:
    return build(Statement.objects.for_detail().get(pk=statement.pk))


FORGED = {
    "title": "Forged",
    "content": "<p>Forged</p>",
    "language": "fr",
    "original_language": "fr",
    "date": "2001-01-01",
    "symbol": "FORGED/1",
    "approval_text": "Forged",
    "sent_on": "2001-01-01",
    "status": "draft",
    "visibility": "staff",
    "slug": "forged",
}
ROW_COUNTS = {"senders": 1, "recipients": 1, "copies": 0, "contacts": 1, "annexes": 1, "replies": 0, "next_meetings": 0}


def forged_rows(statement: Statement) -> dict[str, Any]:
    """Every row of the letter changed, deleted, and one of each added."""
    party, contact, annex = statement.parties.first(), statement.contacts.get(), statement.annexes.get()
    post: dict[str, Any] = {}
    for prefix, count in ROW_COUNTS.items():
        post |= {f"{prefix}-TOTAL_FORMS": count + 1, f"{prefix}-INITIAL_FORMS": count}
        post |= {f"{prefix}-{count}-{name}": "Forged" for name in ("text", "name", "title")}
        post |= {f"{prefix}-{count}-number": 9, f"{prefix}-{count}-position": 9}
    for prefix, row in (("senders", party), ("contacts", contact), ("annexes", annex)):
        post |= {f"{prefix}-0-id": row.pk, f"{prefix}-0-statement": statement.pk, f"{prefix}-0-DELETE": "on"}
        post |= {f"{prefix}-0-{name}": "Forged" for name in ("text", "name", "title", "questions_text")}
    return post


def test_forged_post_changes_nothing_of_what_was_sent(desk: Client, sent: Statement) -> None:
    before, page = letter(sent), open_change(desk, sent)
    stamps = Statement.objects.values("sent_on", "status", "visibility", "slug").get(pk=sent.pk)
    page.values |= {name: [str(value)] for name, value in (FORGED | forged_rows(sent)).items()}
    assert page.post().status_code == 302
    assert letter(sent) == before
    assert Statement.objects.values("sent_on", "status", "visibility", "slug").get(pk=sent.pk) == stamps


def test_page_of_a_sent_statement_shows_its_text_and_no_editor(desk: Client, sent: Statement) -> None:
    page = open_change(desk, sent)
    assert "<p>As sent</p>" in page.text
    assert [name for name in ("title", "content", "date") if name in page.values] == []


def test_annex_of_a_sent_statement_is_read_only(desk: Client, sent: Statement) -> None:
    annex, before = sent.annexes.get(), letter(sent)
    post = {"number": "9", "title": "Forged", "entries-TOTAL_FORMS": "0", "entries-INITIAL_FORMS": "0"}
    assert desk.post(change_url(annex), post).status_code == 403
    assert desk.post(reverse("admin:liaison_annex_delete", args=[annex.pk]), {"post": "yes"}).status_code == 403
    assert letter(sent) == before


def test_annex_cannot_be_added_to_a_sent_statement_by_its_own_page(desk: Client, sent: Statement) -> None:
    post = {"statement": sent.pk, "number": "2", "title": "Forged"}
    assert desk.post(reverse("admin:liaison_annex_add"), post).status_code == 403
    assert Annex.objects.count() == 1


def test_sent_statement_cannot_be_deleted(desk: Client, sent: Statement) -> None:
    response = desk.post(reverse("admin:liaison_statement_delete", args=[sent.pk]), {"post": "yes"})
    assert (response.status_code, Statement.objects.count()) == (403, 1)


@pytest.mark.parametrize("status", ["in_review", "approved", "withdrawn", "recorded", "closed"])
def test_only_a_draft_can_be_deleted(desk: Client, status: str) -> None:
    statement = factory.make_statement(status=status)
    response = desk.post(reverse("admin:liaison_statement_delete", args=[statement.pk]), {"post": "yes"})
    assert (response.status_code, Statement.objects.count()) == (403, 1)


def test_many_cannot_be_deleted_at_once_where_one_was_sent(desk: Client, sent: Statement) -> None:
    chosen = {"action": "delete_selected", "_selected_action": [sent.pk, factory.make_statement().pk], "post": "yes"}
    response = desk.post(list_url(Statement), chosen, follow=True)
    assert [str(message) for message in response.context["messages"]] == [
        "Only drafts that no meeting agreed can be deleted. Nothing was deleted."
    ]
    assert Statement.objects.count() == 2


def test_drafts_are_deleted_with_their_events(desk: Client) -> None:
    statement = factory.make_statement()
    services.event_add(statement=statement, kind="created", by=None)
    chosen = {"action": "delete_selected", "_selected_action": [statement.pk], "post": "yes"}
    desk.post(list_url(Statement), chosen)
    assert Statement.objects.count() == 0


def test_event_cannot_be_deleted(desk: Client, sent: Statement) -> None:
    event = sent.events.first()
    response = desk.post(reverse("admin:liaison_event_delete", args=[event.pk]), {"post": "yes"})
    assert (response.status_code, sent.events.count()) == (403, 1)


def test_what_became_of_it_is_written_after_sending(desk: Client, sent: Statement) -> None:
    page = open_change(desk, sent)
    topic = factory.make_topic()
    page.fill(parties__0__their_symbol="CWG-COP-19/4", parties__0__acknowledged_on="2023-06-01", topics=topic)
    assert page.add("notes", text="They called").errors() == []
    party = sent.recipients[0]
    party.refresh_from_db()
    assert (party.their_symbol, party.acknowledged_on) == ("CWG-COP-19/4", datetime.date(2023, 6, 1))
    assert (list(Statement.objects.get().topics.all()), sent.notes.get().text) == ([topic], "They called")


def test_what_became_of_it_cannot_change_what_was_sent(desk: Client, sent: Statement) -> None:
    before, page = letter(sent), open_change(desk, sent)
    page.fill(parties__0__text="Forged", parties__0__purpose="information", parties__0__DELETE="on")
    assert page.errors() == []
    assert letter(sent) == before


def test_saving_a_sent_statement_settles_nothing(desk: Client, sent: Statement) -> None:
    """A topic that is linked later brings no brief into the annex that went out."""
    document = factory.make_document()
    sent.annexes.get().entries.update(document=document)
    topic = factory.make_brief(document=document).topic
    before = letter(sent)
    open_change(desk, sent).fill(topics=topic).errors()
    assert letter(sent) == before


def test_save_of_what_was_a_draft_when_it_was_opened_is_refused(desk: Client, sent: Statement) -> None:
    before, page = letter(sent), open_change(desk, sent)
    messages = page.fill(title="Typed before it was sent", seen="0-draft").errors()
    assert messages == ["It is no longer a draft since you opened it, so it cannot be changed. Nothing was saved."]
    assert letter(sent) == before


def test_withdrawn_statement_has_no_editor_either(desk: Client, sent: Statement) -> None:
    services.statement_withdraw(statement=sent, by=None, reason="Sent in error")
    assert "title" not in open_change(desk, sent).values
