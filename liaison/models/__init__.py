"""Liaison statements: parties, content, annexes, and what became of them."""

from .annexes import Annex, Entry
from .parties import NextMeeting, Party, Reply, StatementContact
from .statements import Statement
from .trail import (
    Attachment,
    Consideration,
    Event,
    ImportFinding,
    Note,
    Redaction,
    Revision,
    StatementFile,
    Translation,
)

__all__ = [
    "Annex",
    "Attachment",
    "Consideration",
    "Entry",
    "Event",
    "ImportFinding",
    "NextMeeting",
    "Note",
    "Party",
    "Redaction",
    "Reply",
    "Revision",
    "Statement",
    "StatementContact",
    "StatementFile",
    "Translation",
]
