"""Acts on statements. Each is one transaction, raises ValidationError where it may not be, and leaves an event."""

from liaison import search_sources
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
]

# Whatever an act does to a statement, the index of search is in step when its transaction ends.
globals().update(search_sources.all_kept_in_step({name: globals()[name] for name in __all__}))
