"""How many statements each value of a filter would leave, given the other filters."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.forms import BoundField

from config.data_version import kept
from contacts.gathering import keys_of_first
from contacts.models import Body, StudyPeriod
from liaison.models import Party, Statement
from liaison.models.parties import PartyQuerySet
from liaison.models.statement_requests import Recipients

MOST_COUNTED = 10_000  # matches; of more nothing is counted

Counts = dict[str, int]
Limited = QuerySet[Statement]


@kept
def _groups(slugs: tuple[str, ...]) -> list[Body]:
    return list(Body.objects.study_groups().filter(slug__in=slugs))


@kept
def _periods(labels: tuple[str, ...]) -> list[StudyPeriod]:
    return list(StudyPeriod.objects.filter(label__in=labels))


OF_COLUMNS = {"direction": "direction", "language": "language", "period": "period__label"}
OF_PARTIES = ("purpose", "group")
COUNTED = [*OF_COLUMNS, *OF_PARTIES]


def write_counts(
    form: Any,
    without: Callable[[str], QuerySet[Statement]],
    keys: Collection[int] | None = None,
    to: Recipients = None,
) -> None:
    """Write beside each option how many statements it would leave. `without` gives those found without a filter, `to`
    the recipients whose purposes are meant.

    `keys` are those of all that were found, as far as they are counted, where they were read.

    A query for the columns of the statements, one for what parties say, and the same of each filter that is in use;
    nothing is written where more than MOST_COUNTED are found.
    """
    options = {name: found for name in COUNTED if (found := _options(form[name])) is not None}
    in_use = [name for name in options if form[name].value()]
    at_once = [name for name in options if name not in in_use]
    for left_out, names in [("", at_once), *((name, [name]) for name in in_use)]:
        values = {name: [value for value, _label in options[name] if value] for name in names}
        if not names or (not left_out and keys is not None and len(keys) > MOST_COUNTED):
            continue
        known = None if left_out or keys is None else Statement.objects.public().filter(pk__among=frozenset(keys))
        found = without(left_out) if known is None else known
        for name, counts in _counts(found, values, to, keys if known is not None else None).items():
            form[name].field.widget.choices = [
                (value, f"{label} ({counts.get(value, 0)})" if value else label) for value, label in options[name]
            ]


def _counts(
    found: QuerySet[Statement], values: dict[str, list[str]], to: Recipients, keys: Collection[int] | None
) -> dict[str, Counts]:
    """For each name how many statements each of its values has; nothing where too many are found."""
    columns = {name: OF_COLUMNS[name] for name in values if name in OF_COLUMNS}
    of_parties = {name: values[name] for name in OF_PARTIES if name in values}
    counts = _counts_of_columns(found, columns, values) if columns else {}
    if counts is None:
        return {}
    if keys is None and not columns:
        keys = keys_of_first(found.order_by(), MOST_COUNTED + 1)
    if not of_parties or (keys is not None and len(keys) > MOST_COUNTED):
        return counts
    parties = Party.objects.in_statements(found) if keys is None else Party.objects.of_statements(keys)
    return counts | _counts_of_parties(parties, of_parties, to)


def _counts_of_columns(
    found: QuerySet[Statement], columns: dict[str, str], values: dict[str, list[str]]
) -> dict[str, Counts] | None:
    """None where too many are found."""
    rows = found.order_by()[: MOST_COUNTED + 1]
    asked = {
        f"{name}_{place}": Count("pk", filter=Q(**{column: value}))
        for name, column in columns.items()
        for place, value in enumerate(values[name])
    }
    told = rows.values("pk", "period", *columns.values()).aggregate(
        total=Count("pk"), without_period=Count("pk", filter=Q(period=None)), **asked
    )
    if told["total"] > MOST_COUNTED:
        return None
    counts = {name: {value: told[f"{name}_{place}"] for place, value in enumerate(values[name])} for name in columns}
    if "period" in counts and told["without_period"]:
        _add_without_period(counts["period"], found.filter(period=None))
    return counts


def _counts_of_parties(parties: PartyQuerySet, values: dict[str, list[str]], to: Recipients) -> dict[str, Counts]:
    """Purposes are those of recipients. Of a group are the statements of its parts too, as in the filter."""
    is_of_all = "group" in values
    told = list((parties if is_of_all else parties.recipients()).for_counts(by_body=is_of_all or to is not None))
    groups = _groups(tuple(values["group"])) if "group" in values else []
    bodies_of = Body.objects.under_each(groups) if groups else {}
    recipients = [row for row in told if row.part == Party.Part.TO and (to is None or row.body in to)]
    found = {
        "purpose": {name: _together(row for row in recipients if row.purpose == name) for name in Party.Purpose.values},
        "group": {name: _together(row for row in told if row.body in keys) for name, keys in bodies_of.items()},
    }
    return {name: found[name] for name in values}


def _together(rows: Iterable[Any]) -> int:
    return len(set().union(*(row.statements for row in rows)))


def _add_without_period(counts: Counts, rows: Limited) -> None:
    """Those for which no period was chosen: of the periods of their parties' Questions, else of that of their date."""
    periods = {row.pk: row for row in _periods(tuple(counts))}
    questions = Party.questions.through.objects.filter(party__statement__in=rows.order_by().values("pk"))
    of: dict[int, set[int]] = {}
    for key, period in questions.values_list("party__statement", "question__period").distinct():
        of.setdefault(key, set()).add(period)
    for key, day in rows.order_by().values_list("pk", "date"):
        for period in periods.values():
            if period.pk in of[key] if key in of else period.holds(day):
                counts[period.label] += 1


def _options(field: BoundField) -> list[tuple[str, Any]] | None:
    """The options of a list to choose from; None for a box to type in."""
    return field.field.short_options() if hasattr(field.field, "short_options") else list(field.field.choices)
