"""Redaction of personal data: the words go from all that anybody reads, and what was sent is sealed."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contacts.enumeration import enumerated
from contacts.models import User
from liaison.letter.build import build
from liaison.letter.read_json import from_dict
from liaison.letter.replacing import Replacer, passage
from liaison.letter.sheets import sheet_for
from liaison.letter.to_json import to_dict
from liaison.mail.followers import take_out
from liaison.models import Event, Redaction, Revision, Statement, StatementFile
from liaison.models.sealing import unsealed
from liaison.renditions import printed_rows, redactor, replaced_columns, rows_beside

from .files import files_issue, stored_whole
from .moves import check, move, permit
from .trail import event_add, locked

REPLACEMENT = "[redacted]"
SHORTEST = 2  # signs


@stored_whole()
def statement_redact(
    *, statement: Statement, words: str, reason: str, by: User | None, replacement: str = REPLACEMENT
) -> Statement:
    """Put `replacement` in the place of each passage of `words` (one a line, to the letter), wherever it stands.

    That is in the statement's rows, so in every page, file, list and search, in its language versions, and in what is
    shown of its revisions. What was sent stays in its revisions and issued files, which are sealed; the public files
    are made anew. Raises ValidationError, with nothing done, for a passage that stands nowhere.
    """
    permit("redact", by)
    stored = locked(statement)
    check("redact", stored, by)
    passages = list(dict.fromkeys(line.strip() for line in words.splitlines() if line.strip()))
    replacement = replacement.strip() or REPLACEMENT
    _refuse(stored, passages, reason, replacement)
    replacer = Replacer([passage(text, replacement) for text in passages])
    with unsealed():
        sealed = _replace_rows(stored, replacer) | _replace_translations(stored, replacer)
        stored.redacted_on = timezone.localdate()
        stored.version += 1
        move("redact", stored, by, reason.strip())
    take_out(stored)
    for number, text in enumerate(passages):
        Redaction.objects.create(
            statement=stored,
            text=text,
            replacement=replacement,
            reason=reason.strip(),
            sealed={} if number else sealed,
            by=by,
        )
    stored = locked(stored)
    if last := stored.revisions.order_by("number").last():
        files_issue(revision=last, letter=build(stored), sheet=sheet_for(stored), kind=StatementFile.Kind.PUBLIC)
    return stored


def _refuse(statement: Statement, passages: list[str], reason: str, replacement: str) -> None:
    errors: dict[str, Any] = {}
    if not reason.strip():
        errors["reason"] = _("Say why; it is kept for staff.")
    if len(replacement) > 100:
        errors["replacement"] = _("At most 100 characters.")
    short = [text for text in passages if len(text) < SHORTEST]
    missing = [text for text in passages if not _stands(statement, text, replacement)]
    if not passages:
        errors["words"] = _("Write the words that are to go, as they stand in the statement.")
    elif short:
        errors["words"] = _("One character alone would stand in many places.")
    elif missing:
        text = ngettext("This does not stand in the statement: %(words)s.", "These do not: %(words)s.", len(missing))
        errors["words"] = text % {"words": enumerated(f"“{one}”" for one in missing)}
    if errors:
        raise ValidationError(errors)


def _stands(statement: Statement, text: str, replacement: str) -> bool:
    """In a row, in a revision as it is shown, or in a language version."""
    one = Replacer([passage(text, replacement)])
    if any(replaced_columns(row, one) for row in _rows(statement)):
        return True
    before = redactor(statement)
    letters = [revision.letter for revision in statement.revisions.all()]
    letters += [translation.letter for translation in statement.translations.all()]
    return any(one.occurs_in(before.letter(from_dict(letter))) for letter in letters)


def _rows(statement: Statement) -> list[models.Model]:
    return [*printed_rows(statement), *rows_beside(statement)]


def _replace_rows(statement: Statement, replacer: Replacer) -> dict[str, Any]:
    """Write the replacement; returns what no revision holds and was replaced too: outcomes and the like."""
    sealed: dict[str, Any] = {}
    for row in _rows(statement):
        changed = replaced_columns(row, replacer)
        sealed |= {f"{row._meta.model_name} {row.pk} {name}": getattr(row, name) for name in changed}
        for name, value in changed.items():
            limit = getattr(row._meta.get_field(name), "max_length", None)
            if isinstance(value, str) and limit and len(value) > limit:
                raise ValidationError({"replacement": _("It is too long for the place where it would stand.")})
            setattr(row, name, value)
        if changed:
            _store(row, list(changed))
    return {"rows": sealed}


def _store(row: models.Model, names: list[str]) -> None:
    row.save(update_fields=names)


def _replace_translations(statement: Statement, replacer: Replacer) -> dict[str, Any]:
    sealed = {}
    for translation in statement.translations.all():
        letter = from_dict(translation.letter)
        replaced = replacer.letter(letter)
        if replaced != letter:
            sealed[translation.language] = translation.letter
            translation.letter = to_dict(replaced)
            translation.save()
    return {"translations": sealed}


@transaction.atomic
def statement_unseal(*, statement: Statement, by: User | None, reason: str) -> list[Revision]:
    """The revisions as they were sent, for reading now. Every reading leaves an event that says who and why."""
    permit("unseal", by)
    stored = locked(statement)
    check("unseal", stored, by)
    if not stored.redacted_on:
        raise ValidationError(_("Nothing of this statement was redacted."))
    if not reason.strip():
        raise ValidationError({"reason": _("Say why you read it; it is kept among the events.")})
    event_add(statement=stored, kind=Event.Kind.UNSEALED, by=by, note=reason.strip(), to_status=stored.status)
    return list(stored.revisions.order_by("number"))
