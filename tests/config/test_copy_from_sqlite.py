"""From SQLite to PostgreSQL: each row of each table, and what is refused."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections
from django.db.migrations.recorder import MigrationRecorder

from config.backup import moving, restoring
from tests import factory
from tests.config.full import fill, rows

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def sqlite(tmp_path: Path) -> Path:
    """A SQLite database with something of everything; the one of the tests is empty afterwards."""
    fill()
    file = tmp_path / "db.sqlite3"
    file.touch()
    moving.opened(file)
    source = connections[moving.SOURCE]
    with source.constraint_checks_disabled(), source.schema_editor() as editor:
        for model in moving.models():
            if not model._meta.auto_created:
                editor.create_model(model)
    MigrationRecorder(source).ensure_schema()
    for app, name in restoring.brought():
        MigrationRecorder(source).record_applied(app, name)
    source.disable_constraint_checking()
    for model in moving.models():
        every = list(model._base_manager.all())
        model._base_manager.using(moving.SOURCE).bulk_create(every)
    source.close()
    call_command("flush", interactive=False, verbosity=0)
    return file


def copied(file: Path) -> str:
    out = io.StringIO()
    call_command("copy_from_sqlite", file, stdout=out)
    return out.getvalue()


def test_every_row_is_the_same_afterwards_and_one_can_be_added(sqlite: Path) -> None:
    said = copied(sqlite)
    moving.opened(sqlite)
    assert rows(but=moving.NOT_COPIED) == rows(moving.SOURCE, but=moving.NOT_COPIED)
    assert ("rows copied and compared" in said, "In step" in said) == (True, True)
    call_command("verify", verbosity=0)
    call_command("reindex", check=True, stdout=io.StringIO())
    assert factory.make_topic("Added").pk > 1
    with pytest.raises(CommandError, match="There are rows in the database"):
        copied(sqlite)


def test_row_that_postgresql_cannot_hold_is_named_and_nothing_is_changed(sqlite: Path) -> None:
    moving.opened(sqlite)
    with connections[moving.SOURCE].cursor() as cursor:
        cursor.execute("UPDATE contributions_topic SET name = 'a' || char(0) || 'b'")
    connections[moving.SOURCE].close()
    with pytest.raises(CommandError, match=r"contributions_topic, near the row .*Nothing was changed\."):
        copied(sqlite)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM contacts_body")
        assert cursor.fetchone() == (0,)


def test_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("This is no database, though it is a file." * 100)
    with pytest.raises(CommandError, match="is no SQLite database"):
        copied(tmp_path / "text")


def test_database_of_another_version_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty.sqlite3").touch()
    with pytest.raises(CommandError, match="is not of this version"):
        copied(tmp_path / "empty.sqlite3")
