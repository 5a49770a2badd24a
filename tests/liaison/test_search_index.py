"""What a page of the desk or a service stores, search knows at once; what the public may not read it never knows."""

from __future__ import annotations

import datetime
import inspect
from typing import Any

import pytest
from django.db.models import Model
from django.test import Client

from contacts.models import Appointment, Body, Entity, Person, Question, Role, SearchRow, StudyPeriod
from contacts.search import index
from contacts.search.finding import find
from contacts.search.sources import SOURCES
from contacts.services import merge
from contributions.lists.reading import read_list
from contributions.models import Document, Topic
from contributions.services import documents_import
from liaison import services
from liaison.models import Annex, Statement
from tests import factory
from tests.desk import change_url, open_add, open_change
from tests.register import make_hard_statements, make_register

from .test_services import make_incoming, make_outgoing

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(factory.make_secretary())
    return client


@pytest.fixture
def register() -> Statement:
    statement = make_register()
    make_hard_statements()
    factory.index_all()
    return statement


def stale() -> list[tuple[str, int]]:
    return list(index.stale())


def rows_with(word: str) -> list[str]:
    """The kinds of which something is found by the word, or shown with it."""
    shown = {
        kind for kind, title, text in SearchRow.objects.values_list("kind", "title", "text") if word in title + text
    }
    return sorted(shown | {kind for kind in SOURCES if find(kind, f'"{word}"').keys})


CHANGES: list[tuple[type[Model], str, list[str]]] = [
    (Body, "name", ["body", "statement"]),
    (Body, "code", ["body", "document", "question", "statement"]),
    (Entity, "name", ["document", "member", "person"]),
    (Person, "name", ["person"]),
    (Role, "name", ["person"]),
    (Question, "name", ["person", "question"]),
    (Topic, "name", ["document", "statement", "topic"]),
    (Document, "title", ["document"]),
]


@pytest.mark.parametrize(("model", "field", "kinds"), CHANGES, ids=lambda value: getattr(value, "__name__", str(value)))
def test_change_on_a_page_of_the_desk_is_found_wherever_it_is_said(
    desk: Client, register: Statement, model: type[Model], field: str, kinds: list[str]
) -> None:
    rows = {Body: {"code": "ITU-D SG2"}, Entity: {"name": "Utopia"}, Document: {"symbol": "2/34"}}
    row = model._default_manager.filter(**rows.get(model, {})).order_by("pk")[0]
    assert open_change(desk, row).fill(**{field: "Xylophone"}).errors() == []
    assert (stale(), rows_with("Xylophone")) == ([], kinds)


def test_label_of_a_study_period_is_found_with_its_questions(desk: Client, register: Statement) -> None:
    assert open_change(desk, StudyPeriod.objects.get()).fill(label="2023-2026").errors() == []
    assert (stale(), rows_with("2023-2026")) == ([], ["question"])


def test_row_added_at_the_desk_is_found(desk: Client) -> None:
    page = open_add(desk, Document).fill(symbol="2/35", title="Xylophone", period=factory.make_period())
    assert page.errors() == []
    assert (stale(), rows_with("Xylophone")) == ([], ["document"])


def test_other_spelling_added_in_a_row_of_the_form_is_found(desk: Client, register: Statement) -> None:
    page = open_change(desk, Entity.objects.get(name="Utopia"))
    assert page.add("aliases", text="Xylophone").errors() == []
    assert (stale(), rows_with("Xylophone")) == ([], ["document", "member"])


def test_document_that_is_kept_for_staff_is_found_no_more(desk: Client) -> None:
    document = factory.make_document("2/35", title="Zebra")
    factory.index_all()
    page = open_change(desk, document)
    del page.values["is_public"]
    assert page.errors() == []
    assert (stale(), rows_with("Zebra")) == ([], [])


@pytest.mark.parametrize("way", ["page", "list"])
def test_row_deleted_at_the_desk_is_found_no_more(desk: Client, way: str) -> None:
    row = factory.make_document("2/35", title="Zebra")
    factory.index_all()
    if way == "page":
        desk.post(change_url(row).replace("change", "delete"), {"post": "yes"})
    else:
        asked = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
        desk.post("/admin/contributions/document/", asked)
    assert (Document.objects.count(), stale(), rows_with("Zebra")) == (0, [], [])


def test_topics_of_a_sent_statement_are_found(desk: Client, register: Statement) -> None:
    topic = factory.make_topic("Xylophone")
    factory.index_all()
    assert open_change(desk, register).fill(topics=topic).errors() == []
    assert (stale(), rows_with("Xylophone")) == ([], ["statement", "topic"])


def test_records_made_one_are_found_as_one(register: Statement) -> None:
    gone = factory.make_entity("Xylophonia")
    factory.index_all()
    merge(keep=Entity.objects.get(name="Utopia"), gone=gone)
    assert (stale(), rows_with("Xylophonia")) == ([], ["document", "member"])


def test_records_made_one_move_what_refers_to_them_even_under_the_same_name() -> None:
    keep, gone = factory.make_entity("Xylophonia"), factory.make_entity("Other")
    keep.aliases.create(text="Other")
    factory.make_document(sources=[gone])
    factory.index_all()
    merge(keep=keep, gone=gone)
    assert (stale(), rows_with("Xylophonia")) == ([], ["document", "member"])


def test_note_for_staff_touches_no_other_row(
    desk: Client, register: Statement, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    bring = index.bring_in_step
    monkeypatch.setattr(index, "bring_in_step", lambda source, keys: seen.append(source.kind) or bring(source, keys))
    assert open_change(desk, Body.objects.get(code="ITU-D SG2")).fill(note="For us").errors() == []
    assert (stale(), seen) == ([], ["body"])


def test_list_of_documents_taken_in_is_found() -> None:
    factory.make_period()
    table = read_list("list.csv", b"Symbol,Title,Period\n2/77,Xylophone,2022-2025\n")
    outcome = documents_import(table=table)
    assert (outcome.is_saved, stale(), rows_with("Xylophone")) == (True, [], ["document"])


def test_statement_is_found_from_its_sending_to_its_withdrawal() -> None:
    statement = make_outgoing(title="Xylophone")
    factory.index_all()
    seen = [rows_with("Xylophone")]
    for act, values in [
        (services.statement_submit, {}),
        (services.statement_record_sent, {}),
        (services.statement_publish, {"visibility": "header"}),
        (services.statement_publish, {"visibility": "staff"}),
        (services.statement_publish, {"visibility": "public"}),
        (services.statement_withdraw, {"reason": "Wrong"}),
    ]:
        act(statement=statement, by=factory.make_secretary(), **values)
        assert stale() == []
        seen.append(rows_with("Xylophone"))
    found = ["statement"]
    assert seen == [[], [], found, found, [], found, found]


def test_incoming_statement_is_found_once_it_is_published() -> None:
    statement = make_incoming(title="Xylophone")
    factory.index_all()
    services.statement_record_received(statement=statement, by=None)
    assert (stale(), rows_with("Xylophone")) == ([], [])
    services.statement_publish(statement=statement, by=None, visibility="public")
    assert (stale(), rows_with("Xylophone")) == ([], ["statement"])


def test_every_act_on_a_statement_keeps_search_in_step() -> None:
    listed = [(name, getattr(services, name)) for name in services.__all__]
    acts = {name: act for name, act in listed if inspect.isfunction(act) and "by" in inspect.signature(act).parameters}
    assert {"statement_publish", "statement_record_sent", "statement_withdraw"} <= acts.keys()
    assert [name for name, act in acts.items() if inspect.unwrap(act) is act] == []


def test_act_that_fails_leaves_search_as_it_was() -> None:
    statement = make_outgoing(title="Xylophone")
    factory.index_all()
    with pytest.raises(Exception, match="in the future"):
        services.statement_record_sent(statement=statement, by=None, sent_on=datetime.date(2999, 1, 1))
    assert (stale(), rows_with("Xylophone")) == ([], [])


HIDDEN: list[dict[str, Any]] = [
    {"status": "draft"},
    {"status": "in_review"},
    {"status": "approved"},
    {"visibility": "staff"},
    {"visibility": "removed"},
    {"slug": None},
]


@pytest.mark.parametrize("values", HIDDEN)
def test_statement_that_is_not_public_is_not_in_the_index(values: dict[str, Any]) -> None:
    statement = factory.make_public_statement(title="Zebra", content="<p>Zebra</p>", **values)
    factory.make_entry(factory.make_annex(statement, title="Zebra"), title="Zebra")
    factory.index_all()
    assert rows_with("Zebra") == []


def test_correction_that_is_being_written_is_not_in_the_index() -> None:
    seen = factory.make_public_statement(title="Seen")
    factory.make_public_statement(title="Zebra", correction_of=seen)
    factory.index_all()
    assert rows_with("Zebra") == []


def test_statement_published_by_its_header_is_found_by_that_alone() -> None:
    statement = factory.make_public_statement(
        title="Seen", visibility="header", content="<p>Zebra</p>", abstract="<p>Zebra</p>", action_required="Zebra"
    )
    factory.make_entry(factory.make_annex(statement, title="Zebra", intro="Zebra"), title="Zebra", source="Zebra")
    statement.attachments.create(title="Zebra")
    letter = {"schema": 1, "title": "Zebra", "language": "fr"}
    statement.translations.create(language="fr", letter=letter, status="published")
    factory.index_all()
    assert (rows_with("Zebra"), rows_with("Seen")) == ([], ["statement"])


def test_notes_unpublished_versions_and_e_mail_addresses_are_not_in_the_index() -> None:
    statement = factory.make_public_statement(title="Seen")
    statement.notes.create(text="Zebra")
    letter = {"schema": 1, "title": "Zebra", "language": "fr"}
    statement.translations.create(language="fr", letter=letter, status="draft")
    statement.import_findings.create(level="note", message="Zebra")
    factory.make_contact(statement, name="Ada", email="Zebra@example.org", phone="Zebra")
    services.event_add(statement=statement, kind="comment", by=None, note="Zebra")
    factory.make_document(note="Zebra")
    factory.make_document(title="Zebra", is_public=False)
    factory.make_entity(note="Zebra")
    factory.make_body(note="Zebra").addresses.create(email="Zebra@example.org")
    factory.make_person("Zebra")
    factory.make_appointment(person=factory.make_person(note="Zebra", email="Zebra@example.org"), witness="Zebra")
    factory.index_all()
    assert (rows_with("Zebra"), rows_with("Ada")) == ([], ["statement"])


def test_redacted_words_are_not_in_the_index() -> None:
    statement = factory.make_public_statement(title="Seen Zebra", content="<p>A grey Zebra\nstripe stays</p>")
    statement.redactions.create(text="zebra stripe", reason="Asked for")
    statement.redactions.create(text="Seen Zebra", reason="Asked for")
    factory.index_all()
    assert (rows_with("Zebra"), rows_with("stays")) == ([], ["statement"])


def test_symbol_of_a_hidden_document_is_not_told_by_the_statement_registered_as_it() -> None:
    hidden = factory.make_document("2/4711", is_public=False)
    factory.make_public_statement(registered_as=hidden)
    factory.index_all()
    assert rows_with("4711") == []


def test_published_version_is_found_in_its_language() -> None:
    statement = factory.make_public_statement(title="Seen")
    letter = {"schema": 1, "title": "Les réseaux", "language": "fr"}
    statement.translations.create(language="fr", letter=letter, status="published")
    factory.index_all()
    assert list(Statement.objects.matching("reseau")) == [statement]


def test_person_without_an_office_that_was_theirs_is_no_part_of_it() -> None:
    appointment = factory.make_appointment(person=factory.make_person("Zebra"))
    factory.index_all()
    assert rows_with("Zebra") == ["person"]
    Appointment.objects.filter(pk=appointment.pk).delete()
    index.forget(Appointment, [appointment.pk])
    assert (stale(), rows_with("Zebra")) == ([], [])


def test_annex_edited_by_a_page_of_its_own_is_found(desk: Client) -> None:
    """Of a public statement it is closed; were it not, search would follow."""
    annex = factory.make_annex(factory.make_public_statement(), title="Before")
    factory.index_all()
    Annex.objects.filter(pk=annex.pk).update(title="Xylophone")
    index.touch(Annex.objects.get(pk=annex.pk))
    assert (stale(), rows_with("Xylophone")) == ([], ["statement"])
