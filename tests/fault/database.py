"""A fresh database of the engine that DATABASE_URL names, for this process and those that it starts."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
import psycopg
from django.core.management import call_command
from django.db import connections
from psycopg import sql


@contextmanager
def fresh_database() -> Iterator[str]:
    """Sets the environment up and Django with it; gives the engine's name. Nothing stays behind."""
    given = os.environ.get("DATABASE_URL", "")
    with tempfile.TemporaryDirectory(prefix="liaison-fault-") as folder:
        os.environ |= {"DJANGO_SETTINGS_MODULE": "tests.fault.settings", "MEDIA_ROOT": str(Path(folder) / "media")}
        if not given.startswith("postgres"):
            os.environ["DATABASE_URL"] = f"sqlite:///{folder}/db.sqlite3"
            yield _ready()
            connections.close_all()
            return
        name = f"liaison_fault_{os.getpid()}"
        address, _, parameters = given.partition("?")
        with psycopg.connect(given, autocommit=True) as server:
            server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
            os.environ["DATABASE_URL"] = f"{address.rpartition('/')[0]}/{name}?{parameters}".rstrip("?")
            try:
                yield _ready()
            finally:
                for connection in connections.all():
                    connection.close()
                    connection.close_pool()
                server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def _ready() -> str:
    django.setup()
    call_command("migrate", verbosity=0)
    return {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[connections["default"].vendor]
