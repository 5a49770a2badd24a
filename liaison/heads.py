"""Several lists that stand on one page, read together: the keys and the number of rows of all of them in one query,
then the rows of each model, with what they need, as those of one list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, Protocol

from django.db.models import Model, QuerySet, Subquery

from .one_row import KeysOf, in_one_row
from .paging import PER_PAGE, Page, capped_count, page_asked, range_asked

FEW = 10  # rows of a list that stands below what its page is about


class Listed(Protocol):
    """A list: what it asks in the row that all share, and what it makes of the answers and then of its rows."""

    @property
    def model(self) -> type[Model]: ...

    def asked(self) -> Sequence[Subquery]: ...

    def keys(self, answers: list[Any]) -> list[int]: ...

    def made(self, answers: list[Any], rows: list[Any]) -> Any: ...


@dataclass(frozen=True)
class Head:
    """The first rows of an ordered list, as a page that says how many there are."""

    found: QuerySet
    most: int = PER_PAGE

    @property
    def model(self) -> type[Model]:
        return self.found.model

    def asked(self) -> list[Subquery]:
        return [KeysOf(self.found.values("pk")[: self.most]), capped_count(self.found)]

    def keys(self, answers: list[Any]) -> list[int]:
        keys: list[int] = answers[0]
        return keys

    def made(self, answers: list[Any], rows: list[Any]) -> Page:
        return Page(rows=rows, count=answers[1])


@dataclass(frozen=True)
class KnownHead:
    """As Head, of a list whose keys were read before: it asks nothing."""

    model: type[Model]
    all_keys: Sequence[int]
    most: int = PER_PAGE

    def asked(self) -> list[Subquery]:
        return []

    def keys(self, _answers: list[Any]) -> list[int]:
        return list(self.all_keys[: self.most])

    def made(self, _answers: list[Any], rows: list[Any]) -> Page:
        return Page(rows=rows, count=len(self.all_keys))


@dataclass(frozen=True)
class KnownPage:
    """The page of such a list that was asked for, as `page_of` gives it."""

    model: type[Model]
    all_keys: Sequence[int]
    wanted: str | None
    per_page: int = PER_PAGE

    def asked(self) -> list[Subquery]:
        return []

    def keys(self, _answers: list[Any]) -> list[int]:
        first, last = range_asked(self.wanted, self.per_page)
        return list(self.all_keys[first:last])

    def made(self, _answers: list[Any], rows: list[Any]) -> Page:
        page = page_asked(self.wanted, len(self.all_keys), self.per_page)
        page.rows = [] if page.problem else rows
        return page


def read_together(beside: Model, lists: Mapping[str, Listed]) -> dict[str, Any]:
    """What each of the lists makes of its rows, by name. `beside` is the row that the page is about.

    A row that two lists have is the same in both. Rows are asked for as those that the public may see once more, so
    that what was hidden since the keys were read is not shown.
    """
    asked = {name: one.asked() for name, one in lists.items()}
    expressions = list(chain.from_iterable(asked.values()))
    values = iter(in_one_row(beside, expressions) if expressions else ())
    answers = {name: [next(values) for _expression in of_list] for name, of_list in asked.items()}
    keys = {name: one.keys(answers[name]) for name, one in lists.items()}
    rows = {
        model: _rows(model, {key for name, one in lists.items() if one.model is model for key in keys[name]})
        for model in dict.fromkeys(one.model for one in lists.values())
    }
    return {
        name: one.made(answers[name], [rows[one.model][key] for key in keys[name] if key in rows[one.model]])
        for name, one in lists.items()
    }


def _rows(model: Any, keys: Iterable[int]) -> dict[int, Model]:
    return {row.pk: row for row in model._default_manager.public().with_keys(keys).for_list()}
