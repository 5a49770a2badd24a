"""Acts on statements. Each is one transaction, raises ValidationError where it may not be, and leaves an event."""

from liaison.rules import Problem, problems

from .moves import (
    MOVES,
    statement_record_received,
    statement_record_sent,
    statement_return,
    statement_submit,
    statement_withdraw,
)
from .publishing import new_slug, statement_publish
from .settling import briefs_fill, code_of_django, contacts_fill, direction_of, statement_settle
from .trail import event_add
from .versions import version_add, version_delete, version_hide, version_publish, version_save

__all__ = [
    "MOVES",
    "Problem",
    "briefs_fill",
    "code_of_django",
    "contacts_fill",
    "direction_of",
    "event_add",
    "new_slug",
    "problems",
    "statement_publish",
    "statement_record_received",
    "statement_record_sent",
    "statement_return",
    "statement_settle",
    "statement_submit",
    "statement_withdraw",
    "version_add",
    "version_delete",
    "version_hide",
    "version_publish",
    "version_save",
]
