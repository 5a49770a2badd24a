"""The sheet on which a statement of the register is printed: letterhead, banner, transcription."""

from __future__ import annotations

import datetime

from contacts.models import Body
from liaison.models import Statement

from .labels import labels
from .sheet import Sheet


def sheet_for(statement: Statement, *, only_annex: int | None = None) -> Sheet:
    """Ours goes under the home body's letterhead; what others sent on a neutral sheet. Two queries.

    A draft says that it is one; a withdrawn statement says so with the reason.
    """
    home = None if statement.is_transcription else Body.objects.home()
    return Sheet(
        letterhead=tuple(home.letterhead_lines) if home else (),
        banner=_banner(statement),
        transcription=statement.is_transcription,
        only_annex=only_annex,
        changed=_changed(statement),
    )


def _banner(statement: Statement) -> str:
    words = labels(statement.language)
    if statement.is_draft:
        return words["draft"]
    if not statement.is_withdrawn:
        return ""
    day = statement.withdrawn_on.isoformat() if statement.withdrawn_on else ""
    return ": ".join(filter(None, [" ".join(filter(None, [words["withdrawn"], day])), statement.withdrawal_reason]))


def _changed(statement: Statement) -> datetime.datetime | None:
    """When the print last changed after the statement's own date: a draft's last edit, a correction, a withdrawal."""
    if statement.is_draft:
        return statement.updated_at
    if statement.withdrawn_on:
        return datetime.datetime.combine(statement.withdrawn_on, datetime.time(), datetime.UTC)
    corrections = statement.revisions.filter(number__gt=0).order_by("number")
    return corrections.values_list("made_at", flat=True).last()
