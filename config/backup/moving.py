"""From SQLite to PostgreSQL: every row of every table, as it is, in one transaction; read back and compared at its end.

The index of search is another one on each engine: it is left out, and made anew afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from itertools import zip_longest
from pathlib import Path
from typing import Any

import psycopg
from django.apps import apps
from django.core.management import CommandError
from django.core.management.color import no_style
from django.db import DatabaseError, connection, connections, transaction
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Model

from config import environment

from . import engines, restoring

SOURCE = "source"
NOT_COPIED = {"contacts_searchrow", "contacts_searchprogress"}
AT_ONCE = 2000

Say = Callable[[str], None]


def models() -> list[type[Model]]:
    every = apps.get_models(include_auto_created=True)
    return [model for model in every if model._meta.managed and not model._meta.proxy]


def copy(file: Path, say: Say) -> int:
    """Copy all rows of the SQLite database `file` into that of DATABASE_URL, which has its tables and nothing in them.

    Gives their number. Raises CommandError, and has changed nothing, where that cannot be done without loss.
    """
    opened(file)
    try:
        with transaction.atomic(using=SOURCE):
            check(file)
            with transaction.atomic():
                return _copy_all(say)
    finally:
        connections[SOURCE].close()
        del connections[SOURCE]


def opened(file: Path) -> None:
    if not file.is_file():
        raise CommandError(f"{file} is no file.")
    settings = deepcopy(connection.settings_dict) | environment.sqlite(str(file)) | {"TEST": {}}
    connections[SOURCE] = DatabaseWrapper(settings, SOURCE)
    try:
        connections[SOURCE].ensure_connection()
    except DatabaseError:
        raise CommandError(f"{file} is no SQLite database.") from None


def check(file: Path) -> None:
    if connection.vendor != "postgresql":
        raise CommandError("DATABASE_URL does not name a database of PostgreSQL.")
    applied = MigrationRecorder(connections[SOURCE]).applied_migrations().keys()
    missing = sorted(restoring.brought() - applied)
    unknown = sorted(applied - restoring.brought())
    if missing or unknown:
        app, name = (missing or unknown)[0]
        raise CommandError(f"{file} is not of this version ({app} {name}): run this version's manage.py migrate on it.")
    if engines.is_filled():
        raise CommandError("There are rows in the database that DATABASE_URL names: make an empty one, and migrate it.")


def _copy_all(say: Say) -> int:
    """What the migrations put there goes first: the rows of the source hold the same, under its own numbers."""
    every = models()
    with connection.cursor() as cursor:
        tables = [model._meta.db_table for model in every]
        for statement in connection.ops.sql_flush(no_style(), tables, reset_sequences=True):
            cursor.execute(statement)
        copied = [model for model in every if model._meta.db_table not in NOT_COPIED]
        total = sum(_copy_rows(model, cursor, say) for model in copied)
        for statement in connection.ops.sequence_reset_sql(no_style(), every):
            cursor.execute(statement)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for model in copied:
        _compare(model)
    return total


def rows(model: type[Model], alias: str) -> Iterator[tuple[Any, ...]]:
    fields = [field.attname for field in model._meta.local_concrete_fields]
    return model._base_manager.using(alias).order_by("pk").values_list(*fields).iterator(AT_ONCE)


def _copy_rows(model: type[Model], cursor: Any, say: Say) -> int:
    fields = model._meta.local_concrete_fields
    columns = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    count, key = 0, None
    try:
        with cursor.copy(f"COPY {connection.ops.quote_name(model._meta.db_table)} ({columns}) FROM STDIN") as table:
            for row in rows(model, SOURCE):
                values = zip(fields, row, strict=True)
                table.write_row([field.get_db_prep_save(value, connection) for field, value in values])
                count, key = count + 1, row[0]
    except (DatabaseError, ValueError, psycopg.Error) as error:
        words = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise CommandError(f"{model._meta.db_table}, near the row {key}: {words} Nothing was changed.") from None
    say(f"{model._meta.db_table}: {count}")
    return count


def _compare(model: type[Model]) -> None:
    for one, other in zip_longest(rows(model, SOURCE), rows(model, connection.alias)):
        if one != other:
            key = (one or other or ["?"])[0]
            raise CommandError(f"{model._meta.db_table}: row {key} is not the same afterwards. Nothing was changed.")
