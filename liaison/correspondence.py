"""The thread that a statement belongs to: who answered what, when, and what was corrected or withdrawn.

It is followed from statement to statement through public ones alone, so that nothing is told of what lies between.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from .models import Party, Reply, Revision, Statement

FEWEST = 3  # of fewer the page has no picture
MOST = 50  # statements
STEPS = 8  # from answer to answer, that are followed

Pair = tuple[int, int]  # the keys of an answer and of what it answers


@dataclass(frozen=True)
class Step:
    """One moment of a thread: a statement, or its correction or withdrawal."""

    statement: Statement
    day: datetime.date | None
    kind: str = "statement"  # statement, correction, withdrawal
    answers: tuple[tuple[Statement, int | None], ...] = ()  # what is answered, after how many days
    is_here: bool = False

    @property
    def is_statement(self) -> bool:
        return self.kind == "statement"

    @property
    def is_withdrawal(self) -> bool:
        return self.kind == "withdrawal"


def thread_of(statement: Statement, answers: Iterable[Statement]) -> list[Step]:
    """The earliest first; empty where the thread has fewer than FEWEST statements. `statement` is public and read with
    for_detail(), `answers` are the public ones that answer it. No query where it stands alone."""
    beside = {row.pk for row in answers} | {row.pk for row in statement.neighbours if row.is_public}
    if not beside:
        return []
    keys, pairs = _followed(statement.pk, beside)
    if len(keys) < FEWEST:
        return []
    rows = {row.pk: row for row in Statement.objects.public().with_keys(keys).for_list()}
    steps = [_step(row, rows, pairs, is_here=row.pk == statement.pk) for row in rows.values()]
    steps += [Step(row, row.withdrawn_on, "withdrawal") for row in rows.values() if row.is_withdrawn]
    corrections = Revision.objects.corrections_of(rows)
    steps += [Step(rows[key], timezone.localdate(made_at), "correction") for key, made_at in corrections]
    return sorted(steps, key=_place)


def _followed(start: int, beside: set[int]) -> tuple[set[int], set[Pair]]:
    """The keys of the public statements of the thread, and which answers which. A few queries a step."""
    found, newest = {start} | beside, {start} | beside
    pairs: set[Pair] = set()
    for _step_away in range(STEPS):
        linked = {*Reply.objects.pairs_with(newest), *Party.objects.pairs_with(newest)}
        pairs |= linked
        ahead = {key for pair in linked for key in pair} - found
        newest = (
            set(Statement.objects.public().with_keys(ahead).order_by().values_list("pk", flat=True)) if ahead else set()
        )
        if not newest or len(found) >= MOST:
            break
        found |= set(sorted(newest)[: MOST - len(found)])
    return found, pairs


def _step(row: Statement, rows: dict[int, Statement], pairs: set[Pair], *, is_here: bool) -> Step:
    answered = [rows[target] for answer, target in sorted(pairs) if answer == row.pk and target in rows]
    return Step(row, row.date, answers=tuple((one, _days(one, row)) for one in answered), is_here=is_here)


def _days(asked: Statement, answer: Statement) -> int | None:
    if asked.date is None or answer.date is None or answer.date < asked.date:
        return None
    return (answer.date - asked.date).days


def _place(step: Step) -> tuple[Any, ...]:
    return (step.day or datetime.date.max, not step.is_statement, step.statement.pk)
