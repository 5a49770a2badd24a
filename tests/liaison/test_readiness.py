"""/readyz: whether the process can do its work, and why not."""

from __future__ import annotations

import datetime
import json
import shutil
import tempfile
from collections import namedtuple
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.utils import timezone

from config import triggers
from liaison.mail.services import mail_queue
from liaison.models import Mail

pytestmark = pytest.mark.django_db
Usage = namedtuple("Usage", "total used free")


@pytest.fixture(autouse=True)
def much_room(monkeypatch: pytest.MonkeyPatch) -> None:
    room(monkeypatch, 10 * 2**30)


def room(monkeypatch: pytest.MonkeyPatch, free: int) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda place: Usage(2**40, 0, free))


def asked(client: Client, query: str = "") -> tuple[int, dict[str, Any]]:
    response = client.get(f"/readyz{query}")
    return response.status_code, json.loads(response.content)


def queued(**values: Any) -> Mail:
    mail = mail_queue(kind=Mail.Kind.STATEMENT, to=["ann@example.org"], subject="S", text="T")
    Mail.objects.filter(pk=mail.pk).update(**values)
    return mail


def test_site_that_has_all_that_it_needs_is_ready(client: Client) -> None:
    status, said = asked(client)
    states = {name: check["state"] for name, check in said["checks"].items()}
    wanted = dict.fromkeys(["database", "migrations", "changes", "queue", "disk", "cache"], "ok")
    assert (status, said["ready"], states) == (200, True, wanted)


def test_database_that_is_away_is_told_and_nothing_more_is_asked_of_it(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise DatabaseError("host db.example.org, password s3cret")

    monkeypatch.setattr(connection, "cursor", fail)
    status, said = asked(client)
    assert (status, said["checks"]["database"]) == (503, {"state": "fail", "error": "DatabaseError"})
    assert ("queue" in said["checks"], client.get("/healthz").status_code) == (False, 200)


def test_migration_that_was_not_applied_is_told(client: Client) -> None:
    MigrationRecorder(connection).record_unapplied("liaison", "0004_roles")
    status, said = asked(client)
    assert (status, said["checks"]["migrations"]) == (503, {"state": "fail", "unapplied": 1})


def test_table_whose_changes_go_unnoticed_is_told(client: Client) -> None:
    on = ' ON "contributions_topic"' if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for table, name in triggers.present(connection):
            if table == "contributions_topic":
                cursor.execute(f'DROP TRIGGER "{name}"{on}')
    status, said = asked(client)
    assert (status, said["checks"]["changes"]) == (503, {"state": "fail", "unguarded": 1})


def test_migration_of_a_newer_version_is_no_harm(client: Client) -> None:
    MigrationRecorder(connection).record_applied("liaison", "9999_later")
    assert asked(client)[0] == 200


def test_mail_that_waits_for_long_is_a_warning(client: Client) -> None:
    queued(next_try_at=timezone.now() - datetime.timedelta(hours=1))
    status, said = asked(client)
    check = said["checks"]["queue"]
    assert (status, check["state"], check["oldest_due_seconds"] // 60, check["waiting"]) == (200, "warn", 60, 1)
    assert asked(client, "?strict=1")[0] == 503


def test_mail_that_is_to_be_tried_later_is_none(client: Client) -> None:
    queued(next_try_at=timezone.now() + datetime.timedelta(hours=1))
    assert asked(client, "?strict=1")[0] == 200


def test_mails_that_somebody_has_to_decide_on_are_counted(client: Client) -> None:
    queued(state="failed")
    queued(state="unknown", handed_over_at=timezone.now())
    check = asked(client)[1]["checks"]["queue"]
    assert (check["state"], check["failed"], check["unknown"]) == ("warn", 1, 1)


@pytest.mark.parametrize(("free", "status", "state"), [(2**20, 503, "fail"), (2**30, 200, "warn")])
def test_disk_without_room_is_told(
    client: Client, monkeypatch: pytest.MonkeyPatch, free: int, status: int, state: str
) -> None:
    room(monkeypatch, free)
    found, said = asked(client)
    assert (found, said["checks"]["disk"]) == (status, {"state": state, "free_mb": free // 2**20, "writable": True})


def test_folder_that_cannot_be_written_is_told(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**kwargs: Any) -> None:
        raise PermissionError

    monkeypatch.setattr(tempfile, "TemporaryFile", fail)
    status, said = asked(client)
    assert (status, said["checks"]["disk"]["writable"]) == (503, False)


def test_cache_that_is_away_is_told_without_its_address(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: Any, **kwargs: Any) -> None:
        raise ConnectionError("redis://:s3cret@cache.example.org")

    monkeypatch.setattr("liaison.readiness.shared_cache.set", fail)
    status, said = asked(client)
    assert (status, said["checks"]["cache"]) == (503, {"state": "fail", "error": "ConnectionError"})


def test_asking_costs_few_queries_and_changes_nothing(client: Client, django_assert_num_queries: Any) -> None:
    asked(client)
    # SELECT 1; the table of migrations is there, its rows; triggers; oldest mail; counts
    with django_assert_num_queries(6):
        asked(client)
