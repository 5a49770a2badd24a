"""Every page of the admin opens, saves what it shows, and costs the same whatever is in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext

from contacts.models import Alias, Body, BodyAddress, Person, User
from contributions.models import DocumentSymbol
from liaison import services
from liaison.models import Attachment, Consideration, ImportFinding, NextMeeting, Note, Reply, Revision, Translation
from tests import factory
from tests.desk import add_url, change_url, list_url, open_change, registered
from tests.liaison.mail.mails import make_file, make_unknown

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


def full_statement(**values: Any) -> Any:
    """A draft with a row of each kind."""
    statement = factory.make_statement(content="<p>Text &amp; <strong>more</strong></p>", **values)
    question = factory.make_question(f"{statement.pk}/2")
    factory.make_party(statement, part="from", body=question.group, questions=[question], position=1)
    factory.make_party(statement, part="to", body=factory.make_body(), purpose="information", position=1)
    factory.make_party(statement, part="cc", text="A copy\nof lines", position=1)
    factory.make_contact(statement, person=factory.make_person(), email="somebody@example.org", position=1)
    annex = factory.make_annex(statement, intro="<p>Before the table</p>")
    factory.make_entry(annex, document=factory.make_document(), symbol="2/1", source="S", title="T", brief="B")
    Reply.objects.create(statement=statement, position=1, text="An earlier statement")
    NextMeeting.objects.create(statement=statement, position=1, text="In autumn")
    Attachment.objects.create(statement=statement, position=1, title="A file")
    Note.objects.create(statement=statement, text="A note")
    ImportFinding.objects.create(statement=statement, level="note", message="Look at this")
    Consideration.objects.create(statement=statement, meeting=factory.make_meeting())
    statement.topics.add(factory.make_topic())
    services.event_add(statement=statement, kind="comment", by=None, note="Said")
    return services.statement_settle(statement=statement)


def full_annex() -> Model:
    return full_statement().annexes.get()


def full_body() -> Body:
    body = factory.make_body(parent=factory.make_body())
    BodyAddress.objects.create(body=body, email="liaison@example.org")
    Alias.objects.create(body=body, text="Another spelling")
    return body


def full_person() -> Person:
    person = factory.make_person(entity=factory.make_entity())
    factory.make_appointment(person=person, body=factory.make_body())
    Alias.objects.create(person=person, text="P. Number")
    return person


def full_document() -> Any:
    document = factory.make_document(sources=[factory.make_entity()])
    factory.make_brief(document=document)
    symbol = DocumentSymbol(document=document, symbol="SG2RGQ/20")
    symbol.clean()
    symbol.save()
    return document


def part_of_statement(make: Callable[[Any], Model]) -> Callable[[], Model]:
    return lambda: make(factory.make_statement())


ROWS: dict[str, Callable[[], Model]] = {
    "auth.Group": lambda: Group.objects.create(name=f"Group {Group.objects.count()}"),
    "contacts.Appointment": lambda: factory.make_appointment(body=factory.make_body(), entity=factory.make_entity()),
    "contacts.Body": full_body,
    "contacts.Entity": factory.make_entity,
    "contacts.Person": full_person,
    "contacts.Question": lambda: factory.make_question(group=factory.make_body()),
    "contacts.Role": lambda: factory.make_role(f"role-{factory.make_user().pk}"),
    "contacts.StudyPeriod": lambda: factory.make_period(
        f"{1900 + User.objects.count()}-{factory.make_user().pk + 2000}"
    ),
    "contacts.User": factory.make_user,
    "contributions.Document": full_document,
    "contributions.Meeting": factory.make_meeting,
    "contributions.Topic": factory.make_topic,
    "liaison.Annex": full_annex,
    "liaison.Event": part_of_statement(
        lambda statement: services.event_add(statement=statement, kind="comment", by=factory.make_user())
    ),
    "liaison.Mail": lambda: make_unknown(
        statement=factory.make_statement(), cc=["copy@example.org"], files=[make_file()]
    ),
    "liaison.Revision": part_of_statement(
        lambda statement: Revision.objects.create(statement=statement, letter={"title": "T"})
    ),
    "liaison.Series": lambda: factory.make_series(period=factory.make_period()),
    "liaison.Statement": full_statement,
    "liaison.Translation": part_of_statement(
        lambda statement: Translation.objects.create(statement=statement, language="fr", letter={"title": "T"})
    ),
}
MODELS = pytest.mark.parametrize("model", registered(), ids=lambda model: model._meta.label)


def may_add(model: type[Model], rf: Any, user: User) -> bool:
    request = rf.get("/")
    request.user = user
    return admin.site._registry[model].has_add_permission(request)


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(factory.make_secretary())
    return client


def test_every_model_that_is_registered_is_tested_here() -> None:
    assert sorted(ROWS) == [model._meta.label for model in registered()]


@MODELS
def test_list_costs_the_same_for_one_row_and_for_thirty(desk: Client, model: type[Model]) -> None:
    make = ROWS[model._meta.label]
    make()
    desk.get(list_url(model))
    with CaptureQueriesContext(connection) as one:
        desk.get(list_url(model))
    for _ in range(29):
        make()
    with CaptureQueriesContext(connection) as thirty:
        response = desk.get(list_url(model))
    assert response.context["cl"].result_count >= 30
    assert len(thirty) == len(one), [query["sql"] for query in thirty.captured_queries]


@MODELS
def test_list_can_be_searched_by_any_text(desk: Client, model: type[Model]) -> None:
    ROWS[model._meta.label]()
    found = [
        desk.get(list_url(model), {"q": text}).status_code for text in ("2/34", "Côte d’I", '"a', "%", "\x00", "Ж")
    ]
    assert found == [200] * 6


@MODELS
def test_add_page_opens_where_rows_are_added(desk: Client, model: type[Model], rf: Any) -> None:
    expected = 200 if may_add(model, rf, factory.make_secretary()) else 403
    assert desk.get(add_url(model)).status_code == expected


@MODELS
def test_form_posted_back_as_it_was_changes_nothing(desk: Client, model: type[Model]) -> None:
    row = ROWS[model._meta.label]()
    before = stored(row)
    page = open_change(desk, row)
    if not admin.site._registry[model].has_change_permission(page_request(desk), row):
        assert desk.post(page.url, page.values).status_code == 403
    else:
        assert page.errors() == []
    assert stored(row) == before


def page_request(client: Client) -> Any:
    return client.get("/admin/").wsgi_request


def stored(row: Model) -> dict[str, list[dict[str, Any]]]:
    """The row and all rows that hang on it, but for the stamps of its last save."""
    found = {row._meta.label: [_values(type(row)._default_manager.get(pk=row.pk))]}
    for relation in row._meta.get_fields(include_hidden=True):
        if relation.one_to_many and relation.auto_created:
            rows = relation.related_model._base_manager.filter(**{relation.field.name: row}).order_by("pk")
            found[relation.related_model._meta.label] = [_values(related) for related in rows]
    return found


def _values(row: Model) -> dict[str, Any]:
    stamps = {"updated_at", "changed_at", "version", "date_joined"}
    return {
        field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if field.name not in stamps
    }


def test_pages_open_in_every_language(desk: Client) -> None:
    statement = full_statement()
    paths = [f"/{code}{change_url(statement)}" for code in ("ar", "es", "fr", "ru", "zh-hans")]
    assert [desk.get(path).status_code for path in paths] == [200] * 5


def test_arabic_pages_run_from_right_to_left(desk: Client) -> None:
    assert 'dir="rtl"' in desk.get("/ar/admin/").content.decode()


def test_statements_stand_first_on_the_index(desk: Client) -> None:
    apps = desk.get("/admin/").context["app_list"]
    assert [app["app_label"] for app in apps] == ["liaison", "contributions", "contacts", "auth"]
    assert [model["object_name"] for model in apps[0]["models"]] == [
        *("Statement", "Mail", "Event", "Revision", "Translation"),
        "Series",
    ]


def test_clerk_sees_shortcuts_to_what_they_may_see_only(client: Client) -> None:
    clerk = factory.make_user(is_staff=True)
    clerk.user_permissions.add(Permission.objects.get(codename="view_body"))
    client.force_login(clerk)
    assert [model["object_name"] for model in client.get("/admin/").context["shortcuts"]] == ["Body"]


def test_public_visitor_is_sent_to_the_login(client: Client) -> None:
    response = client.get(list_url(Body))
    assert (response.status_code, response["Location"].partition("?")[0]) == (302, "/admin/login/")
