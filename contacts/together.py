"""Several kinds of rows that hang on others, read in one query instead of one a kind.

As `prefetch_related` does, whatever asks for them later finds them read. The SQL of such a query is written once for a
process: it is the same for any number of rows, and to write it would cost more than to run it.
"""

from __future__ import annotations

import datetime
import functools
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connections, models
from django.db.models import F, Field, IntegerField, Model, Value
from django.db.models.functions import JSONArray

STAND_IN = frozenset({-1})  # for the keys of the rows that they hang on


@dataclass(frozen=True)
class Part:
    """Rows of a model that hang on another by `parent`, which knows them as `name`. `beside` is a relation of theirs
    that is read with them, and `also` are paths to others, each after the path that leads to it. Of a many-to-many
    relation the model is what lies between, and the rows are those `beside` it."""

    name: str
    model: str
    parent: str
    order: tuple[str, ...]
    beside: str = ""
    without: tuple[str, ...] = ()  # long columns, read where they are asked for
    only: tuple[tuple[str, Any], ...] = ()  # conditions
    is_many_to_many: bool = False
    held_as: str = ""  # a list of this name instead, for what is not all of them
    also: tuple[str, ...] = ()

    def query(self, place: int) -> models.QuerySet[Any]:
        model: Any = apps.get_model(self.model)
        names = [
            f"{path}__{field.attname}" if path else field.attname for path, fields in _columns(self) for field in fields
        ]
        found = model._base_manager.filter(**{f"{self.parent}__pk__among": STAND_IN}, **dict(self.only))
        row = JSONArray(*(F(name) for name in names))
        return found.order_by().values_list(Value(place, IntegerField()), F(f"{self.parent}_id"), row)


@functools.cache
def _columns(part: Part) -> list[tuple[str, list[Field]]]:
    """Those of the row itself, and after them those of each relation by its path."""
    found = []
    for path in ("", *([part.beside] if part.beside else []), *part.also):
        model: Any = apps.get_model(part.model)
        for name in path.split("__") if path else []:
            model = model._meta.get_field(name).related_model
        start = f"{path}__" if path else ""
        fields = [field for field in model._meta.concrete_fields if f"{start}{field.name}" not in part.without]
        found.append((path, fields))
    return found


@functools.cache
def _written(parts: tuple[Part, ...], alias: str) -> tuple[str, tuple[Any, ...]]:
    first, *others = [part.query(place) for place, part in enumerate(parts)]
    sql, values = (first.union(*others, all=True) if others else first).query.get_compiler(using=alias).as_sql()
    return sql, tuple(values)


class TogetherQuerySet(models.QuerySet[Any]):
    """Of rows with others that hang on them."""

    _parts: tuple[Part, ...] = ()

    def together(self, *parts: Part) -> Any:
        found = self._chain()
        found._parts = (*self._parts, *parts)
        return found

    def _clone(self) -> Any:
        clone = super()._clone()
        clone._parts = self._parts
        return clone

    def _fetch_all(self) -> None:
        """The parts before whatever is prefetched, which may hang on them."""
        if self._parts and self._result_cache is None:
            self._result_cache = [*self._iterable_class(self)]  # type: ignore[misc]
            if rows := [row for row in self._result_cache if isinstance(row, Model)]:
                read(rows, self._parts, self.db)
        super()._fetch_all()


def read(rows: Sequence[Model], parts: tuple[Part, ...], alias: str) -> None:
    """Read the parts of all rows. One query."""
    sql, values = _written(parts, alias)
    by_key = {row.pk: row for row in rows}
    keys = list(by_key)
    stand_ins = (list(STAND_IN), json.dumps(list(STAND_IN)))
    given = [_as_given(value, keys) if value in stand_ins else value for value in values]
    found: dict[tuple[int, int], list[Model]] = {}
    with connections[alias].cursor() as cursor:
        cursor.execute(sql, given)
        for place, key, row in cursor.fetchall():
            read_row = _row(parts[place], json.loads(row) if isinstance(row, str) else row, alias)
            found.setdefault((place, key), []).append(read_row)
    for place, part in enumerate(parts):
        for row in rows:
            _hang(row, part, found.get((place, row.pk), []))


def _as_given(stand_in: Any, keys: list[int]) -> Any:
    return json.dumps(keys) if isinstance(stand_in, str) else keys


def _row(part: Part, values: list[Any], alias: str) -> Model:
    read_rows: dict[str, Any] = {}
    for path, fields in _columns(part):
        own, values = values[: len(fields)], values[len(fields) :]
        if not path:
            read_rows[path] = _made(fields, own, alias)
            continue
        before, _, name = path.rpartition("__")
        owner = read_rows[before]
        is_there = owner is not None and getattr(owner, f"{name}_id") is not None
        read_rows[path] = _made(fields, own, alias) if is_there else None
        if owner is not None:
            setattr(owner, name, read_rows[path])
    return read_rows[part.beside if part.is_many_to_many else ""]


def _made(fields: list[Field], values: list[Any], alias: str) -> Model:
    read_values = [_read(field, value) for field, value in zip(fields, values, strict=True)]
    return fields[0].model.from_db(alias, [field.attname for field in fields], read_values)


def _read(field: Field, value: Any) -> Any:
    """A value as JSON has it, as Django would have read it from its column."""
    if isinstance(field, models.ForeignKey):
        return value
    if isinstance(field, models.JSONField):
        return json.loads(value) if isinstance(value, str) else value
    value = field.to_python(value)
    is_naive = isinstance(value, datetime.datetime) and value.tzinfo is None
    return value.replace(tzinfo=datetime.UTC) if is_naive else value


def _hang(parent: Model, part: Part, rows: list[Model]) -> None:
    rows = sorted(rows, key=lambda row: [_place(row, name) for name in part.order])
    if not part.is_many_to_many:
        for row in rows:
            setattr(row, part.parent, parent)
    if part.held_as:
        setattr(parent, part.held_as, rows)
        return
    held = getattr(parent, part.name).get_queryset()
    held._result_cache, held._prefetch_done = rows, True
    parent.__dict__.setdefault("_prefetched_objects_cache", {})[part.name] = held


def _place(row: Model, path: str) -> tuple[bool, Any]:
    """What orders a row by a column, of its own or of what is read with it; where it has none, as the engine does."""
    value = functools.reduce(getattr, path.split("__"), row)
    nulls_first = connections[row._state.db or "default"].features.order_by_nulls_first
    return ((value is None) != nulls_first, "" if value is None else value)
