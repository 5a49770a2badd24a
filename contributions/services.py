"""Acts on meetings and documents."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from contacts.models import StudyPeriod, User
from contacts.search import index

from .lists.headings import Table
from .lists.outcome import Outcome
from .lists.papers import PaperReader
from .lists.plan import plan_of
from .lists.register import Register
from .lists.store import log, write
from .models import Document, Meeting, Topic


def documents_import(
    *,
    table: Table,
    by: User | None = None,
    dry_run: bool = False,
    period: StudyPeriod | None = None,
    meeting: Meeting | None = None,
    topic: Topic | None = None,
    answers: dict[str, int | None] | None = None,
    expected: str = "",
) -> Outcome:
    """Take in a list of documents: all of it, or nothing if a row is refused.

    Period, meeting and topic of briefs are for rows that name none. `answers` say which entity is meant by a name that
    several have, by its match key. `expected` is the fingerprint of the outcome that was looked at: where the register
    has changed since, nothing is done. Raises ValidationError, with the field that it concerns, for a list that cannot
    be read so; what is wrong with single rows is in the outcome.
    """
    register = Register(answers)
    reader = PaperReader(table, register, period, meeting, topic)
    if dry_run:
        return plan_of(table, reader, register).outcome
    try:
        with transaction.atomic():
            plan = plan_of(table, reader, register, lock=True)
            outcome = plan.outcome
            outcome.is_outdated = bool(expected) and outcome.fingerprint != expected
            if outcome.refused or outcome.is_outdated:
                return outcome
            write(plan.entries)
            index.touch_keys(Document, [entry.document.pk for entry in plan.entries if entry.is_new or entry.changes])
            if by:
                log([entry for entry in plan.entries if entry.is_new or entry.changes], by, table.file)
            outcome.is_saved = True
            return outcome
    except IntegrityError:
        raise ValidationError(
            _("Somebody else stored one of the documents a moment ago, so nothing was taken in. Try again.")
        ) from None
