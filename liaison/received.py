"""What was sent to a body and its parts: what awaits their reply first, by deadline, then the rest by date."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Subquery

from .models import Party, Statement
from .models.statement_queries import StatementQuerySet
from .one_row import Count, KeysOf
from .paging import Page, capped_count, page_asked, range_asked

ADDRESSED = (Party.Part.TO, Party.Part.CC)


@dataclass(frozen=True)
class Received:
    """A page of what was sent to some bodies, how much of all of it is open, and how much of that is overdue.

    Of each row `addressed` are the parties that are meant, and `awaits` says whether one of them has to answer.
    """

    page: Page
    open: int
    overdue: int


@dataclass(frozen=True)
class ReceivedBy:
    """For `read_together`: of the statements, which the reader may see, a page of those that went to the family, the
    keys of a body and its parts."""

    family: Collection[int]
    statements: StatementQuerySet
    wanted: str | None

    @property
    def model(self) -> type[Statement]:
        return Statement

    def asked(self) -> list[Subquery]:
        found = self.statements.sent_to(self.family)
        _first, last = range_asked(self.wanted)
        awaits = found.unanswered(self.family).open_first(self.family)
        others = found.not_open(self.family).newest_first()
        is_open = found.open(self.family).order_by()
        counts = [Count(rows.values("pk")) for rows in (is_open, is_open.overdue(to=self.family))]
        return [KeysOf(awaits.values("pk")[:last]), KeysOf(others.values("pk")[:last]), capped_count(found), *counts]

    def keys(self, answers: list[Any]) -> list[int]:
        """All pages before it are counted off here, since what awaits a reply may end on any of them."""
        awaits, others, *_counts = answers
        first, last = range_asked(self.wanted)
        return [*awaits, *others][first:last]

    def made(self, answers: list[Any], rows: list[Statement]) -> Received:
        *_keys, count, is_open, overdue = answers
        page = page_asked(self.wanted, count)
        page.rows = [] if page.problem else rows
        for row in page.rows:
            row.addressed = [party for party in row.parties.all() if self._is_meant(party)]
            row.awaits = any(party.is_open for party in row.addressed)
        return Received(page, is_open, overdue)

    def _is_meant(self, party: Party) -> bool:
        return party.part in ADDRESSED and party.body_id in self.family
