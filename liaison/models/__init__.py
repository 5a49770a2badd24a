"""Liaison statements: parties, content, annexes, and what became of them."""

from .annexes import Annex, Entry
from .desk import BoardVisit, Reminder
from .followers import Follow, Follower, FollowRequest
from .intake import Intake, IntakeFile
from .mails import Mail, MailAddress, MailFile, MailHtml, MailStep
from .parties import NextMeeting, Party, Reply, StatementContact
from .reviews import ReviewLink
from .sealing import SealedError
from .series import Series
from .statements import Statement
from .trail import (
    Attachment,
    Consideration,
    Event,
    ImportFinding,
    Note,
    OriginalText,
    Redaction,
    Revision,
    StatementFile,
    Translation,
)

__all__ = [
    "Annex",
    "Attachment",
    "BoardVisit",
    "Consideration",
    "Entry",
    "Event",
    "Follow",
    "FollowRequest",
    "Follower",
    "ImportFinding",
    "Intake",
    "IntakeFile",
    "Mail",
    "MailAddress",
    "MailFile",
    "MailHtml",
    "MailStep",
    "NextMeeting",
    "Note",
    "OriginalText",
    "Party",
    "Redaction",
    "Reminder",
    "Reply",
    "ReviewLink",
    "Revision",
    "SealedError",
    "Series",
    "Statement",
    "StatementContact",
    "StatementFile",
    "Translation",
]
