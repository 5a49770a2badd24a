"""Several kinds of rows that hang on others, read in one query instead of one a kind.

As `prefetch_related` does, whatever asks for them later finds them read. The SQL of such a query is written once for a
process: it is the same for any number of rows, and to write it would cost more than to run it.
"""

from __future__ import annotations

import datetime
import functools
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connections, models
from django.db.models import F, Field, IntegerField, Model, Value
from django.db.models.functions import JSONArray

from .gathering import keys_for

STAND_IN = frozenset({-1})  # for the keys of the rows that they hang on


Columns = list[tuple[str, list[Field]]]  # of the rows themselves, under "", and of each relation beside them


@dataclass(frozen=True)
class Part:
    """Rows of a model that hang on another by `parent`, which knows them as `name`.

    `beside` are relations of theirs that are read with them, and relations of those: "question", "question__group". Of
    a many-to-many relation the model is what lies between, and the rows are those that the first of `beside` leads to.
    What hangs on the rows of a part names that part, which stands before it, as `of`.
    """

    name: str
    model: str
    parent: str
    order: tuple[str, ...]  # as in order_by; what has no value stands where the engine puts it
    beside: tuple[str, ...] = ()
    without: tuple[str, ...] = ()  # long columns, read where they are asked for
    only: tuple[tuple[str, Any], ...] = ()  # conditions
    is_many_to_many: bool = False
    held_as: str = ""  # a list of this name instead, for what is not all of them
    of: Part | None = None

    def columns(self) -> Columns:
        model: Any = apps.get_model(self.model)
        models_of = {"": model}
        for path in self.beside:
            above, _, name = path.rpartition("__")
            models_of[path] = models_of[above]._meta.get_field(name).related_model
        return [(path, [*self._read_of(path, model)]) for path, model in models_of.items()]

    def _read_of(self, path: str, model: Any) -> Iterator[Field]:
        for field in model._meta.concrete_fields:
            if _joined(path, field.name) not in self.without:
                yield field

    def query(self, place: int) -> models.QuerySet[Any]:
        top = f"{self.parent}__{self.of.parent}" if self.of else self.parent
        model: Any = apps.get_model(self.model)
        found = model._base_manager.filter(**{f"{top}__pk__among": STAND_IN}, **dict(self.only))
        # An array for each row: a function takes no more than 100 values.
        read = [JSONArray(*(F(_joined(path, one.attname)) for one in fields)) for path, fields in self.columns()]
        return found.order_by().values_list(Value(place, IntegerField()), F(f"{self.parent}_id"), JSONArray(*read))


def _joined(path: str, name: str) -> str:
    return f"{path}__{name}" if path else name


@functools.cache
def _written(parts: tuple[Part, ...], alias: str) -> tuple[str, tuple[Any, ...], list[Columns]]:
    first, *others = [part.query(place) for place, part in enumerate(parts)]
    sql, values = (first.union(*others, all=True) if others else first).query.get_compiler(using=alias).as_sql()
    return sql, tuple(values), [part.columns() for part in parts]


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
    sql, values, columns = _written(parts, alias)
    by_key = {row.pk: row for row in rows}
    keys = list(by_key)
    stand_in, given_keys = (keys_for(connections[alias].vendor, one) for one in (STAND_IN, keys))
    given = [given_keys if value == stand_in else value for value in values]
    found: dict[tuple[int, int], list[Model]] = {}
    with connections[alias].cursor() as cursor:
        cursor.execute(sql, given)
        for place, key, values in cursor.fetchall():
            read_values = json.loads(values) if isinstance(values, str) else values
            found.setdefault((place, key), []).append(_row(parts[place], columns[place], read_values, alias))
    held: dict[Part | None, dict[int, Model]] = {None: by_key}
    for place, part in enumerate(parts):
        held[part] = {}
        for key, parent in held[part.of].items():
            hanging = found.get((place, key), [])
            held[part] |= {row.pk: row for row in hanging}
            _hang(parent, part, hanging)


def _row(part: Part, columns: Columns, values: list[list[Any]], alias: str) -> Model:
    made: dict[str, Any] = {}
    for (path, fields), of_row in zip(columns, values, strict=True):
        above, _, name = path.rpartition("__")
        if not path:
            made[path] = _made(fields, of_row, alias)
        elif made[above] is not None:
            is_there = getattr(made[above], f"{name}_id") is not None
            made[path] = _made(fields, of_row, alias) if is_there else None
            setattr(made[above], name, made[path])
        else:
            made[path] = None
    return made[part.beside[0]] if part.is_many_to_many else made[""]  # type: ignore[no-any-return]


def _made(fields: list[Field], values: list[Any], alias: str) -> Model:
    read_values = [_read(field, value) for field, value in zip(fields, values, strict=True)]
    return fields[0].model.from_db(alias, [field.attname for field in fields], read_values)


AS_IN_JSON = (models.CharField, models.TextField, models.IntegerField, models.ForeignKey)


def _read(field: Field, value: Any) -> Any:
    """A value as JSON has it, as Django would have read it from its column."""
    if isinstance(field, AS_IN_JSON):
        return value
    if isinstance(field, models.JSONField):
        return json.loads(value) if isinstance(value, str) else value
    value = field.to_python(value)
    is_naive = isinstance(value, datetime.datetime) and value.tzinfo is None
    return value.replace(tzinfo=datetime.UTC) if is_naive else value


def _place(row: Model, path: str) -> tuple[bool, Any]:
    """What orders a row by a column, of its own or of what is read with it; where it has none, as the engine does."""
    value = functools.reduce(getattr, path.split("__"), row)
    nulls_first = connections[row._state.db or "default"].features.order_by_nulls_first
    return ((value is None) != nulls_first, "" if value is None else value)


def _hang(parent: Model, part: Part, rows: list[Model]) -> None:
    for name in reversed(part.order):
        rows.sort(key=functools.partial(_place, path=name.removeprefix("-")), reverse=name.startswith("-"))
    if not part.is_many_to_many:
        for row in rows:
            setattr(row, part.parent, parent)
    if part.held_as:
        setattr(parent, part.held_as, rows)
        return
    held = getattr(parent, part.name).get_queryset()
    held._result_cache, held._prefetch_done = rows, True
    parent.__dict__.setdefault("_prefetched_objects_cache", {})[part.name] = held
