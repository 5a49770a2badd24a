"""Acts on statements. Each is one transaction, raises PermissionDenied where `by` may not, ValidationError where it
may not be, and leaves an event. What may be done when, and by whom, is the table in `moves`."""

from liaison.rules import Problem, problems

from .correcting import correction_send, statement_correct, statement_delete
from .drafting import (
    EDITORIAL,
    SUBSTANCE,
    changes_text,
    statement_agree,
    statement_changed,
    statement_return,
    statement_submit,
)
from .handling import party_handle
from .history import draft_keep, draft_restore
from .moves import MOVES, Move, permit
from .publishing import new_slug, statement_publish, statement_remove
from .redacting import statement_redact, statement_unseal
from .reviewing import review_revoke, review_share
from .sending import (
    statement_close,
    statement_record_received,
    statement_record_sent,
    statement_reopen,
    statement_withdraw,
)
from .settling import briefs_fill, code_of_django, contacts_fill, direction_of, statement_settle
from .trail import event_add

__all__ = [
    "EDITORIAL",
    "MOVES",
    "SUBSTANCE",
    "Move",
    "Problem",
    "briefs_fill",
    "changes_text",
    "code_of_django",
    "contacts_fill",
    "correction_send",
    "direction_of",
    "draft_keep",
    "draft_restore",
    "event_add",
    "new_slug",
    "party_handle",
    "permit",
    "problems",
    "review_revoke",
    "review_share",
    "statement_agree",
    "statement_changed",
    "statement_close",
    "statement_correct",
    "statement_delete",
    "statement_publish",
    "statement_record_received",
    "statement_record_sent",
    "statement_redact",
    "statement_remove",
    "statement_reopen",
    "statement_return",
    "statement_settle",
    "statement_submit",
    "statement_unseal",
    "statement_withdraw",
]
