"""A study period in numbers: what went where, for what, what became of it, and when.

Every number is that of a list of the register, and knows the filters by which the register shows just this list. All of
them are counted from two queries of a few columns each, over the listed statements of the period.
"""

from __future__ import annotations

import datetime
import math
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from contacts.models import Body, StudyPeriod

from .models import Party, Statement
from .spans import Span, spans_of

MOST_BODIES = 10  # senders and recipients in the table of who wrote to whom
PARTS = {Body.Kind.WORKING_PARTY, Body.Kind.OTHER}  # they stand under the group of which they are a part


@dataclass(frozen=True)
class Number:
    """How many statements there are of some filters, and the address of the list of just these.

    `share` is how large it is beside the largest of its kind, in hundredths: for a bar.
    """

    count: int
    address: str
    share: int = 0

    @property
    def radius(self) -> int:
        """Of a dot whose area is the share, at most 10; none where the number is 0."""
        return max(2, round(math.sqrt(self.share))) if self.count else 0


@dataclass(frozen=True)
class Line:
    label: Any
    number: Number


@dataclass(frozen=True)
class SpanLine:
    """A quarter or year: how many in all, and of each direction."""

    span: Span
    number: Number
    directions: list[Number]


@dataclass(frozen=True)
class BodyLine:
    """A sender or recipient with all that it sent or got; of a sender also how much went to each of the recipients."""

    body: Body
    number: Number
    cells: tuple[Number, ...] = ()


@dataclass(frozen=True)
class Matrix:
    recipients: list[BodyLine]
    senders: list[BodyLine]
    is_cut: bool  # whether there are more of them


class Overview:
    """Of a study period, and of one study group where one is given: what it or its parts sent or got."""

    def __init__(self, period: StudyPeriod, group: Body | None = None, on: datetime.date | None = None) -> None:
        self.filters = {"period": period.label, "group": group.slug if group else ""}
        self.on = on or timezone.localdate()
        found = Statement.objects.listed().of_period(period)
        found = found.for_body(group) if group else found
        self.statements = list(found.in_few_columns())
        self.parties = list(Party.objects.in_statements(found).for_overview())

    def number(self, keys: Iterable[int], most: int = 0, **filters: str) -> Number:
        count = len(set(keys))
        query = urlencode({name: value for name, value in (self.filters | filters).items() if value})
        share = max(1, round(100 * count / most)) if count and most else 0
        return Number(count, f"{reverse('liaison:statement-list')}?{query}", share)

    def lines(self, name: str, labels: Mapping[str, Any], found: Mapping[str, set[int]]) -> list[Line]:
        """A line for each value of a filter."""
        most = max((len(keys) for keys in found.values()), default=0)
        return [Line(labels[value], self.number(found.get(value, ()), most, **{name: value})) for value in labels]

    @cached_property
    def total(self) -> Number:
        return self.number(key for key, _date, _direction in self.statements)

    @cached_property
    def directions(self) -> list[Line]:
        found: dict[str, set[int]] = defaultdict(set)
        for key, _date, direction in self.statements:
            found[direction].add(key)
        return self.lines("direction", dict(Statement.Direction.choices), found)

    @cached_property
    def purposes(self) -> list[Line]:
        found: dict[str, set[int]] = defaultdict(set)
        for row in self.parties:
            if row.part == Party.Part.TO and row.purpose:
                found[row.purpose].add(row.statement)
        return self.lines("purpose", dict(Party.Purpose.choices), found)

    @cached_property
    def states(self) -> list[Line]:
        """What was asked for and became of it; of what is open also what is overdue."""
        asked = [row for row in self.parties if row.part == Party.Part.TO and row.purpose in Party.ASKED]
        is_open = {row.statement for row in asked if row.answered_on is None}
        overdue = {
            row.statement for row in asked if row.answered_on is None and row.deadline and row.deadline < self.on
        }
        answered = {row.statement for row in asked} - is_open
        labels = {"open": _("Reply awaited"), "overdue": _("Of these overdue"), "answered": _("Answered")}
        return self.lines("status", labels, {"open": is_open, "overdue": overdue, "answered": answered})

    @cached_property
    def spans(self) -> list[SpanLine]:
        """Quarter by quarter, or year by year where those are many; what bears no date is in none."""
        spans = spans_of(date for _key, date, _direction in self.statements if date)
        rows: dict[tuple[int, ...], list[Any]] = {span.key: [] for span in spans}
        for row in self.statements:
            found = rows.get(spans[0].key_of(row[1])) if row[1] else None
            if found is not None:
                found.append(row)
        return [self._span(span, rows[span.key]) for span in spans]

    def _span(self, span: Span, rows: list[Any]) -> SpanLine:
        days = {"from_date": span.first.isoformat(), "to_date": span.last.isoformat()}
        numbers = [
            self.number((key for key, _date, of in rows if of == direction), **days, direction=direction)
            for direction in Statement.Direction.values
        ]
        return SpanLine(span, self.number((key for key, _date, _of in rows), **days), numbers)

    @cached_property
    def matrix(self) -> Matrix:
        """Who wrote to whom, group by group: the senders and the recipients of the most statements.

        What a body's parts sent or got is the body's too. A party that is no body of the register is in no line.
        """
        bodies = Body.objects.in_bulk()
        sent, got = (self._by_group(bodies, parts) for parts in ((Party.Part.FROM,), (Party.Part.TO, Party.Part.CC)))
        senders, recipients = _largest(sent), _largest(got)
        most = max((len(sent[one] & got[other]) for one in senders for other in recipients), default=0)
        heads = [BodyLine(bodies[key], self.number(got[key], to=bodies[key].slug)) for key in recipients]
        rows = []
        for key in senders:
            here = {"from": bodies[key].slug}
            cells = [self.number(sent[key] & got[to], most, **here, to=bodies[to].slug) for to in recipients]
            rows.append(BodyLine(bodies[key], self.number(sent[key], **here), tuple(cells)))
        return Matrix(heads, rows, is_cut=len(sent) > len(senders) or len(got) > len(recipients))

    def _by_group(self, bodies: Mapping[int, Body], parts: Container[str]) -> dict[int, set[int]]:
        """The statements of each group that is a party of one of the kinds, or of which a party is a part."""
        named = [(row.body, row.statement) for row in self.parties if row.part in parts and row.body]
        chains = {body: _chain(bodies, body) for body, _statement in named}
        groups = {next((key for key in chain if bodies[key].kind not in PARTS), chain[0]) for chain in chains.values()}
        found: dict[int, set[int]] = {key: set() for key in groups}
        for body, statement in named:
            for key in groups.intersection(chains[body]):
                found[key].add(statement)
        return found


def _chain(bodies: Mapping[int, Body], body: int) -> list[int]:
    """A body and all above it."""
    chain: list[int] = []
    above: int | None = body
    while above and above not in chain:
        chain.append(above)
        above = bodies[above].parent_id
    return chain


def _largest(found: Mapping[int, set[int]]) -> list[int]:
    return sorted(found, key=lambda key: (-len(found[key]), key))[:MOST_BODIES]
