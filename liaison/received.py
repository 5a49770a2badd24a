"""What was sent to a body and its parts: what awaits their reply first, by deadline, then the rest by date."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import QuerySet

from .models import Party, Statement
from .models.statement_queries import StatementQuerySet
from .paging import OpenFirst, Page, page_of

ADDRESSED = (Party.Part.TO, Party.Part.CC)


@dataclass(frozen=True)
class Received:
    """A page of what was sent to some bodies, how much of all of it is open, and how much of that is overdue.

    Of each row `addressed` are the parties that are meant, and `awaits` says whether one of them has to answer.
    """

    page: Page
    open: int
    overdue: int


def received_by(family: Collection[int], statements: StatementQuerySet, wanted: str | None) -> Received:
    """Of the statements, which the reader may see, those that went to the family: the keys of a body and its parts."""
    found = statements.sent_to(family)
    page = page_of(found, _read, wanted, order=OpenFirst(family))
    for row in page.rows:
        row.addressed = [party for party in row.parties.all() if party.part in ADDRESSED and party.body_id in family]
        row.awaits = any(party.is_open for party in row.addressed)
    is_open = found.open(family).order_by()
    return Received(page, is_open.count(), is_open.overdue(to=family).count())


def _read(rows: QuerySet[Statement]) -> QuerySet[Statement]:
    return rows.for_list()  # type: ignore[attr-defined]
