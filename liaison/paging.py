"""Pages of long lists, at a cost that does not grow with the register.

The rows of a page are found by key first and read second, counting stops at the last page that can be asked for, and
a page number that cannot be served is a message, never an error.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from .one_row import Count

PER_PAGE = 25
MANY_PER_PAGE = 250  # of rows that are a name and no more
LAST_PAGE = 400
MOST = PER_PAGE * LAST_PAGE


@dataclass
class Page:
    """One page of a list: its rows, and what `_pagination.html` and `_count.html` print."""

    rows: list[Any] = field(default_factory=list)
    count: int = 0
    number: int = 1
    problem: str = ""
    per_page: int = PER_PAGE

    @property
    def most(self) -> int:
        """How many rows can be paged through."""
        return self.per_page * LAST_PAGE

    @property
    def is_capped(self) -> bool:
        """Whether there are more rows than can be paged through."""
        return self.count > self.most

    @property
    def is_cut(self) -> bool:
        """Whether there are more rows than these."""
        return self.count > len(self.rows)

    @property
    def num_pages(self) -> int:
        return max(1, -(-min(self.count, self.most) // self.per_page))

    @property
    def has_previous(self) -> bool:
        return self.number > 1

    @property
    def has_next(self) -> bool:
        return self.number < self.num_pages

    @property
    def has_other_pages(self) -> bool:
        return self.num_pages > 1 and not self.problem

    @property
    def previous_page_number(self) -> int:
        return self.number - 1

    @property
    def next_page_number(self) -> int:
        return self.number + 1

    @property
    def numbers(self) -> Iterator[int | None]:
        """First, last and the neighbours of this page; None for a gap."""
        last = 0
        for number in range(1, self.num_pages + 1):
            if number in (1, self.num_pages) or abs(number - self.number) <= 2:
                if number - last > 1:
                    yield None
                yield number
                last = number


class Order(Protocol):
    """An order that no column has."""

    def keys_of(self, found: QuerySet, first: int, last: int, count: int) -> list[int]:
        """The keys of the rows from `first` to before `last` of `found`, which has `count` rows."""
        ...


@dataclass(frozen=True)
class Ranking:
    """Keys in an order that no column has: they come before all other rows, or after them the other way round."""

    keys: list[int]
    is_reversed: bool = False
    among: QuerySet | None = None  # rows among which all that have one of the keys belong to the list; None: all do

    @functools.cached_property
    def keys_on_list(self) -> list[int]:
        """The ranked keys that belong to the list, the best first. One query, where it is not known."""
        if self.among is None:
            return self.keys
        among = set(self.among.order_by().filter(pk__in=self.keys).values_list("pk", flat=True))
        return [key for key in self.keys if key in among]

    def order(self, keys: Sequence[int]) -> list[int]:
        """All keys of a list, which are given in its usual order."""
        among = set(keys)
        ranked = [key for key in self.keys if key in among]
        others = set(ranked)
        rest = [key for key in keys if key not in others]
        return [*reversed(rest), *reversed(ranked)] if self.is_reversed else [*ranked, *rest]

    def keys_of(self, found: QuerySet, first: int, last: int, count: int) -> list[int]:
        """The keys of the rows from `first` to before `last` of `found`, which has `count` rows."""
        ranked = self.keys_on_list
        rest = found.exclude(pk__in=ranked)
        if self.is_reversed:
            before = max(count - len(ranked), 0)
            others = list(rest.reverse().values_list("pk", flat=True)[first:last]) if first < before else []
            return others + ranked[::-1][max(first - before, 0) : max(last - before, 0)]
        keys = ranked[first:last]
        if last > len(ranked) and count > len(ranked):
            start = max(first - len(ranked), 0)
            keys += rest.values_list("pk", flat=True)[start : last - len(ranked)]
        return keys


@dataclass(frozen=True)
class OpenFirst:
    """Statements that await a reply before the others: as `open_first(to)` orders them, at the cost of one page.

    Of the few that are open the deadlines are looked up; the others are found in the order of their index.
    """

    to: Any = None

    def keys_of(self, found: QuerySet, first: int, last: int, count: int) -> list[int]:
        is_open = found.unanswered(self.to).order_by()
        number = is_open[:last].count() if first else 0
        keys = list(is_open.open_first(self.to).values_list("pk", flat=True)[first:last]) if first <= number else []
        if len(keys) < last - first:
            number = max(number, len(keys))
            others = found.not_open(self.to).newest_first().values_list("pk", flat=True)
            keys += others[max(first - number, 0) : last - number]
        return keys


def page_of(
    found: QuerySet,
    read: Callable[[QuerySet], QuerySet],
    wanted: str | None,
    per_page: int = PER_PAGE,
    order: Order | None = None,
    known_count: int | None = None,
    keys: Sequence[int] | None = None,
) -> Page:
    """The page that was asked for, of an ordered query. Three queries and those of `read`.

    `known_count` is how many rows there are, where that is known; `keys` are theirs, as far as they are counted, where
    they were read. `read` adds what the rows need (`for_list`); it is given a query of all rows of the model with the
    page's keys.
    """
    if keys is not None:
        known_count = len(keys)
    count = found.order_by()[: per_page * LAST_PAGE + 1].count() if known_count is None else known_count
    page = page_asked(wanted, count, per_page)
    if not page.problem:
        page.rows = _rows(found, read, page, order, keys)
    return page


def page_asked(wanted: str | None, count: int, per_page: int = PER_PAGE) -> Page:
    """The page that was asked for, of a list of so many rows, without its rows; with a problem where there is none."""
    number = _whole(wanted)
    if number > LAST_PAGE:
        return Page(count=count, problem=_("Only the first %d pages can be shown. Narrow by date.") % LAST_PAGE)
    page = Page(count=count, number=number, per_page=per_page)
    if number < 1:
        page.problem = _("“%(page)s” is not the number of a page.") % {"page": (wanted or "")[:20]}
    elif number > page.num_pages:
        page.problem = _("There is no page %(page)d; the last is %(last)d.") % {"page": number, "last": page.num_pages}
    return page


def page_of_rows(rows: Sequence[Any], wanted: str | None, per_page: int = PER_PAGE) -> Page:
    """The page that was asked for, of rows that are all there."""
    page = page_asked(wanted, len(rows), per_page)
    if not page.problem:
        page.rows = list(rows[(page.number - 1) * per_page : page.number * per_page])
    return page


def range_asked(wanted: str | None, per_page: int = PER_PAGE) -> tuple[int, int]:
    """From which to before which row the page goes that was asked for; nothing of one that can never be shown."""
    number = _whole(wanted)
    return ((number - 1) * per_page, number * per_page) if 1 <= number <= LAST_PAGE else (0, 0)


def _rows(
    found: QuerySet,
    read: Callable[[QuerySet], QuerySet],
    page: Page,
    order: Order | None,
    keys: Sequence[int] | None,
) -> list[Any]:
    first = (page.number - 1) * page.per_page
    last = first + page.per_page
    if keys is not None and (order is None or not page.is_capped):
        wanted = (order.order(keys) if isinstance(order, Ranking) else keys)[first:last]
    elif order:
        wanted = order.keys_of(found, first, last, page.count)
    else:
        wanted = list(found.values_list("pk", flat=True)[first:last])
    rows = {row.pk: row for row in read(found.model._default_manager.filter(pk__in=wanted))}
    return [rows[key] for key in wanted if key in rows]


def capped_count(found: QuerySet) -> Count:
    """How many rows a list has, as a column of another query: no more than can be paged through, and one."""
    return Count(found.order_by().values("pk")[: MOST + 1])


def head_of(found: QuerySet, most_rows: int = PER_PAGE) -> Page:
    """The first rows of a list that stands on a page about something else.

    How many there are is asked in the query of the rows themselves, so that it costs none of its own.
    """
    rows = list(first_of(found, most_rows).for_list().annotate(count_of_all=capped_count(found)))
    return Page(rows=rows, count=rows[0].count_of_all if rows else 0)


def first_of(found: QuerySet, most: int) -> QuerySet:
    """The first rows of an ordered query. Their keys are asked in a query within it, which needs nothing of the rows
    but what an index holds, where else each row might be looked at."""
    return found.filter(pk__in=found.values("pk")[:most])


def _whole(wanted: str | None) -> int:
    """The number that was written; 1 where none was, 0 where it is none."""
    if not wanted:
        return 1
    if not (wanted.isascii() and wanted.isdigit()):
        return 0
    return int(wanted[:10])
