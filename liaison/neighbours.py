"""What stands near a statement: before and after it in the register, and on the same subject."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Subquery

from .models import Statement
from .one_row import KeysOf

MOST_RELATED = 5


@dataclass(frozen=True)
class Neighbours:
    newer: Statement | None
    older: Statement | None
    related: list[Statement]


@dataclass(frozen=True)
class Near:
    """Keys alone, of the public register. `subjects` are those of the same documents and then those of its topics."""

    newer: int | None
    older: int | None
    subjects: tuple[list[int], list[int]]

    @classmethod
    def told(cls, newer: int | None, older: int | None, citing: list[int], of_topic: list[int]) -> Near:
        """Of what `near` asked."""
        return cls(newer, older, (citing, of_topic))

    @property
    def keys(self) -> set[int]:
        return {key for key in (self.newer, self.older, *self.subjects[0], *self.subjects[1]) if key}

    def of(self, rows: Mapping[int, Statement]) -> Neighbours:
        """`rows` are the statements by key, the newest first."""
        citing = [row for key, row in rows.items() if key in self.subjects[0]]
        of_topic = [row for key, row in rows.items() if key in self.subjects[1] and key not in self.subjects[0]]
        related = [*citing, *of_topic][:MOST_RELATED]
        return Neighbours(rows.get(self.newer or 0), rows.get(self.older or 0), related)


def near(statement: Statement) -> list[Subquery]:
    """What is to be asked in one row for `Near.told`. What the page shows elsewhere is not told as related: what the
    statement answers, and what answers it.

    `statement` is read with `for_detail()`.
    """
    listed = Statement.objects.listed()
    others = listed.not_next_to(statement)
    citing = others.in_full().sharing_documents(statement).newest_first().values("pk")[:MOST_RELATED]
    of_topic = others.sharing_topics(statement).newest_first().values("pk")[: 2 * MOST_RELATED]
    sides = [Subquery(side.values("pk")[:1]) for side in (listed.before(statement), listed.after(statement))]
    return [*sides, KeysOf(citing), KeysOf(of_topic)]
