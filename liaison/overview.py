"""A study period in numbers: what went where, for what, what became of it, and when.

Every number is that of a list of the register, and knows the filters by which the register shows just this list. All of
them are counted from two queries over the listed statements of the period, which give few rows for many statements.
"""

from __future__ import annotations

import datetime
import math
from collections import Counter
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from contacts.models import Body, StudyPeriod
from contacts.planning import joined_in_order

from .models import Party, Statement
from .models.party_facts import Facts
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
        self.on, self.register = on or timezone.localdate(), reverse("liaison:statement-list")
        found = Statement.objects.listed().of_period_for_counts(period)
        found = found.for_body(group) if group else found
        self.months: Counter[tuple[datetime.date | None, str]] = Counter()
        self.parties: list[Facts] = []
        firsts, lasts = [], []
        for month, direction, count, first, last in found.by_month_and_direction():
            self.months[month, direction] = count
            firsts.append(first)
            lasts.append(last)
        if firsts:
            with joined_in_order(found.db):
                self.parties = Party.objects.in_statements(found, min(firsts), max(lasts)).facts(self.on)

    def number(self, count: int, most: int = 0, **filters: str) -> Number:
        query = urlencode({name: value for name, value in (self.filters | filters).items() if value})
        share = max(1, round(100 * count / most)) if count and most else 0
        return Number(count, f"{self.register}?{query}", share)

    def lines(self, name: str, labels: Mapping[str, Any], found: Mapping[str, int]) -> list[Line]:
        """A line for each value of a filter."""
        most = max(found.values(), default=0)
        return [Line(labels[value], self.number(found.get(value, 0), most, **{name: value})) for value in labels]

    @cached_property
    def total(self) -> Number:
        return self.number(self.months.total())

    @cached_property
    def directions(self) -> list[Line]:
        found: Counter[str] = Counter()
        for (_month, direction), count in self.months.items():
            found[direction] += count
        return self.lines("direction", dict(Statement.Direction.choices), found)

    @cached_property
    def purposes(self) -> list[Line]:
        return self.lines("purpose", dict(Party.Purpose.choices), {name: len(of) for name, of in self._asked.items()})

    @cached_property
    def states(self) -> list[Line]:
        """What was asked for and became of it; of what is open also what is overdue."""
        action, comment = (self._asked[purpose] for purpose in Party.ASKED)
        asked = len(action) + len(comment) - len(action & comment)
        is_open = len(self._statements(lambda row: row.purpose in Party.ASKED and row.is_open))
        overdue = len(self._statements(lambda row: row.purpose in Party.ASKED and row.is_overdue))
        labels = {"open": _("Reply awaited"), "overdue": _("Of these overdue"), "answered": _("Answered")}
        found = {"open": is_open, "overdue": overdue, "answered": asked - is_open}
        return self.lines("status", labels, found)

    @cached_property
    def _asked(self) -> dict[str, set[int]]:
        """The statements of each purpose."""
        purposes = Party.Purpose.values
        return {name: self._statements(lambda row, name=name: row.purpose == name) for name in purposes}

    def _statements(self, fits: Callable[[Any], bool]) -> set[int]:
        """Those of which something holds of one of their recipients."""
        return set().union(*(row.statements for row in self.parties if row.part == Party.Part.TO and fits(row)))

    @cached_property
    def spans(self) -> list[SpanLine]:
        """Quarter by quarter, or year by year where those are many; what bears no date is in none."""
        spans = spans_of(month for month, _direction in self.months if month)
        found: dict[tuple[int, ...], Counter[str]] = {span.key: Counter() for span in spans}
        for (month, direction), count in self.months.items():
            of_span = found.get(spans[0].key_of(month)) if month else None
            if of_span is not None:
                of_span[direction] += count
        return [self._span(span, found[span.key]) for span in spans]

    def _span(self, span: Span, found: Mapping[str, int]) -> SpanLine:
        days = {"from_date": span.first.isoformat(), "to_date": span.last.isoformat()}
        directions = [
            self.number(found.get(direction, 0), **days, direction=direction)
            for direction in Statement.Direction.values
        ]
        return SpanLine(span, self.number(sum(found.values()), **days), directions)

    @cached_property
    def matrix(self) -> Matrix:
        """Who wrote to whom, group by group: the senders and the recipients of the most statements.

        What a body's parts sent or got is the body's too. A party that is no body of the register is in no line.
        """
        bodies = Body.objects.by_key()
        sent, got = (self._by_group(bodies, parts) for parts in ((Party.Part.FROM,), (Party.Part.TO, Party.Part.CC)))
        senders, recipients = largest_of(sent), largest_of(got)
        wrote = {(one, other): len(senders[one] & recipients[other]) for one in senders for other in recipients}
        most = max(wrote.values(), default=0)
        heads = [BodyLine(bodies[key], self.number(len(recipients[key]), to=bodies[key].slug)) for key in recipients]
        rows = []
        for key in senders:
            here = {"from": bodies[key].slug}
            cells = [self.number(wrote[key, to], most, **here, to=bodies[to].slug) for to in recipients]
            rows.append(BodyLine(bodies[key], self.number(len(senders[key]), **here), tuple(cells)))
        return Matrix(heads, rows, is_cut=len(sent) > len(senders) or len(got) > len(recipients))

    def _by_group(self, bodies: Mapping[int, Body], parts: Container[str]) -> dict[int, list[list[int]]]:
        """Lists of the statements of each group that is a party of one of the kinds, or of which a party is a part."""
        named = [row for row in self.parties if row.part in parts and row.body in bodies]
        chains = {row.body: _chain(bodies, row.body) for row in named}
        groups = {next((key for key in chain if bodies[key].kind not in PARTS), chain[0]) for chain in chains.values()}
        found: dict[int, list[list[int]]] = {key: [] for key in groups}
        for row in named:
            for key in groups.intersection(chains[row.body]):
                found[key].append(row.statements)
        return found


def _chain(bodies: Mapping[int, Body], body: int) -> list[int]:
    """A body and all above it."""
    chain: list[int] = []
    above: int | None = body
    while above and above not in chain:
        chain.append(above)
        above = bodies[above].parent_id
    return chain


def largest_of(found: Mapping[int, list[list[int]]]) -> dict[int, set[int]]:
    """The groups of the most statements, with these, the largest first.

    Lists are at least as long as what they are the lists of, so the sets of most groups need not be made.
    """
    made: list[tuple[int, set[int]]] = []
    for key, lists in sorted(found.items(), key=lambda pair: -sum(map(len, pair[1]))):
        if len(made) == MOST_BODIES and sum(map(len, lists)) < len(made[-1][1]):
            break
        made = sorted([*made, (key, set().union(*lists))], key=lambda pair: (-len(pair[1]), pair[0]))[:MOST_BODIES]
    return dict(made)
