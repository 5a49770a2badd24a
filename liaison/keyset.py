"""A place in a sorted list by the values that it is sorted by, not by its number.

However far down the list a place is, what follows costs the same; and what follows stays the same while rows are added
or taken away before it. Orders go both ways, on both engines, with rows that have no value.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connections
from django.db.models import F, Q, QuerySet, Value
from django.db.models.expressions import OrderBy

MOST_PARTED = 2  # columns of an order that is read in parts, each by its index; of more all is asked at once

Place = tuple[Any, ...]  # the values of a row in the columns of the order, its key among them


@dataclass(frozen=True)
class Column:
    """One of the columns of an order. `nulls_last` is None where every row has a value."""

    name: str
    is_descending: bool
    nulls_last: bool | None

    def same(self, value: Any) -> Q:
        return Q(**{f"{self.name}__isnull": True}) if value is None else Q(**{self.name: value})

    def after(self, value: Any) -> Iterator[Q]:
        """What comes after a value: other values, then rows without one where they come last."""
        if value is not None:
            yield Q(**{f"{self.name}__{'lt' if self.is_descending else 'gt'}": value})
            if self.nulls_last:
                yield Q(**{f"{self.name}__isnull": True})
        elif self.nulls_last is False:
            yield Q(**{f"{self.name}__isnull": False})


class Keyset:
    """An ordered query, asked for the keys that come after a place. `backwards` reads it from its end."""

    def __init__(self, rows: QuerySet, *, backwards: bool = False) -> None:
        orders = [_order(order) for order in rows.query.order_by]
        rows = rows.annotate(**{f"place_{number}": _compared(rows, order) for number, order in enumerate(orders)})
        self.columns = [self._column(rows, number, order, backwards) for number, order in enumerate(orders)]
        self.rows = rows.reverse() if backwards else rows

    @staticmethod
    def _column(rows: QuerySet, number: int, order: OrderBy, backwards: bool) -> Column:
        name = f"place_{number}"
        if order.nulls_first or order.nulls_last:
            nulls_last: bool | None = bool(order.nulls_last)
        elif getattr(rows.query.annotations[name].output_field, "null", False):
            nulls_last = order.descending == bool(connections[rows.db].features.order_by_nulls_first)
        else:
            nulls_last = None
        if nulls_last is not None:
            nulls_last = nulls_last != backwards
        return Column(name, bool(order.descending) != backwards, nulls_last)

    def after(self, place: Place | None, most: int) -> list[tuple[int, Place]]:
        """The keys of the first rows after a place, or of the first of all, each with its own place."""
        found: list[tuple[int, Place]] = []
        for condition in self._parts(place):
            if len(found) < most:
                names = [column.name for column in self.columns]
                rows = self.rows.filter(condition).values_list("pk", *names)[: most - len(found)]
                found += [(key, tuple(values)) for key, *values in rows]
        return found

    def _parts(self, place: Place | None) -> list[Q]:
        """Conditions whose rows, one after the other, are what follows."""
        if place is None:
            return [Q()]
        parts: list[Q] = []
        for number in reversed(range(len(self.columns))):
            before = Q()
            for column, value in zip(self.columns[:number], place, strict=False):
                before &= column.same(value)
            parts += [before & after for after in self.columns[number].after(place[number])]
        if len(self.columns) <= MOST_PARTED:
            return parts
        whole = Q(pk__in=[])
        for part in parts:
            whole |= part
        return [whole]


def _compared(rows: QuerySet, order: OrderBy) -> Any:
    """What a place is compared by. SQLite 3.40 gives rows that it should not where one of some keys (`IN`) must be less
    than another, and an index has the keys in it: so a sum is compared, which no index has."""
    is_key = getattr(order.expression, "name", "") in ("pk", rows.model._meta.pk.name)
    return order.expression + Value(0) if is_key and connections[rows.db].vendor == "sqlite" else order.expression


def _order(order: Any) -> OrderBy:
    """An item of `order_by` as an expression."""
    if isinstance(order, str):
        name = order.removeprefix("-")
        return OrderBy(F(name), descending=order.startswith("-"))
    return order if isinstance(order, OrderBy) else order.asc()
