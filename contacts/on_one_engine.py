"""What a migration does on one engine alone."""

from __future__ import annotations

from typing import Any

from django.db.migrations import AddIndex, RunSQL


class OnOneEngine:
    """Beside an operation: on other engines than this one nothing is done to the database."""

    vendor = ""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        if schema_editor.connection.vendor == self.vendor:
            super().database_forwards(app_label, schema_editor, from_state, to_state)  # type: ignore[misc]

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        if schema_editor.connection.vendor == self.vendor:
            super().database_backwards(app_label, schema_editor, from_state, to_state)  # type: ignore[misc]


class OnPostgreSQL(OnOneEngine, RunSQL):
    """SQL of PostgreSQL and its reverse, each a statement or a list of them."""

    vendor = "postgresql"


def index_on_postgresql(name: str, definition: str) -> OnPostgreSQL:
    """An index of PostgreSQL alone, built while the site goes on, and again after a stop; in a migration not atomic."""
    drop = f"DROP INDEX CONCURRENTLY IF EXISTS {name}"
    return OnPostgreSQL([drop, f"CREATE INDEX CONCURRENTLY {name} ON {definition}"], drop)


class AddIndexOnSQLite(OnOneEngine, AddIndex):
    vendor = "sqlite"
