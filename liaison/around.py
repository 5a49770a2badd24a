"""What a statement's page tells of other statements, found by key and read together: its thread, what answers it, what
stands before and after it in the register, and what is on the same subject."""

from __future__ import annotations

from dataclasses import dataclass

from .correspondence import Step, Thread
from .models import Statement
from .neighbours import Neighbours, near


@dataclass(frozen=True)
class Around:
    answers: list[Statement]
    thread: list[Step]
    neighbours: Neighbours


def around(statement: Statement) -> Around:
    """Of public statements alone. `statement` is public and read with for_detail(). Five queries, however many."""
    thread = Thread.of(statement.pk)
    answers = thread.answering(statement.pk)
    shown = {*answers, *(reply.target_id for reply in statement.replies.all() if reply.target_id)}
    found = near(statement, shown)
    rows = {
        row.pk: row for row in Statement.objects.public().with_keys({*thread.keys, *answers, *found.keys}).for_list()
    }
    answering = [row for key, row in rows.items() if key in answers]
    return Around(answering, thread.steps(rows), found.of(rows))
