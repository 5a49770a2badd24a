"""The drill: fill, back up, destroy, restore, compare every row and file. On the engine that the tests run on."""

from __future__ import annotations

import datetime
import io
import json
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from config.backup import engines, keeping, making, manifest
from contributions.models import Topic
from liaison import services
from liaison.models import Mail
from tests import factory
from tests.config.full import files, fill, rows

pytestmark = [pytest.mark.both_engines]


def destroy(media: Path) -> None:
    """Nothing is left: no table, no file."""
    shutil.rmtree(media)
    if connection.vendor == "sqlite":
        with sqlite3.connect(":memory:") as nothing:
            nothing.backup(connection.connection)
        return
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")


def run(command: str, *arguments: Any, **options: Any) -> str:
    out = io.StringIO()
    try:
        call_command(command, *arguments, stdout=out, stderr=out, **options)
    except CommandError as error:
        error.add_note(out.getvalue())
        raise
    return out.getvalue()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "backups").mkdir()
    return tmp_path / "backups"


@pytest.mark.django_db(transaction=True)
def test_all_rows_and_files_are_back_after_the_drill(media_root: Path, folder: Path) -> None:
    fill()
    rows_before, files_before = rows(), files()
    run("backup", folder)
    destroy(media_root)
    (backup,) = keeping.backups(folder).values()
    said = run("restore", backup, mails_as_they_were=True)
    assert (rows() == rows_before, files() == files_before, len(files_before) >= 5) == (True, True, True)
    assert f"{len(files_before)} files" in said
    assert run("verify").splitlines()[-1] == "All is as it was sent."
    assert run("reindex", check=True) == "In step.\n"
    assert factory.make_topic("Added").pk > max(row[0] for row in rows_before["contributions_topic"])
    with pytest.raises(CommandError, match="There are rows in the database"):
        run("restore", backup)
    run("restore", backup, overwrite=True)
    assert (Topic.objects.count(), set(Mail.objects.values_list("state", flat=True))) == (1, {Mail.State.UNKNOWN})


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
class TestFolders:
    """What concerns folders and words is the same on both engines: it is tried on the quicker one."""

    @pytest.fixture
    def backup(self, few_files: None, folder: Path) -> Path:
        factory.make_topic("Kept")
        statement = factory.make_complete()
        services.statement_record_sent(statement=statement, by=None)
        return making.make(folder)[0]

    def refusal(self, backup: Path, **options: Any) -> str:
        with pytest.raises(CommandError) as refused:
            run("restore", backup, check=True, **options)
        return str(refused.value)

    def test_backup_is_for_its_owner_alone(self, backup: Path) -> None:
        modes = {place.stat().st_mode & 0o077 for place in [backup, *backup.rglob("*")]}
        assert modes == {0}

    def test_file_that_was_there_before_takes_no_room_twice(self, backup: Path, folder: Path) -> None:
        factory.make_topic("Later")
        later = folder / "2999-01-01T000000Z"
        made = making.copy_files([kept.name for kept in manifest.read(backup).files], later, [backup])[0]
        links = [(later / "files" / kept.name).stat().st_nlink for kept in made]
        assert links == [2] * len(made) != []

    def test_damaged_file_is_refused(self, backup: Path) -> None:
        name = manifest.read(backup).files[0].name
        (backup / "files" / name).write_bytes(b"else")
        assert self.refusal(backup) == f"{backup}/files/{name} is damaged: its checksum is another."

    def test_damaged_database_is_refused(self, backup: Path) -> None:
        with (backup / "database.sqlite3").open("ab") as file:
            file.write(b"!")
        assert "database.sqlite3 is damaged" in self.refusal(backup)

    def test_half_a_backup_is_refused(self, backup: Path) -> None:
        (backup / "manifest.json").unlink()
        assert "A backup that was not finished has none" in self.refusal(backup)

    def test_folder_of_backups_is_no_backup(self, backup: Path, folder: Path) -> None:
        assert self.refusal(folder).endswith("Name one of the folders in it.")

    @pytest.mark.parametrize(("change", "words"), [
        ({"liaison_backup": 9}, "that this version can read"),
        ({"engine": "postgresql"}, "is a backup of PostgreSQL, and DATABASE_URL names a database of SQLite"),
        ({"migrations": [["liaison", "9999_later"]]}, "was made by a newer version"),
        ({"files": [{"name": "../../etc/passwd", "size": 1, "sha256": ""}]}, "is damaged"),
        ({"made_at": None}, "is damaged"),
    ])  # fmt: skip
    def test_foreign_backup_is_refused_with_words(self, backup: Path, change: dict[str, Any], words: str) -> None:
        place = backup / "manifest.json"
        place.write_text(json.dumps(json.loads(place.read_text()) | change))
        assert words in self.refusal(backup)

    def test_other_file_of_the_same_name_is_not_replaced_unasked(self, backup: Path, media_root: Path) -> None:
        name = manifest.read(backup).files[0].name
        (media_root / name).write_bytes(b"else")
        connection.connection.executescript("PRAGMA foreign_keys=OFF")
        with sqlite3.connect(":memory:") as nothing:
            nothing.backup(connection.connection)
        with pytest.raises(CommandError, match="Another file is stored as"):
            run("restore", backup)
        assert (engines.is_filled(), (media_root / name).read_bytes()) == (False, b"else")
        run("restore", backup, overwrite=True)
        assert run("verify", verbosity=0) == ""

    def test_lost_file_is_named_and_the_rest_is_kept(self, backup: Path, media_root: Path, folder: Path) -> None:
        name = manifest.read(backup).files[0].name
        (media_root / name).unlink()
        shutil.rmtree(backup)
        with pytest.raises(CommandError, match="whole but for 1 files"):
            run("backup", folder)
        (kept,) = keeping.backups(folder).values()
        assert manifest.read(kept).missing == [name]


def test_last_backup_of_days_weeks_and_months_stays() -> None:
    day = datetime.timedelta(days=1)
    newest = datetime.datetime(2026, 11, 26, 2, 30, tzinfo=datetime.UTC)
    times = [newest - number * day / 2 for number in range(2 * 500)]
    stay = sorted(keeping.kept(times), reverse=True)
    assert stay[:14] == [newest, *(newest - number * day + day / 2 for number in range(1, 14))]
    assert (len(stay), stay[-1].date()) == (14 + 5 + 11, datetime.date(2025, 12, 31))


def test_pruning_touches_backups_alone(folder: Path) -> None:
    now = datetime.datetime(2026, 11, 26, tzinfo=datetime.UTC)
    names = ["2026-11-25T010000Z", "2026-11-25T020000Z", "2026-11-20T010000Z.unfinished", "2026-11-25T010000Z.copy"]
    for name in [*names, "mine"]:
        (folder / name).mkdir()
        (folder / name / "manifest.json").touch()
    gone = keeping.prune(folder, now)
    assert [place.name for place in gone] == ["2026-11-25T010000Z", "2026-11-20T010000Z.unfinished"]
    assert sorted(place.name for place in folder.iterdir()) == [names[3], names[1], "mine"]


def test_backup_into_no_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="is no folder"):
        run("backup", tmp_path / "nowhere")
