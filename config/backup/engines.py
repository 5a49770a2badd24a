"""The rows of the whole database into one file and back, with what each engine brings for it."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management import CommandError
from django.db import DatabaseError, connection, transaction
from django.db.models import FileField, Model
from django.db.models.fields.files import FileField as StoredFile

from config import triggers

NAMES = {"postgresql": "database.dump", "sqlite": "database.sqlite3"}


def dump(folder: Path) -> tuple[Path, list[str]]:
    """Write the database into `folder`, as it is at one moment. Gives the file, and the names of the stored files that
    its rows hold."""
    target = folder / NAMES[connection.vendor]
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with sqlite3.connect(target) as copy:
            connection.connection.backup(copy)
        names = named_files(copy.cursor())
        copy.close()
        return target, names
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
        how = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}", f"--file={target}"]
        _run("pg_dump", *how)
        return target, named_files(cursor)


def load(file: Path) -> None:
    """Make the database what `file` says, all of it or nothing. Tables that are there go."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        source = sqlite3.connect(f"{file.resolve().as_uri()}?immutable=1", uri=True)
        try:
            source.backup(connection.connection)
        except sqlite3.OperationalError as error:
            words = f"The database cannot be written ({error}). Stop the site and its workers first."
            raise CommandError(words) from error
        finally:
            source.close()
        return
    with tempfile.TemporaryDirectory(prefix="liaison-restore-") as folder:
        script = Path(folder) / "restore.sql"
        _run_tool("pg_restore", "--no-owner", "--no-privileges", f"--file={script}", str(file))
        quoted = ", ".join(connection.ops.quote_name(table) for table in connection.introspection.table_names())
        first = [f"--command=DROP TABLE {quoted} CASCADE"] if quoted else []
        first += [f"--command=DROP FUNCTION {function} CASCADE" for function in triggers.functions(connection)]
        connection.close()
        how = ["--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--single-transaction", "--output=/dev/null"]
        _run("psql", *how, *first, f"--file={script}")


def _run(tool: str, *how: str) -> None:
    """A tool that speaks to the database: its address as Django has it, the password in the environment."""
    (_psql, *address), environment = connection.client.settings_to_cmd_args_env(connection.settings_dict, [])
    _run_tool(tool, *how, *address, environment=environment)


def _run_tool(tool: str, *how: str, environment: dict[str, str] | None = None) -> None:
    try:
        run = subprocess.run(  # noqa: S603 -- the engine's own tools, with words of our own
            [tool, *how], env=os.environ | (environment or {}), capture_output=True, text=True, check=False
        )
    except FileNotFoundError:
        raise CommandError(
            f"{tool} is not installed. On Debian and Ubuntu: sudo apt install postgresql-client"
        ) from None
    if run.returncode:
        raise CommandError(f"{tool} failed:\n{run.stderr.strip()[-2000:]}")


def stored() -> Iterator[tuple[type[Model], StoredFile]]:
    """Each column that names a file."""
    for model in apps.get_models():
        yield from ((model, field) for field in model._meta.local_concrete_fields if isinstance(field, FileField))


def named_files(cursor: Any) -> list[str]:
    """The names in all columns that name files, each once."""
    names: set[str] = set()
    for model, field in stored():
        table, column = (connection.ops.quote_name(name) for name in (model._meta.db_table, str(field.column)))
        cursor.execute(f"SELECT {column} FROM {table} WHERE {column} <> ''")  # names of our own  # noqa: S608  # nosec B608
        names.update(name for (name,) in cursor.fetchall())
    return sorted(names)


def is_filled() -> bool:
    """Whether there is anything of ours in the database. One without tables is empty."""
    tables = set(connection.introspection.table_names())
    models = [
        model
        for model in apps.get_models()
        if model._meta.app_label in triggers.OURS and model._meta.db_table in tables
    ]
    try:
        return any(model._base_manager.exists() for model in models)
    except DatabaseError:
        return True  # tables of another version
