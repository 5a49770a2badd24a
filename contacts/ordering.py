"""Orders that an index can serve on both engines."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.backends.ddl_references import Statement
from django.db.models import F
from django.db.models.expressions import OrderBy

SORTED_BY = 100  # characters of a title by which lists are sorted


def last_first(expression: Any) -> OrderBy:
    """The highest first and rows without a value last, as lists of newest rows are ordered. For a ListIndex."""
    return (F(expression) if isinstance(expression, str) else expression).desc(nulls_last=True)


class ListIndex(models.Index):
    """An index in the order of a list. SQLite puts rows without a value last downwards, and refuses to be told so."""

    def create_sql(self, model: Any, schema_editor: Any, using: str = "", **kwargs: Any) -> Any:
        sql = super().create_sql(model, schema_editor, using, **kwargs)
        return _LastAnyway(sql.template, **sql.parts) if schema_editor.connection.vendor == "sqlite" else sql


class _LastAnyway(Statement):
    """It is told by its parts as long as it waits, for the table may be written anew under another name meanwhile."""

    def __str__(self) -> str:
        return super().__str__().replace(" NULLS LAST", "")
