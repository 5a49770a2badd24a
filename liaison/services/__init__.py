"""Acts on statements. Each is one transaction, raises PermissionDenied where `by` may not, ValidationError where it
may not be, and leaves an event. What may be done when, and by whom, is the table in `moves`."""

from liaison import search_sources
from liaison.rules import Problem, problems

from .compiling import Picked, annex_compile
from .correcting import correction_send, statement_correct, statement_delete
from .covers import Cover, Dispatch
from .delivering import Delivery, Proof, party_delivered
from .desk import board_seen, reminders_send
from .dispatch import Look, dispatch_look, statement_send
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
from .incoming import (
    considerations_carry_over,
    incoming_assign,
    incoming_decide,
    incoming_forward,
    incoming_mail,
    incoming_note,
    incoming_place,
    incoming_register,
)
from .moves import MOVES, Move, permit
from .proposing import Choice, annex_propose, choice_for
from .publishing import new_slug, statement_publish, statement_remove
from .redacting import statement_redact, statement_unseal
from .replying import answers_settle, senders_of_reply, statement_copy, statement_reply
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
from .versions import version_add, version_delete, version_hide, version_publish, version_save

__all__ = [
    "EDITORIAL",
    "MOVES",
    "SUBSTANCE",
    "Choice",
    "Cover",
    "Delivery",
    "Dispatch",
    "Look",
    "Move",
    "Picked",
    "Problem",
    "Proof",
    "annex_compile",
    "annex_propose",
    "answers_settle",
    "board_seen",
    "briefs_fill",
    "changes_text",
    "choice_for",
    "code_of_django",
    "considerations_carry_over",
    "contacts_fill",
    "correction_send",
    "direction_of",
    "dispatch_look",
    "draft_keep",
    "draft_restore",
    "event_add",
    "incoming_assign",
    "incoming_decide",
    "incoming_forward",
    "incoming_mail",
    "incoming_note",
    "incoming_place",
    "incoming_register",
    "new_slug",
    "party_delivered",
    "party_handle",
    "permit",
    "problems",
    "reminders_send",
    "review_revoke",
    "review_share",
    "senders_of_reply",
    "statement_agree",
    "statement_changed",
    "statement_close",
    "statement_copy",
    "statement_correct",
    "statement_delete",
    "statement_publish",
    "statement_record_received",
    "statement_record_sent",
    "statement_redact",
    "statement_remove",
    "statement_reopen",
    "statement_reply",
    "statement_return",
    "statement_send",
    "statement_settle",
    "statement_submit",
    "statement_unseal",
    "statement_withdraw",
    "version_add",
    "version_delete",
    "version_hide",
    "version_publish",
    "version_save",
]

# Whatever an act does to a statement, the index of search is in step when its transaction ends.
globals().update(search_sources.all_kept_in_step({name: globals()[name] for name in __all__}))
