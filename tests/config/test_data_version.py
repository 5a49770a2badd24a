"""Whatever the public may see raises the data version when it changes, and nothing else does."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, connections, transaction
from django.db.models import Model

from config import data_version, triggers
from contacts.models import Body
from contributions.models import Topic
from liaison.models import Party, Statement
from tests.config.one_of_each import make_one_of_each
from tests.factory import make_annex, make_entry, make_party, make_public_statement, make_statement, make_topic

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

T = TypeVar("T")


def execute(sql: str, values: list[Any] | None = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def forget() -> None:
    """As in a new transaction: a test is one, and a transaction raises the version once."""
    if connection.vendor == "postgresql":
        execute("SELECT set_config('liaison.data_version', '', true)")


def version() -> data_version.Version:
    forget()
    return data_version.read()


def touch(model: type[Model], **which: Any) -> None:
    """A change past every service, manager and signal."""
    key, table = (
        model._base_manager.filter(**which).order_by("pk").values_list("pk", flat=True)[0],
        model._meta.db_table,
    )
    execute(f'UPDATE "{table}" SET id = id WHERE id = %s', [key])  # noqa: S608 -- tables of our own


def is_raised_by(model: type[Model], **which: Any) -> bool:
    before = version()
    touch(model, **which)
    return version().data > before.data


def test_change_in_any_table_that_the_public_sees_raises_the_version() -> None:
    make_one_of_each()
    path = {"liaison.Entry": "annex__statement__slug", "liaison.Party_questions": "party__statement__slug"}
    silent = []
    for model in triggers.seen_models():
        of_statement = any(field.name == "statement" for field in model._meta.local_fields)
        of_public = path.get(model._meta.label, "statement__slug" if of_statement else "")
        which = {f"{of_public}__isnull": False} if of_public else {}
        if not is_raised_by(model, **which):
            silent.append(model._meta.label)
    assert silent == []


def test_tables_without_a_trigger_are_the_named_ones() -> None:
    guarded = {table for table, _name in triggers.present(connection)}
    ours = [model for model in apps.get_models(include_auto_created=True) if model._meta.app_label in triggers.OURS]
    assert {model._meta.label for model in ours if model._meta.db_table not in guarded} == triggers.UNSEEN


def test_names_of_exceptions_are_those_of_models() -> None:
    labels = {model._meta.label for model in apps.get_models(include_auto_created=True)}
    named = triggers.UNSEEN | triggers.REFERENCE | triggers.NOT_REFERENCE | set(triggers.OF_STATEMENT)
    assert named <= labels


def test_insert_and_delete_raise_it_too() -> None:
    versions = [version()]
    topic = make_topic("Protection")
    versions.append(version())
    topic.delete()
    versions.append(version())
    assert versions[0].data < versions[1].data < versions[2].data


def test_draft_that_was_never_public_raises_nothing() -> None:
    draft = make_statement(title="A draft")
    body = Body.objects.create(code="X", name="X")
    before = version()
    party = make_party(draft, body=body)
    make_entry(make_annex(draft), title="Row")
    draft.save()
    party.delete()
    draft.delete()
    assert version() == before


def test_publishing_a_draft_raises_it() -> None:
    draft = make_statement(title="A draft")
    before = version()
    Statement.objects.filter(pk=draft.pk).update(slug="now-public")
    assert version().data > before.data


def test_statement_that_loses_its_address_raises_it() -> None:
    statement = make_public_statement(slug="one")
    before = version()
    execute("UPDATE liaison_statement SET slug = NULL WHERE id = %s", [statement.pk])
    assert version().data > before.data


def test_statement_leaves_reference_rows_as_they_are() -> None:
    statement = make_public_statement(slug="one")
    before = version()
    touch(Party, statement=statement)
    after = version()
    assert (after.data > before.data, after.reference) == (True, before.reference)


def test_body_raises_both() -> None:
    before = version()
    Body.objects.create(code="X", name="X")
    after = version()
    assert after.data > before.data
    assert after.reference > before.reference


def test_what_is_undone_leaves_the_version_as_it_was() -> None:
    before = version()
    with transaction.atomic():
        make_topic("Protection")
        transaction.set_rollback(True)
    assert version() == before
    make_topic("Other")
    assert version().data > before.data


def test_migrating_again_leaves_triggers_and_version() -> None:
    before = (version(), triggers.present(connection))
    triggers.put_up("default")
    assert (version(), triggers.present(connection)) == before


def test_lost_trigger_is_known_and_put_up_again() -> None:
    before = version()
    on = ' ON "contributions_topic"' if connection.vendor == "postgresql" else ""
    for table, name in triggers.present(connection):
        if table == "contributions_topic":
            execute(f'DROP TRIGGER "{name}"{on}')
    assert triggers.lacking(connection) == ["contributions_topic"]
    triggers.put_up("default")
    assert triggers.lacking(connection) == []
    assert version() != before


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_tables_can_be_made_anew_by_migrations() -> None:
    triggers.take_down("default")
    assert data_version.read() is None
    call_command("migrate", verbosity=0)
    assert triggers.lacking(connection) == []
    assert data_version.read() is not None


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_nobody_waits_for_the_version() -> None:
    Topic.objects.create(name="First")
    before = data_version.read()
    held, go_on = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic():
            Topic.objects.create(name="Held")
            held.set()
            go_on.wait(10)
        connections.close_all()

    other = threading.Thread(target=hold)
    other.start()
    assert held.wait(10)
    with transaction.atomic():
        execute("SET LOCAL lock_timeout = '200ms'")
        Topic.objects.create(name="Second")
    between = data_version.read()
    go_on.set()
    other.join()
    assert before.data < between.data < data_version.read().data


def in_a_thread(ask: Callable[[], T]) -> T:
    """As a request of the server, which has no connection yet; a test has one, in a transaction."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(ask).result()


@pytest.mark.postgresql
def test_version_is_asked_beside_the_pool_which_has_all_its_connections() -> None:
    def ask() -> tuple[Any, ...]:
        before = data_version.read()
        of_pool, held = connection.connection, data_version.line.held
        execute("UPDATE data_version SET changes = changes + 1")
        connection.close()
        return of_pool, held, before, data_version.read()

    of_pool, held, before, after = in_a_thread(ask)
    assert (of_pool, held is None) == (None, False)
    assert after.data > before.data


@pytest.mark.postgresql
def test_version_is_known_after_its_connection_broke() -> None:
    before = in_a_thread(data_version.read)
    backend = data_version.line.held.info.backend_pid
    execute("SELECT pg_terminate_backend(%s)", [backend])
    assert in_a_thread(data_version.read) == before
    assert data_version.line.held.info.backend_pid != backend
