"""What stands near a statement: before and after it in the register, and on the same subject."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .models import Statement
from .models.statement_queries import StatementQuerySet

MOST_RELATED = 5


@dataclass(frozen=True)
class Neighbours:
    newer: Statement | None
    older: Statement | None
    related: list[Statement]


def neighbours_of(statement: Statement, known: Iterable[Statement]) -> Neighbours:
    """Of the public register alone; what is `known`, since the page shows it elsewhere, is not told as related.

    `statement` is read with `for_detail()`.
    """
    listed = Statement.objects.listed()
    titles = listed.only("slug", "title", "language")
    newer, older = titles.before(statement).first(), titles.after(statement).first()
    return Neighbours(newer, older, _related(listed.exclude(pk__in=[one.pk for one in known]), statement))


def _related(listed: StatementQuerySet, statement: Statement) -> list[Statement]:
    """Those that cite the same documents, then those of its topics, newest first."""
    found = list(listed.in_full().sharing_documents(statement).for_list().newest_first()[:MOST_RELATED])
    if left := MOST_RELATED - len(found):
        others = listed.exclude(pk__in=[one.pk for one in found]).sharing_topics(statement)
        found += others.for_list().newest_first()[:left]
    return found
