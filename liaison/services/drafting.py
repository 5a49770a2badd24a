"""Acts on a draft of ours: up for review, agreed by a meeting, changed after it was."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from contacts.models import User
from contributions.models import Meeting
from liaison import wording
from liaison.field_names import differences_for_reader
from liaison.letter.compare import Change
from liaison.letter.letter import Letter
from liaison.models import Event, Statement

from .moves import check, move, permit, refuse_blocked
from .trail import event_add, locked

EDITORIAL, SUBSTANCE = "editorial", "substance"
APPROVAL = ("approval_level", "approval_text", "approval_paragraph")


@transaction.atomic
def statement_submit(*, statement: Statement, by: User | None, note: str = "") -> Statement:
    """Put a draft up for review, once nothing that Annex 4 asks for is missing but the approval, which comes after."""
    permit("submit", by)
    stored = locked(statement)
    refuse_blocked(stored, but=("approval_level",))
    move("submit", stored, by, note)
    return stored


@transaction.atomic
def statement_return(*, statement: Statement, by: User | None, note: str = "") -> Statement:
    """Make a draft again of what is in review or approved; what was agreed is no longer recorded on it."""
    stored = locked(statement)
    if stored.is_approved:
        _clear_approval(stored)
    move("return", stored, by, note)
    return stored


@transaction.atomic
def statement_agree(
    *,
    statements: Iterable[Statement],
    by: User | None,
    level: str = "",
    meeting: Meeting | None = None,
    date: datetime.date | None = None,
    text: str = "",
    paragraph: str = "",
    note: str = "",
) -> list[Statement]:
    """Record what a meeting agreed, of one statement or several at once: all of them, or none.

    Level, day and words that are not given follow from the meeting, the words in each statement's language.
    """
    permit("agree", by)
    level = level or (meeting.kind if meeting and meeting.kind in Statement.ApprovalLevel.values else "")
    day = date or (meeting and (meeting.ends_on or meeting.starts_on))
    _refuse_approval(level, day, meeting, text)
    agreed = []
    for statement in sorted(statements, key=lambda row: row.pk):
        stored = locked(statement)
        try:
            check("agree", stored, by)
        except ValidationError as refusal:
            words = {"title": stored, "reason": " ".join(refusal.messages)}
            raise ValidationError(_("“%(title)s”: %(reason)s") % words) from refusal
        stored.approval_level, stored.approval_date, stored.approval_meeting = level, day, meeting
        stored.approval_text = text.strip() or (wording.meeting(meeting, stored.language) if meeting else "")
        stored.approval_paragraph = paragraph.strip()
        move("agree", stored, by, _agreed_words(stored, note))
        agreed.append(stored)
    if not agreed:
        raise ValidationError({"statements": _("Choose what was agreed.")})
    return agreed


def _refuse_approval(level: str, day: datetime.date | None, meeting: Meeting | None, text: str) -> None:
    errors = {}
    if level not in Statement.ApprovalLevel.values:
        errors["level"] = _("Say who agreed it: the level of approval.")
    if day is None:
        errors["date"] = _("Say on which day it was agreed.")
    elif day > timezone.localdate():
        errors["date"] = _("It cannot have been agreed in the future.")
    if meeting is None and not text.strip():
        errors["meeting"] = _("Choose the meeting that agreed it, or write what is printed.")
    if errors:
        raise ValidationError(errors)


def _agreed_words(statement: Statement, note: str) -> str:
    facts = [statement.get_approval_level_display(), statement.approval_text, str(statement.approval_date)]
    facts += [statement.approval_paragraph, note.strip()]
    return ". ".join(filter(None, facts))


def _clear_approval(statement: Statement) -> None:
    for name in APPROVAL:
        setattr(statement, name, "")
    statement.approval_date = statement.approval_meeting = None


@transaction.atomic
def statement_changed(
    *, statement: Statement, by: User | None, before: Letter, after: Letter, change: str
) -> Event | None:
    """Say in the trail what an edit of an approved statement changed, and whether it stays approved.

    `change` is EDITORIAL, and the approval is kept, or SUBSTANCE, and it is cleared: back in review. An edit that
    leaves the letter as it was leaves no event.
    """
    found = differences_for_reader(before, after)
    if not found:
        return None
    stored = locked(statement)
    what = changes_text(found)
    if change == EDITORIAL:
        check("edit", stored, by)
        note = _("Editorial; the approval is kept.") + f"\n{what}"
        return event_add(statement=stored, kind=Event.Kind.EDITED, by=by, note=note, to_status=stored.status)
    if change != SUBSTANCE:
        raise ValidationError({"change": _("Say whether the change is editorial or one of substance.")})
    _clear_approval(stored)
    return move("revise", stored, by, _("Of substance; the approval is cleared.") + f"\n{what}")


def changes_text(changes: Iterable[Change]) -> str:
    """“Title: “Old” → “New””, a line a change, long texts cut short."""
    words = _("%(field)s: “%(old)s” → “%(new)s”")
    return "\n".join(
        words % {"field": one.label, "old": Truncator(one.old).chars(200), "new": Truncator(one.new).chars(200)}
        for one in changes
    )
