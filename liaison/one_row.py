"""Keys and counts that several queries give, asked as columns of one row: one query, whatever they are of."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.db.models import IntegerField, Model, Subquery, TextField, Value
from django.db.models.expressions import RawSQL
from django.http import Http404


class KeysOf(Subquery):
    """The keys that a query of keys gives, in its order: a list."""

    output_field = TextField()
    template = "(SELECT json_group_array(keys.pk) FROM (%(subquery)s) AS keys)"

    def as_postgresql(self, compiler: Any, connection: Any) -> Any:
        template = "(SELECT json_agg(keys.pk)::text FROM (%(subquery)s) AS keys)"
        return self.as_sql(compiler, connection, template=template)

    @staticmethod
    def convert_value(value: str | None, expression: Any, connection: Any) -> list[int]:
        return json.loads(value) if value else []


class Count(Subquery):
    """How many rows a query has, as a column of another."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()
    empty_result_set_value = 0  # type: ignore[assignment]


def in_one_row(beside: Model, asked: Sequence[Subquery | RawSQL | Value]) -> list[Any]:
    """What the expressions give, asked beside a row that is there. Raises Http404 where it is gone meanwhile."""
    columns = {f"column_{place}": expression for place, expression in enumerate(asked)}
    row = type(beside)._base_manager.filter(pk=beside.pk).annotate(**columns)
    found = row.values_list(*columns).first()
    if found is None:
        raise Http404
    return [*found]
