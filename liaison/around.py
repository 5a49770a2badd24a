"""What a statement's page tells of other statements, found by key and read together: its thread, what answers it, what
stands before and after it in the register, and what is on the same subject."""

from __future__ import annotations

from dataclasses import dataclass

from .correspondence import Step, Thread
from .models import Statement
from .neighbours import Near, Neighbours, near
from .one_row import in_one_row


@dataclass(frozen=True)
class Around:
    answers: list[Statement]
    thread: list[Step]
    neighbours: Neighbours


def around(statement: Statement) -> Around:
    """Of public statements alone. `statement` is public and read with for_page(). Three queries, however many."""
    walk, *keys = in_one_row(statement, [Statement.objects.public().thread_from(statement.pk), *near(statement)])
    thread, found = Thread.of(statement.pk, walk), Near.told(*keys)
    answers = thread.answering(statement.pk)
    wanted = {*thread.keys, *answers, *found.keys}
    rows = {row.pk: row for row in Statement.objects.public().with_keys(wanted).for_thread()}
    answering = [row for key, row in rows.items() if key in answers]
    return Around(answering, thread.steps(rows), found.of(rows))
