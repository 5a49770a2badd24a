"""What happened is kept: nobody changes or deletes it, nor what was sent, nor its people and documents."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib import admin
from django.db import transaction
from django.db.models import ProtectedError
from django.test import Client
from django.urls import reverse

from liaison import services
from liaison.models import Event, Redaction, Revision, Statement, StatementFile
from liaison.models.sealing import SealedError
from tests import factory
from tests.desk import change_url, open_change

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(factory.make_secretary(username="root"))
    return client


@pytest.fixture
def sent(few_files: None) -> Statement:
    statement = factory.make_complete(title="As sent", content="<p>Of Quagga.</p>")
    factory.make_contact(statement, name="Ann", person=factory.make_person("Ann"))
    factory.make_entry(factory.make_annex(statement), title="Paper", document=factory.make_document("2/34"))
    sent = services.statement_record_sent(statement=statement, by=None)
    return services.statement_redact(statement=sent, words="Quagga", reason="Asked", by=None)


TRAIL: list[tuple[type[Any], str]] = [(Event, "note"), (Revision, "reason"), (Redaction, "reason")]


@pytest.mark.parametrize(("model", "field"), TRAIL)
@pytest.mark.parametrize("how", ["save", "update", "delete", "delete many", "bulk"])
def test_trail_is_not_changed_in_code(sent: Statement, model: type[Any], field: str, how: str) -> None:
    row = model.objects.filter(statement=sent).first()
    setattr(row, field, "Tampered")
    acts: dict[str, Callable[[], Any]] = {
        "save": row.save,
        "update": lambda: model.objects.update(**{field: "Tampered"}),
        "delete": row.delete,
        "delete many": lambda: model.objects.filter(pk=row.pk).delete(),
        "bulk": lambda: model.objects.bulk_update([row], [field]),
    }
    before = list(model.objects.values())
    with pytest.raises(SealedError), transaction.atomic():
        acts[how]()
    assert list(model.objects.values()) == before


@pytest.mark.parametrize("model", [Event, Revision])
@pytest.mark.parametrize("page", ["add", "change", "delete"])
def test_trail_is_not_changed_in_the_desk_by_a_superuser(
    desk: Client, sent: Statement, model: type[Any], page: str
) -> None:
    row = model.objects.filter(statement=sent).first()
    before = list(model.objects.values())
    keys = [] if page == "add" else [row.pk]
    answer = desk.post(
        reverse(f"admin:liaison_{model._meta.model_name}_{page}", args=keys), {"post": "yes", "note": "x"}
    )
    assert (answer.status_code, list(model.objects.values())) == (403, before)


@pytest.mark.parametrize("model", [Event, Revision])
def test_list_of_the_trail_offers_no_deletion(desk: Client, sent: Statement, model: type[Any]) -> None:
    name = model._meta.model_name
    chosen = {"action": "delete_selected", "_selected_action": list(model.objects.values_list("pk", flat=True))}
    before = list(model.objects.values())
    desk.post(reverse(f"admin:liaison_{name}_changelist"), chosen | {"post": "yes"})
    assert list(model.objects.values()) == before


def test_trail_is_not_changed_through_the_page_of_the_statement(desk: Client, sent: Statement) -> None:
    event = sent.events.first()
    page = open_change(desk, sent)
    page.fill(**{"events-0-id": event.pk, "events-0-note": "Tampered", "events-0-DELETE": "on"})
    page.fill(**{"events-TOTAL_FORMS": "2", "events-1-kind": "sent", "events-1-note": "Forged"})
    before = list(Event.objects.values())
    page.post()
    assert list(Event.objects.values()) == before


def test_no_other_row_takes_the_trail_with_it(sent: Statement) -> None:
    """Every way that a deletion could take: what refers to events, revisions and redactions protects them."""
    cascading = [
        f"{field.model.__name__}.{field.name}"
        for model in (Event, Revision, Redaction)
        for field in model._meta.concrete_fields
        if field.is_relation and field.remote_field.on_delete.__name__ == "CASCADE"
    ]
    assert cascading == ["Event.statement"]  # with a draft that nobody agreed, and in no other way


def test_draft_that_a_meeting_agreed_keeps_its_trail(desk: Client) -> None:
    draft = factory.make_complete()
    services.statement_agree(statements=[draft], by=None, level="study_group", date=factory.DAY, text="SG2")
    services.statement_return(statement=draft, by=None)
    assert desk.post(reverse("admin:liaison_statement_delete", args=[draft.pk]), {"post": "yes"}).status_code == 403
    with pytest.raises(SealedError):
        Statement.objects.get(pk=draft.pk).delete()
    with pytest.raises(SealedError):
        Statement.objects.filter(pk=draft.pk).delete()
    assert draft.events.count() == 2


def test_sent_statement_is_deleted_by_nobody(desk: Client, sent: Statement) -> None:
    assert desk.post(reverse("admin:liaison_statement_delete", args=[sent.pk]), {"post": "yes"}).status_code == 403
    for delete in (sent.delete, Statement.objects.filter(pk=sent.pk).delete, Statement.objects.all().delete):
        with pytest.raises(ProtectedError):
            delete()
    assert (Statement.objects.count(), StatementFile.objects.count()) == (1, 4)


@pytest.mark.parametrize("kind", ["person", "document", "body", "period"])
def test_people_and_documents_of_what_was_sent_are_deleted_by_nobody(desk: Client, sent: Statement, kind: str) -> None:
    row = {
        "person": lambda: sent.contacts.get(name="Ann").person,
        "document": lambda: sent.annexes.get().entries.get().document,
        "body": lambda: sent.recipients[0].body,
        "period": lambda: sent.annexes.get().entries.get().document.period,
    }[kind]()
    url = reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_delete", args=[row.pk])
    answer = desk.post(url, {"post": "yes"})
    assert (answer.status_code, type(row).objects.filter(pk=row.pk).exists()) == (200, True)
    with pytest.raises(ProtectedError):
        row.delete()


def test_account_that_acted_is_not_deleted(desk: Client, sent: Statement) -> None:
    by = factory.make_member_of("Secretary")
    services.statement_publish(statement=sent, by=by, visibility="header")
    desk.post(reverse("admin:contacts_user_delete", args=[by.pk]), {"post": "yes"})
    by.refresh_from_db()
    assert sent.events.last().by == by


def test_bodies_of_what_was_sent_can_be_made_one(desk: Client, sent: Statement) -> None:
    """The link follows; what was sent does not."""
    old, new = sent.recipients[0].body, factory.make_body("CWG-NEW")
    answer = desk.post(reverse("admin:contacts_body_merge", args=[new.pk, old.pk]), {"keep": str(new.pk)})
    party = sent.parties.get(part="to")
    assert (answer.status_code, party.body, party.body_code) == (302, new, "CWG-COP")


def test_what_was_sent_is_not_changed_in_code(sent: Statement) -> None:
    row = Statement.objects.get(pk=sent.pk)
    row.title = "Tampered"
    for change in (row.save, lambda: Statement.objects.update(title="Tampered"), sent.annexes.all().delete):
        with pytest.raises(SealedError):
            change()
    assert Statement.objects.get(pk=sent.pk).title == "As sent"


@pytest.mark.parametrize("model", [Event, Revision])
def test_desk_shows_the_trail_for_reading(desk: Client, sent: Statement, model: type[Any]) -> None:
    assert model in admin.site._registry
    text = desk.get(change_url(model.objects.filter(statement=sent).first())).content.decode()
    assert ('name="_save"' in text, "deletelink" in text) == (False, False)
