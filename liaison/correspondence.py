"""The thread that a statement belongs to: who answered what, when, and what was corrected or withdrawn.

It is followed from statement to statement through public ones alone, so that nothing is told of what lies between.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from .models import Statement
from .models.thread_queries import Pair, read_thread

FEWEST = 3  # of fewer the page has no picture
MOST = 50  # statements


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


@dataclass(frozen=True)
class Thread:
    """The keys of the public statements of a thread, of at most MOST, and which answers which."""

    here: int
    keys: list[int]
    pairs: set[Pair]

    @classmethod
    def of(cls, here: int, value: str) -> Thread:
        """Of what `thread_from(here)` gave."""
        keys, pairs = read_thread(value)
        return cls(here, keys[:MOST], pairs)

    def answering(self, key: int) -> set[int]:
        """The keys of all that answer a statement next to where the thread was followed from."""
        return {answer for answer, answered in self.pairs if answered == key}

    def steps(self, rows: Mapping[int, Statement]) -> list[Step]:
        """The earliest first; empty where the thread has fewer than FEWEST statements.

        `rows` are public statements by key, read with for_thread(), those of the thread among them.
        """
        own = {key: rows[key] for key in self.keys if key in rows}
        if len(own) < FEWEST:
            return []
        steps = [_step(row, own, self.pairs, is_here=key == self.here) for key, row in own.items()]
        steps += [Step(row, row.withdrawn_on, "withdrawal") for row in own.values() if row.is_withdrawn]
        corrections = [(row, correction) for row in own.values() for correction in row.corrections_made]
        steps += [Step(row, timezone.localdate(made.made_at), "correction") for row, made in corrections]
        return sorted(steps, key=_place)


def _step(row: Statement, rows: Mapping[int, Statement], pairs: set[Pair], *, is_here: bool) -> Step:
    answered = [rows[target] for answer, target in sorted(pairs) if answer == row.pk and target in rows]
    return Step(row, row.date, answers=tuple((one, _days(one, row)) for one in answered), is_here=is_here)


def _days(asked: Statement, answer: Statement) -> int | None:
    if asked.date is None or answer.date is None or answer.date < asked.date:
        return None
    return (answer.date - asked.date).days


def _place(step: Step) -> tuple[Any, ...]:
    return (step.day or datetime.date.max, not step.is_statement, step.statement.pk)
