"""What may be done with a statement: one table of all moves, with who may make each and the event that it leaves."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from contacts.models import User
from liaison.models import Event, Statement
from liaison.rules import blocking

from .trail import event_add

Status, Kind = Statement.Status, Event.Kind

CHANGE, AGREE = "liaison.change_statement", "liaison.agree_statement"
SEND, REDACT = "liaison.send_statement", "liaison.redact_statement"
DRAFTS = (Status.DRAFT, Status.IN_REVIEW, Status.APPROVED)
IN_FORCE = (Status.SENT, Status.RECORDED, Status.CLOSED)
OUT = (*IN_FORCE, Status.WITHDRAWN)


@dataclass(frozen=True)
class Move:
    """`before`: the states in which it may be made; `after`: the state that it leads to, "" where that stays."""

    name: str
    before: tuple[str, ...]
    after: str
    kind: str
    permission: str


MOVES = {
    move.name: move
    for move in [
        # A draft of ours on its way
        Move("submit", (Status.DRAFT,), Status.IN_REVIEW, Kind.SUBMITTED, CHANGE),
        Move("return", (Status.IN_REVIEW, Status.APPROVED), Status.DRAFT, Kind.RETURNED, CHANGE),
        Move("agree", (Status.DRAFT, Status.IN_REVIEW), Status.APPROVED, Kind.AGREED, AGREE),
        Move("edit", DRAFTS, "", Kind.EDITED, CHANGE),
        Move("revise", (Status.APPROVED,), Status.IN_REVIEW, Kind.REVISED, CHANGE),
        Move("share", DRAFTS, "", Kind.SHARED, CHANGE),
        Move("unshare", (*DRAFTS, *OUT), "", Kind.UNSHARED, CHANGE),
        Move("send", (Status.APPROVED,), Status.SENT, Kind.SENT, SEND),
        Move("record-sent", DRAFTS, Status.SENT, Kind.SENT, SEND),
        # What others sent
        Move("record-received", (Status.DRAFT,), Status.RECORDED, Kind.RECORDED, CHANGE),
        Move("close", (Status.RECORDED,), Status.CLOSED, Kind.CLOSED, CHANGE),
        Move("reopen", (Status.CLOSED,), Status.RECORDED, Kind.REOPENED, CHANGE),
        # What is out
        Move("handle", OUT, "", Kind.HANDLED, CHANGE),
        Move("publish", OUT, "", Kind.PUBLISHED, SEND),
        Move("remove", OUT, "", Kind.HIDDEN, SEND),
        Move("correct", IN_FORCE, "", Kind.CORRECTING, SEND),
        Move("send-correction", IN_FORCE, "", Kind.CORRECTED, SEND),
        Move("withdraw", (Status.SENT,), Status.WITHDRAWN, Kind.WITHDRAWN, SEND),
        Move("redact", OUT, "", Kind.REDACTED, REDACT),
        Move("unseal", OUT, "", Kind.UNSEALED, REDACT),
    ]
}


def permit(name: str, by: User | None) -> Move:
    """The move, if `by` may make it; nobody stands for the command line. Raises PermissionDenied."""
    found = MOVES[name]
    if by is not None and not by.has_perm(found.permission):
        raise PermissionDenied(_("You do not have the permission to do this."))
    return found


def check(name: str, statement: Statement, by: User | None) -> Move:
    """The move, if `by` may make it from where the statement stands. Raises PermissionDenied, ValidationError."""
    found = permit(name, by)
    if statement.status in found.before:
        return found
    words = {"now": statement.get_status_display()}
    if found.after:
        words["then"] = Status(found.after).label
        raise ValidationError(_("A statement that is “%(now)s” cannot become “%(then)s”.") % words)
    raise ValidationError(_("This cannot be done with a statement that is “%(now)s”.") % words)


def move(name: str, statement: Statement, by: User | None, note: str = "", *, kind: str = "") -> Event:
    """Make a move of the table: the statement, as it stands in memory, is stored in its new state, with the event."""
    found = check(name, statement, by)
    before = statement.status
    statement.status = found.after or before
    statement.save()
    return event_add(
        statement=statement,
        kind=kind or found.kind,
        by=by,
        note=note,
        from_status=before,
        to_status=statement.status,
    )


def refuse_blocked(statement: Statement, *, but: tuple[str, ...] = ()) -> None:
    """Raises ValidationError with all that Annex 4 asks for and the statement lacks; fields in `but` may wait."""
    if missing := [problem for problem in blocking(statement) if problem.field not in but]:
        raise ValidationError([problem.message for problem in missing])


def refuse_gaps_of_today(statement: Statement) -> None:
    """The rules block what our bodies send now; what is dated before today is recorded as it was, gaps and all."""
    if statement.date is None or statement.date >= timezone.localdate():
        refuse_blocked(statement)
