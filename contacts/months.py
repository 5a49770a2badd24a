"""The month of a day, on both engines."""

from __future__ import annotations

from typing import Any

from django.db.models import DateField, Func


class FirstOfMonth(Func):
    """The first day of the month of a day: told by the engine itself, without a time zone."""

    arity = 1
    output_field = DateField()

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return self.as_sql(
            compiler, connection, template="date_trunc('month', %(expressions)s::timestamp)::date", **extra
        )

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return self.as_sql(compiler, connection, template="substr(%(expressions)s, 1, 7) || '-01'", **extra)
