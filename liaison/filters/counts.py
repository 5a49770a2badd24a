"""How many statements each value of a filter would leave, given the other filters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, reduce
from itertools import compress
from operator import add
from typing import Any, Protocol, Self

from django.db.models import BigIntegerField, Case, ExpressionWrapper, QuerySet, When
from django.db.models.functions import Coalesce
from django.forms import BoundField

from config.data_version import kept
from contacts.gathering import Keys, columns_of_first, keys_of_first
from contacts.models import Body, StudyPeriod
from liaison.models import Party, Statement
from liaison.models.parties import PartyQuerySet
from liaison.models.statement_requests import Recipients
from liaison.models.statements import LANGUAGES

MOST_COUNTED = 10_000  # matches; of more nothing is counted

Counts = dict[str, int]
Limited = QuerySet[Statement]


@kept
def _groups(slugs: tuple[str, ...]) -> list[Body]:
    return list(Body.objects.study_groups().filter(slug__in=slugs))


@kept
def _periods(labels: tuple[str, ...]) -> list[StudyPeriod]:
    return list(StudyPeriod.objects.filter(label__in=labels))


OF_COLUMNS = ("direction", "language", "period")
OF_PARTIES = ("purpose", "group")
COUNTED = [*OF_COLUMNS, *OF_PARTIES]
PLACES = {"direction": Statement.Direction.values, "language": [code for code, _name in LANGUAGES]}
DIGIT = 16  # more than any of them has values
SHIFTS = {"direction": 1, "language": DIGIT, "period": DIGIT**2}


@dataclass(frozen=True)
class Told:
    """Of statements in some order, as far as they are counted and one more, the keys and what some columns say.

    That is one number of each: a digit for each column that has one of a few values, its place among them, and the key
    of the period; 0 for none. `groups` says how many have which number. `lists` is of how many lists they are.
    """

    all_keys: Keys
    numbers: list[int]
    groups: Counter[int]
    lists: int = 1

    @classmethod
    def of(cls, found: QuerySet[Statement], names: Iterable[str], lists: int = 1) -> Self:
        """One query."""
        digits = [_digit(name) * SHIFTS[name] for name in names]
        most = lists * MOST_COUNTED + 1
        if not digits:
            keys = keys_of_first(found, most)
            return cls(keys, [], Counter({0: len(keys)}), lists)
        number = ExpressionWrapper(reduce(add, digits), BigIntegerField())
        keys, columns = columns_of_first(found, most, told=number)
        return cls(keys, columns["told"], Counter(columns["told"]), lists)

    @cached_property
    def keys(self) -> Keys:
        if self.groups.total() == len(self.all_keys):
            return self.all_keys
        return Keys(compress(self.all_keys, map(self.groups.__contains__, self.numbers)))

    @property
    def are_too_many(self) -> bool:
        return self.groups.total() > self.lists * MOST_COUNTED

    def having(self, **values: str) -> Told:
        """Of those alone that have a value of each of some columns."""
        wanted = {name: PLACES[name].index(value) + 1 for name, value in values.items()}
        groups = {
            number: count
            for number, count in self.groups.items()
            if all(_told_of(name, number) == place for name, place in wanted.items())
        }
        return Told(self.all_keys, self.numbers, Counter(groups))

    def counts(self, name: str, values: list[str]) -> Counts:
        """How many have each value of a column."""
        told: Counter[int] = Counter()
        for number, count in self.groups.items():
            told[_told_of(name, number)] += count
        if name != "period":
            return {value: told[PLACES[name].index(value) + 1] for value in values}
        counts = dict.fromkeys(values, 0) | {period.label: told[period.pk] for period in _periods(tuple(values))}
        if told[0]:
            _add_without_period(counts, Statement.objects.public().filter(pk__among=self.keys, period=None))
        return counts


def _digit(name: str) -> Any:
    if name == "period":
        return Coalesce("period", 0)
    places = (When(**{name: value}, then=place) for place, value in enumerate(PLACES[name], start=1))
    return Case(*places, default=0, output_field=BigIntegerField())


def _told_of(name: str, number: int) -> int:
    """What a number says of a column."""
    return number // SHIFTS[name] if name == "period" else number // SHIFTS[name] % DIGIT


class Counted(Protocol):
    """A filter that says how many statements each of its values would leave."""

    form: Any

    def found_without(self, *names: str) -> QuerySet[Statement]: ...

    @property
    def told(self) -> Told | None:
        """What the columns say that are not in use, of all that is found; None where its keys are not read."""

    @property
    def told_of_more(self) -> Told | None:
        """What they and those in PLACES say, of what is found without filters of these; None where not all of these are
        in use, or where that is too much to read."""

    @property
    def recipients(self) -> Recipients:
        """Those whose purposes are meant."""


def write_counts(found: Counted) -> None:
    """Write beside each option how many statements it would leave.

    A query for the columns of the statements, one for what parties say, and the same of each filter that is in use;
    nothing is written where more than MOST_COUNTED are found.
    """
    form = found.form
    options = {name: offered for name in COUNTED if (offered := _options(form[name])) is not None}
    in_use = [name for name in options if form[name].value()]
    at_once = [name for name in options if name not in in_use]
    for names, told in _reads(found, at_once, in_use):
        values = {name: [value for value, _label in options[name] if value] for name in names}
        for name, counts in _counts(told, values, found.recipients).items():
            form[name].field.widget.choices = [
                (value, f"{label} ({counts.get(value, 0)})" if value else label) for value, label in options[name]
            ]


def _reads(found: Counted, at_once: list[str], in_use: list[str]) -> Iterator[tuple[list[str], Told]]:
    """Of the filters that are not in use together, and of each that is, what tells how many its values would leave."""
    if at_once:
        columns = [name for name in at_once if name in OF_COLUMNS]
        yield at_once, found.told or Told.of(found.found_without().order_by(), columns)
    of_more = found.told_of_more
    for name in in_use:
        if of_more and name in PLACES:
            others = [other for other in PLACES if other != name]
            yield [name], of_more.having(**{other: found.form.cleaned_data[other] for other in others})
        else:
            columns = [name] if name in OF_COLUMNS else []
            yield [name], Told.of(found.found_without(name).order_by(), columns)


def _counts(told: Told, values: dict[str, list[str]], to: Recipients) -> dict[str, Counts]:
    """For each name how many statements each of its values has; nothing where too many are found."""
    if told.are_too_many:
        return {}
    counts = {name: told.counts(name, values[name]) for name in values if name in OF_COLUMNS}
    of_parties = {name: values[name] for name in OF_PARTIES if name in values}
    if not of_parties:
        return counts
    return counts | _counts_of_parties(Party.objects.of_statements(told.keys), of_parties, to)


def _counts_of_parties(parties: PartyQuerySet, values: dict[str, list[str]], to: Recipients) -> dict[str, Counts]:
    """Purposes are those of recipients. Of a group are the statements of its parts too, as in the filter."""
    is_of_all = "group" in values
    told = (parties if is_of_all else parties.recipients()).facts(by_body=is_of_all or to is not None)
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
