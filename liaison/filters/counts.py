"""How many statements each value of a filter would leave, given the other filters."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Case, Count, QuerySet, Value, When
from django.forms import BoundField

from contacts.models import Body, StudyPeriod
from liaison.models import Party, Statement
from liaison.models.statement_requests import Recipients

MOST_COUNTED = 10_000  # matches; of more nothing is counted

Counts = dict[str, int]
Limited = QuerySet[Statement]


def _by_column(column: str) -> Callable[[Limited, Iterable[str], Recipients], Counts]:
    def count(rows: Limited, values: Iterable[str], to: Recipients) -> Counts:
        return dict(rows.order_by().values_list(column).annotate(Count("pk")))

    return count


def _by_purpose(rows: Limited, values: Iterable[str], to: Recipients) -> Counts:
    recipients = Party.objects.filter(statement__in=rows, part=Party.Part.TO).of_bodies(to)
    asked = recipients.exclude(purpose="").order_by()
    return dict(asked.values_list("purpose").annotate(Count("statement", distinct=True)))


def _by_period(rows: Limited, values: Iterable[str], to: Recipients) -> Counts:
    periods = list(StudyPeriod.objects.filter(label__in=values))
    counts = {f"of_{period.pk}": Count("pk", filter=Statement.objects.in_period(period)) for period in periods}
    found = rows.order_by().aggregate(**counts) if counts else {}
    return {period.label: found[f"of_{period.pk}"] for period in periods}


def _by_group(rows: Limited, values: Iterable[str], to: Recipients) -> Counts:
    """Of a group are the statements of its parts too, as in the filter."""
    groups = list(Body.objects.study_groups().filter(slug__in=values))
    parts = Body.objects.under_each(groups)
    if not parts:
        return {}
    group_of = Case(*(When(body__in=keys, then=Value(slug)) for slug, keys in parts.items()))
    parties = Party.objects.filter(statement__in=rows, body__in={key for keys in parts.values() for key in keys})
    named = parties.order_by().annotate(group=group_of).values_list("group")
    return dict(named.annotate(Count("statement", distinct=True)))


COUNTED: dict[str, Callable[[Limited, Iterable[str], Recipients], Counts]] = {
    "direction": _by_column("direction"),
    "purpose": _by_purpose,
    "period": _by_period,
    "group": _by_group,
    "language": _by_column("language"),
}


def write_counts(form: Any, without: Callable[[str], QuerySet[Statement]], to: Recipients = None) -> None:
    """Write beside each option how many statements it would leave. `without` gives those found without a filter, `to`
    the recipients whose purposes are meant.

    A query for each filter, and one for each that is in use; nothing is written where more than MOST_COUNTED are found.
    """
    known: dict[str, tuple[int, Any]] = {}  # of those found with all filters, and without each that is in use
    for name, count in COUNTED.items():
        field: BoundField = form[name]
        options = _options(field)
        if options is None:
            continue
        key = name if field.value() else ""
        if key not in known:
            known[key] = _first(without(name), bool(form["q"].value()))
        total, rows = known[key]
        if total <= MOST_COUNTED:
            counts = count(Statement.objects.filter(pk__in=rows), [value for value, _label in options], to)
            field.field.widget.choices = [
                (value, f"{label} ({counts.get(value, 0)})" if value else label) for value, label in options
            ]


def _first(found: QuerySet[Statement], is_searched: bool) -> tuple[int, Any]:
    """How many there are, as far as they are counted, and their keys.

    These are a query; where words were looked up they are read, so that no filter looks the words up anew.
    """
    rows = found.order_by().values_list("pk", flat=True)[: MOST_COUNTED + 1]
    if not is_searched:
        return rows.count(), rows
    keys = list(rows)
    return len(keys), keys


def _options(field: BoundField) -> list[tuple[str, Any]] | None:
    """The options of a list to choose from; None for a box to type in."""
    return field.field.short_options() if hasattr(field.field, "short_options") else list(field.field.choices)
