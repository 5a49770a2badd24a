"""The two renditions of a statement: as it was sent, and as the public reads it.

Words that were redacted are replaced in the rows themselves, so nothing that reads rows can show them; here they are
replaced in what stays as it was (revisions). E-mail addresses are left out where `EMAIL_ADDRESSES` says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models

from .letter.letter import Letter
from .letter.replacing import Replacer, hiding, passage
from .registered import own_document

if TYPE_CHECKING:
    from .models import Statement

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


def hide_addresses(statement: Statement) -> Statement:
    """The statement with its prefetched rows as a page shows them; it is not to be stored afterwards."""
    if hides_addresses():
        hide = hiding(statement.language)
        for row in printed_rows(statement):
            for name, value in replaced_columns(row, hide).items():
                setattr(row, name, "" if name == "email" else value)
    return statement


def printed_rows(statement: Statement) -> list[models.Model]:
    """The statement and all rows that its letter is built of; and the document of ours that bears its title."""
    rows: list[models.Model] = [statement, *statement.parties.all(), *statement.contacts.all()]
    rows += filter(None, [own_document(statement)])
    rows += [*statement.replies.all(), *statement.next_meetings.all(), *statement.attachments.all()]
    for annex in statement.annexes.all():
        rows += [annex, *annex.entries.all()]
    return rows


def replaced_columns(row: Any, replacer: Replacer) -> dict[str, Any]:
    """The columns of a row in which a passage stands, with what is to stand there instead."""
    found: dict[str, Any] = {}
    for field in row._meta.concrete_fields:
        old = getattr(row, field.attname)
        if not isinstance(old, (str, list)) or field.choices or field.name in ("slug", "sha256", "body_code"):
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
