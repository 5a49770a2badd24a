"""Drafts keep every save; one of them is read, compared, brought back."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models.signals import m2m_changed, post_save

from liaison import saves, services
from liaison.letter.build import build
from liaison.models import Annex, Attachment, NextMeeting, Party, Reply, Statement
from tests import factory

pytestmark = pytest.mark.django_db


def full_draft() -> Statement:
    """A draft with a row of every kind."""
    question = factory.make_question()
    statement = factory.make_statement(title="As it was", content="<p>Text</p>", period=question.period)
    factory.make_party(statement, part="from", body=question.group, questions=[question], position=1)
    factory.make_party(statement, part="to", body=factory.make_body(), deadline=datetime.date(2024, 1, 2), position=1)
    factory.make_contact(statement, email="a@example.org")
    Reply.objects.create(statement=statement, text="Theirs", date=factory.DAY)
    NextMeeting.objects.create(statement=statement, text="Next", starts_on=factory.DAY)
    Attachment.objects.create(statement=statement, title="Paper", url="https://example.org/p")
    annex = factory.make_annex(statement, intro="<p>Intro</p>")
    factory.make_entry(annex, document=factory.make_document("2/34"), brief="One\nTwo")
    factory.make_entry(annex, title="Second")
    statement.topics.add(factory.make_topic("Topic of it"))
    return statement


def letter(statement: Statement) -> Any:
    return build(Statement.objects.for_detail().get(pk=statement.pk))


def keep(statement: Statement) -> Any:
    services.draft_keep(statement=statement, by=None)
    return saves.saves_of(statement).first()


def ruin(statement: Statement) -> None:
    """Change the statement's own row, a row of each kind, and take rows away."""
    Statement.objects.filter(pk=statement.pk).update(title="Ruined", content="", date=None)
    statement.topics.clear()
    statement.parties.filter(part="from").delete()
    recipient = statement.parties.get(part="to")
    recipient.text, recipient.deadline = "Ruined", None
    recipient.save()
    for rows in (statement.contacts, statement.replies, statement.next_meetings, statement.attachments):
        rows.all().delete()
    annex = statement.annexes.get()
    annex.entries.first().delete()
    annex.entries.update(title="Ruined")
    factory.make_entry(annex, title="New")
    factory.make_annex(statement, title="New annex")


def test_save_reads_back_as_the_same_letter() -> None:
    statement = full_draft()
    assert saves.letter_in(keep(statement)) == letter(statement)


def test_save_that_changes_nothing_is_not_kept_again() -> None:
    statement = full_draft()
    first = keep(statement)
    assert (keep(statement), saves.saves_of(statement).count()) == (first, 1)


def test_restore_brings_back_the_letter_with_all_its_rows() -> None:
    statement = full_draft()
    save, before = keep(statement), letter(statement)
    ruin(statement)
    assert letter(statement) != before
    services.draft_restore(statement=statement, save=save, by=None)
    assert letter(statement) == before
    assert [topic.name for topic in statement.topics.all()] == ["Topic of it"]
    assert [list(party.questions.all()) for party in statement.parties.filter(part="from")] != [[]]


def test_restore_brings_back_a_whole_annex() -> None:
    statement = full_draft()
    save, before = keep(statement), letter(statement)
    Annex.objects.filter(statement=statement).delete()
    factory.make_annex(statement, title="Another with number 1")
    services.draft_restore(statement=statement, save=save, by=None)
    assert letter(statement) == before


def test_restore_leaves_status_and_address_alone() -> None:
    statement = full_draft()
    save = keep(statement)
    Statement.objects.filter(pk=statement.pk).update(status="in_review", slug="its-address", title="Later")
    services.draft_restore(statement=statement, save=save, by=None)
    statement.refresh_from_db()
    assert (statement.status, statement.slug, statement.title) == ("in_review", "its-address", "As it was")


def test_restore_leaves_a_recorded_approval_alone() -> None:
    statement = full_draft()
    save = keep(statement)
    stamps = {"approval_level": "study_group", "approval_date": factory.DAY, "approval_text": "SG2"}
    Statement.objects.filter(pk=statement.pk).update(status="approved", title="Later", **stamps)
    services.draft_restore(statement=statement, save=save, by=None, change=services.EDITORIAL)
    statement.refresh_from_db()
    assert {name: getattr(statement, name) for name in stamps} == stamps


def test_restore_of_an_approved_draft_asks_whether_it_is_of_substance() -> None:
    statement = full_draft()
    save = keep(statement)
    Statement.objects.filter(pk=statement.pk).update(status="approved", approval_level="study_group", title="Later")
    with pytest.raises(ValidationError):
        services.draft_restore(statement=statement, save=save, by=None)
    services.draft_restore(statement=statement, save=save, by=None, change=services.SUBSTANCE)
    statement.refresh_from_db()
    assert (statement.status, statement.approval_level, statement.title) == ("in_review", "", "As it was")


def test_what_stood_before_a_restore_can_be_restored_too() -> None:
    statement = full_draft()
    save = keep(statement)
    Statement.objects.filter(pk=statement.pk).update(title="Never kept")
    services.draft_restore(statement=statement, save=save, by=None)
    titles = [saves.letter_in(one).title for one in saves.saves_of(statement)]
    assert titles == ["As it was", "Never kept", "As it was"]


def test_restore_leaves_an_event_with_who_and_which() -> None:
    statement, clerk = full_draft(), factory.make_secretary()
    save = keep(statement)
    Statement.objects.filter(pk=statement.pk).update(title="Later")
    services.draft_restore(statement=statement, save=save, by=clerk)
    event = statement.events.get()
    assert (event.kind, event.by) == ("edited", clerk)
    assert event.note.startswith("Restored as it was saved on ")


def test_restore_of_a_body_that_is_gone_keeps_its_name_as_words() -> None:
    statement, body = factory.make_statement(), factory.make_body("GONE", name="A body that is gone")
    party = factory.make_party(statement, part="to", body=body)
    save = keep(statement)
    party.delete()
    body.delete()
    services.draft_restore(statement=statement, save=save, by=None)
    restored = statement.parties.get()
    assert (restored.text, restored.body) == ("A body that is gone", None)
    assert "No longer in the register: body of “A body that is gone”." in statement.events.get().note


@pytest.mark.parametrize("status", ["sent", "withdrawn", "recorded", "closed"])
def test_what_is_no_draft_is_not_restored(status: str) -> None:
    statement = full_draft()
    save = keep(statement)
    Statement.objects.filter(pk=statement.pk).update(status=status, title="As sent")
    with pytest.raises(ValidationError):
        services.draft_restore(statement=statement, save=save, by=None)
    statement.refresh_from_db()
    assert statement.title == "As sent"


def test_who_may_not_change_may_not_restore() -> None:
    statement = full_draft()
    save = keep(statement)
    with pytest.raises(PermissionDenied):
        services.draft_restore(statement=statement, save=save, by=factory.make_user(is_staff=True))


def test_save_of_another_statement_is_not_restored() -> None:
    statement, other = factory.make_statement(title="Mine"), factory.make_statement(title="Other")
    with pytest.raises(ValidationError):
        services.draft_restore(statement=statement, save=keep(other), by=None)
    statement.refresh_from_db()
    assert statement.title == "Mine"


def test_version_of_another_models_row_with_the_same_key_is_no_save() -> None:
    statement = factory.make_statement()
    party = factory.make_party(factory.make_statement(), pk=statement.pk + 1000)
    keep(party.statement)
    assert not saves.saves_of(Statement(pk=party.pk)).exists()


def test_act_on_a_draft_keeps_what_it_says_with_who_did_it() -> None:
    clerk, statement = factory.make_secretary(), factory.make_statement(status="in_review")
    services.statement_return(statement=statement, by=clerk)
    save = saves.saves_of(statement).get()
    assert (save.revision.user, save.revision.comment) == (clerk, "event: returned")


def test_what_was_sent_is_no_longer_kept() -> None:
    statement = factory.make_statement(status="sent")
    services.event_add(statement=statement, kind="comment", by=None)
    assert not saves.saves_of(statement).exists()


def test_nothing_listens_when_rows_are_loaded_in_bulk() -> None:
    heard = [model for model in [Statement, *saves.ROWS] if post_save.has_listeners(model)]
    assert heard == []
    assert not any(m2m_changed.has_listeners(field.through) for field in (Party.questions, Statement.topics))
