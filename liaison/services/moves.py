"""What may become of a statement: the table of moves, and the acts that make them."""

from __future__ import annotations

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contacts.models import User
from liaison.models import Event, Statement
from liaison.rules import blocking

from .freezing import freeze
from .trail import event_add, locked

Status, Visibility, Direction = Statement.Status, Statement.Visibility, Statement.Direction

# What may become what. A move that is not here is refused.
MOVES: dict[tuple[str, str], Event.Kind] = {
    (Status.DRAFT, Status.IN_REVIEW): Event.Kind.SUBMITTED,
    (Status.IN_REVIEW, Status.DRAFT): Event.Kind.RETURNED,
    (Status.IN_REVIEW, Status.APPROVED): Event.Kind.AGREED,
    (Status.APPROVED, Status.DRAFT): Event.Kind.RETURNED,
    (Status.DRAFT, Status.SENT): Event.Kind.SENT,
    (Status.IN_REVIEW, Status.SENT): Event.Kind.SENT,
    (Status.APPROVED, Status.SENT): Event.Kind.SENT,
    (Status.DRAFT, Status.RECORDED): Event.Kind.RECORDED,
    (Status.RECORDED, Status.CLOSED): Event.Kind.CLOSED,
    (Status.CLOSED, Status.RECORDED): Event.Kind.REOPENED,
    (Status.SENT, Status.WITHDRAWN): Event.Kind.WITHDRAWN,
}


@transaction.atomic
def statement_submit(*, statement: Statement, by: User | None, note: str = "") -> Statement:
    """Put a draft up for review, once nothing that Annex 4 asks for is missing."""
    stored = locked(statement)
    refuse_blocked(stored)
    return move(stored, Status.IN_REVIEW, by, note)


@transaction.atomic
def statement_return(*, statement: Statement, by: User | None, note: str = "") -> Statement:
    return move(locked(statement), Status.DRAFT, by, note)


@transaction.atomic
def statement_record_sent(
    *, statement: Statement, by: User | None, sent_on: datetime.date | None = None, note: str = ""
) -> Statement:
    """Record that a statement of ours went out: it is frozen as revision 0 and shown in public.

    `sent_on` is the day of record, by default the statement's own date. Rules block only what our bodies send now;
    a statement dated before today is recorded as it was, gaps and all.
    """
    stored = locked(statement)
    day = sent_on or stored.date or timezone.localdate()
    if day > timezone.localdate():
        raise ValidationError({"sent_on": _("A statement cannot have been sent in the future.")})
    if stored.direction not in (Direction.OUTGOING, Direction.INTERNAL):
        raise ValidationError(
            _("Only a statement whose sender is one of our bodies is sent by us. Record it as received.")
        )
    if stored.date is None or stored.date >= timezone.localdate():
        refuse_blocked(stored)
    stored.sent_on = day
    return freeze(move(stored, Status.SENT, by, note), by, Visibility.PUBLIC)


@transaction.atomic
def statement_record_received(
    *, statement: Statement, by: User | None, received_on: datetime.date | None = None, note: str = ""
) -> Statement:
    """Record a statement of others. It stays with staff until somebody publishes it."""
    stored = locked(statement)
    if stored.direction in (Direction.OUTGOING, Direction.INTERNAL):
        raise ValidationError(_("The sender is one of our bodies. Record the statement as sent."))
    stored.received_on = received_on or stored.received_on
    return freeze(move(stored, Status.RECORDED, by, note), by, Visibility.STAFF)


@transaction.atomic
def statement_withdraw(*, statement: Statement, by: User | None, reason: str) -> Statement:
    """Withdraw a sent statement: its page and files stay and say so, with the reason."""
    if not reason.strip():
        raise ValidationError({"reason": _("A withdrawal needs a reason; it is shown in public.")})
    stored = locked(statement)
    stored.withdrawn_on, stored.withdrawal_reason = timezone.localdate(), reason.strip()
    return move(stored, Status.WITHDRAWN, by, reason.strip())


def refuse_blocked(statement: Statement) -> None:
    if missing := blocking(statement):
        raise ValidationError([problem.message for problem in missing])


def move(statement: Statement, to: str, by: User | None, note: str) -> Statement:
    kind = MOVES.get((statement.status, to))
    if kind is None:
        raise ValidationError(
            _("A statement that is “%(now)s” cannot become “%(then)s”.")
            % {"now": statement.get_status_display(), "then": Status(to).label}
        )
    before, statement.status = statement.status, to
    statement.save()
    event_add(statement=statement, kind=kind, by=by, note=note, from_status=before, to_status=to)
    return statement
