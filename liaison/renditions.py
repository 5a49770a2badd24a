"""The two renditions of a statement: as it was sent, and as the public reads it.

Words that were redacted are replaced in the rows themselves, so nothing that reads rows can show them; here they are
replaced in what stays as it was (revisions). E-mail addresses are left out where `EMAIL_ADDRESSES` says so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import models

from .letter.letter import Letter
from .letter.read_json import from_dict
from .letter.replacing import Replacer, hiding, passage
from .registered import own_document

if TYPE_CHECKING:
    from .models import Revision, Statement

CODES = {"slug", "sha256", "body_code", "message_id"}
RICH = {"abstract", "content", "intro"}
SHOWN, CLICK = "shown", "click"


def hides_addresses() -> bool:
    """In files always; a page may show them behind a button (`click`)."""
    return bool(settings.EMAIL_ADDRESSES != SHOWN)


def shows_addresses_on_request() -> bool:
    return bool(settings.EMAIL_ADDRESSES == CLICK)


def redactor(statement: Statement) -> Replacer:
    """Puts the replacements in the place of what was redacted. One query, none where nothing was."""
    rows = statement.redactions.all() if statement.redacted_on else []
    return Replacer([passage(row.text, row.replacement) for row in rows])


def public_letter(letter: Letter, statement: Statement) -> Letter:
    """What the public may read of a letter of the statement: of its rows, a revision or a language version."""
    if statement.is_header_only:
        letter = letter.replace(action_required="", abstract=(), content=(), annexes=(), attachments=())
    if statement.redacted_on:
        letter = redactor(statement).letter(letter)
    return hiding(letter.language).letter(letter) if hides_addresses() else letter


def public_revision(revision: Revision, statement: Statement) -> Letter:
    """What the public may read of what was issued then."""
    return public_letter(from_dict(revision.letter), statement)


def public_reason(revision: Revision, statement: Statement) -> str:
    """The reason of a correction, without what was redacted and without addresses that are not shown."""
    reason = redactor(statement).text(revision.reason)
    return hiding(statement.language).text(reason) if hides_addresses() else reason


def hide_addresses(statement: Statement, rows: Iterable[models.Model] | None = None) -> Statement:
    """The statement as a page shows it: without addresses in `rows`, by default all that its letter is built of.

    The rows are those that were prefetched; they are not to be stored afterwards.
    """
    if hides_addresses():
        hide = hiding(statement.language)
        for row in printed_rows(statement) if rows is None else rows:
            for name, value in replaced_columns(row, hide, left_out=row.get_deferred_fields()).items():
                setattr(row, name, "" if name == "email" else value)
    return statement


def hide_addresses_in_annexes(statement: Statement) -> Statement:
    """The same for the pages of its annexes, which read nothing else of it but its title."""
    rows = (
        [row for annex in statement.annexes.all() for row in (annex, *annex.entries.all())] if hides_addresses() else []
    )
    return hide_addresses(statement, [statement, *rows])


def printed_rows(statement: Statement) -> list[models.Model]:
    """The statement and all rows that its letter is built of; and the document of ours that bears its title."""
    rows: list[models.Model] = [statement, *statement.parties.all(), *statement.contacts.all()]
    rows += filter(None, [own_document(statement)])
    rows += [*statement.replies.all(), *statement.next_meetings.all(), *statement.attachments.all()]
    for annex in statement.annexes.all():
        rows += [annex, *annex.entries.all()]
    return rows


def rows_beside(statement: Statement) -> list[models.Model]:
    """What is written about a statement beside its trail: notes, places on meetings’ lists, findings, mails, and what
    the desk keeps of who saved it under which title."""
    rows: list[models.Model] = [*statement.notes.all(), *statement.considerations.all()]
    kind = ContentType.objects.get_for_model(statement)
    saves = LogEntry.objects.filter(content_type=kind, object_id=str(statement.pk))
    return [*rows, *statement.import_findings.all(), *statement.mails.all(), *saves]


def replaced_columns(row: Any, replacer: Replacer, *, left_out: Collection[str] = ()) -> dict[str, Any]:
    """The columns of a row in which a passage stands, with what is to stand there instead."""
    found: dict[str, Any] = {}
    for field in row._meta.concrete_fields:
        if field.attname in left_out:
            continue
        old = getattr(row, field.attname)
        if not isinstance(old, (str, list)) or field.choices or field.name in CODES:
            continue
        if isinstance(old, list):
            new: Any = [replacer.text(line) for line in old]
        elif field.name in RICH:
            new = replacer.html(old)
        else:
            new = replacer.link(old) if isinstance(field, models.URLField) else replacer.text(old)
        if new != old:
            found[field.name] = new
    return found
