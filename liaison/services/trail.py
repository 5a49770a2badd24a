"""The trail of a statement, and the lock under which it is changed."""

from __future__ import annotations

from contacts.models import User
from liaison import saves
from liaison.models import Event, Statement

Kind = Event.Kind
# What those who follow a statement are told of: it moves its `announced_at`. What staff note beside it does not.
NEWS = [
    *(Kind.SENT, Kind.RECORDED, Kind.PUBLISHED, Kind.HIDDEN, Kind.CORRECTED, Kind.WITHDRAWN),
    *(Kind.ANSWERED, Kind.REOPENED, Kind.REDACTED),
]


def event_add(*, statement: Statement, kind: str, by: User | None, note: str = "", **statuses: str) -> Event:
    """Write down what was done; of a draft, what it says now is kept as well."""
    event = Event.objects.create(statement=statement, kind=kind, by=by, note=note, **statuses)
    if kind in NEWS:
        statement.announced_at = event.at
        Statement.objects.filter(pk=statement.pk).update(announced_at=event.at)
    if statement.is_draft:
        saves.keep(statement, by, f"{saves.EVENT}{kind}")
    return event


def locked(statement: Statement) -> Statement:
    """The statement as it is stored, with all that belongs to it; nobody else changes it until the transaction ends."""
    Statement.objects.select_for_update().get(pk=statement.pk)
    return Statement.objects.for_detail().get(pk=statement.pk)
