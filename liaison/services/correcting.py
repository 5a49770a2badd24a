"""A correction: a hidden draft of a statement that was sent, which takes its place as a numbered revision."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from contacts.keys import match_key
from contacts.models import User
from liaison.letter.build import build
from liaison.models import Attachment, Entry, Event, Note, Party, Reply, Statement, StatementFile
from liaison.models.sealing import unsealed

from .covers import Dispatch, mails_queue, queued_words, refuse_changed
from .files import files_forget, stored_whole
from .freezing import issue, write_out
from .handling import shown
from .moves import check, move, permit, refuse_gaps_of_today
from .replying import answers_settle
from .sending import OURS
from .trail import event_add, locked

# What a correction takes over of the statement's own row; slug, states, registration and handling stay with it.
TAKEN = [*(name for name in Statement.SEALED if name != "period_label"), "meeting", "approval_meeting"]
TAKEN += ["approval_paragraph"]
PARTY = ["part", "position", "text", "body", "body_code", "questions_text", "address"]
PARTY += ["purpose", "deadline", "deadline_text"]


@transaction.atomic
def statement_correct(*, statement: Statement, by: User | None, note: str = "") -> Statement:
    """Begin a correction: a draft with all that the statement says, which nobody but staff sees. One at a time."""
    stored = locked(statement)
    check("correct", stored, by)
    if stored.corrections.exists():
        raise ValidationError(_("A correction of this statement is being prepared already."))
    move("correct", stored, by, note)
    draft = Statement.objects.create(correction_of=stored, created_by=by, **_values(stored, TAKEN))
    for party in stored.parties.all():
        copy = Party.objects.create(statement=draft, corrects=party, **_values(party, PARTY))
        copy.questions.set(party.questions.all())
    for rows in (stored.contacts, stored.replies, stored.next_meetings, stored.attachments):
        for row in rows.all():
            _copied(row, statement_id=draft.pk)
    for annex in stored.annexes.all():
        copied = _copied(annex, statement_id=draft.pk)
        Entry.objects.bulk_create(_copy(row, annex_id=copied.pk) for row in annex.entries.all())
    words = _("Correction of “%(title)s”.") % {"title": stored}
    event_add(statement=draft, kind=Event.Kind.CREATED, by=by, note=words)
    return draft


@stored_whole()
def correction_send(
    *, correction: Statement, reason: str, by: User | None, dispatch: Dispatch | None = None
) -> Statement:
    """Put a correction in the place of what was sent: a numbered revision with its reason, which is public.

    Address, events and what became of each recipient stay; the draft is gone. A `dispatch`, made for the draft's
    recipients, mails the new files to those whom it names. Raises ValidationError, with nothing done, where nothing
    was changed.
    """
    permit("send-correction", by)
    if correction.correction_of_id is None:
        raise ValidationError(_("This is no correction."))
    if not reason.strip():
        raise ValidationError({"reason": _("A correction needs a reason; it is shown in public.")})
    stored, draft = locked(correction.correction_of), locked(correction)
    check("send-correction", stored, by)
    if (stored.direction in OURS) != (draft.direction in OURS):
        raise ValidationError(_("A correction cannot turn a statement of ours into one of others, or the reverse."))
    refuse_gaps_of_today(draft)
    dispatch = dispatch or Dispatch()
    refuse_changed(draft, dispatch)
    write_out(draft)
    draft = Statement.objects.for_detail().get(pk=draft.pk)
    if build(draft) == build(stored):
        raise ValidationError(_("Nothing was changed, so there is nothing to send."))
    with unsealed():
        lost, keys = _take_place(stored, draft)
    corrected = locked(stored)
    number = (corrected.revisions.aggregate(last=Max("number"))["last"] or 0) + 1
    revision = issue(corrected, by, number=number, reason=reason.strip())
    mails = mails_queue(statement=corrected, revision=revision, dispatch=dispatch.of_parties(keys), by=by)
    queued = [queued_words(mails)] if mails else []
    answers_settle(statement=corrected, by=by)
    move("send-correction", corrected, by, "\n".join([reason.strip(), *queued, *lost]))
    return corrected


def _take_place(stored: Statement, draft: Statement) -> tuple[list[str], dict[int, int]]:
    """Copy the draft's rows over; in words, what was known of parties that are gone, and which row a draft's is now."""
    period = stored.period_label if draft.period_id == stored.period_id else draft.printed_period or ""
    for name, value in _values(draft, TAKEN).items():
        setattr(stored, name, value)
    stored.period_label, stored.version = period, stored.version + 1
    lost, keys = _parties(stored, draft)
    files = files_of_attachments(stored, draft)
    for rows in (stored.contacts, stored.replies, stored.next_meetings, stored.attachments, stored.annexes):
        rows.all().delete()
    for rows in (draft.contacts, draft.replies, draft.next_meetings, draft.attachments, draft.annexes):
        rows.all().update(statement=stored)
    for file_key, attachment in files.items():
        StatementFile.objects.filter(pk=file_key).update(attachment=attachment)
    Event.objects.filter(statement=draft).update(statement=stored)
    Note.objects.filter(statement=draft).update(statement=stored)
    StatementFile.objects.filter(statement=draft).update(statement=stored)
    Party.objects.answered_by(draft).update(answered_by=stored)
    Reply.objects.filter(target=draft).update(target=stored)
    stored.save()
    Statement.objects.get(pk=draft.pk).delete()
    return lost, keys


def _parties(stored: Statement, draft: Statement) -> tuple[list[str], dict[int, int]]:
    """Parties that are the same stay the same rows, with what became of them; others come, and those left over go."""
    before = {party.pk: party for party in stored.parties.all()}
    new = list(draft.parties.all())
    pairs = {party.pk: before.pop(party.corrects_id) for party in new if party.corrects_id in before}
    for party in new:
        if party.pk not in pairs and (twin := _twin(party, before.values())):
            pairs[party.pk] = before.pop(twin.pk)
    for party in new:
        row = pairs.get(party.pk)
        if row is None:
            party.statement, party.corrects = stored, None
            party.save()
            continue
        for name, value in _values(party, PARTY).items():
            setattr(row, name, value)
        row.save()
        row.questions.set(party.questions.all())
    lost = [_known_of(party) for party in before.values()]
    Party.objects.filter(pk__in=before).delete()
    return list(filter(None, lost)), {key: row.pk for key, row in pairs.items()}


def _twin(party: Party, rows: Iterable[Party]) -> Party | None:
    """The party that stands for the same, in the same part if possible."""
    same = [row for row in rows if _key(row) == _key(party)]
    return next((row for row in same if row.part == party.part), same[0] if same else None)


def _key(party: Party) -> tuple[Any, ...]:
    return (party.body_id or match_key(party.text), party.questions_text)


def _known_of(party: Party) -> str:
    known = {name: shown(name, getattr(party, name)) for name in Party.HANDLING if getattr(party, name)}
    facts = [f"{Party._meta.get_field(name).verbose_name}: {value}" for name, value in known.items()]
    words = _("%(party)s is no longer among the parties. What was known: %(facts)s")
    return words % {"party": party.short, "facts": "; ".join(facts)} if facts else ""


def files_of_attachments(stored: Statement, draft: Statement) -> dict[int, Attachment]:
    """Which new row each file of an attachment goes to: that of the same title and address."""
    new = {(row.title, row.url): row for row in draft.attachments.all()}
    files = StatementFile.objects.filter(attachment__in=stored.attachments.all()).select_related("attachment")
    found = {file.pk: new.get((file.attachment.title, file.attachment.url)) for file in files}
    return {key: row for key, row in found.items() if row}


@transaction.atomic
def statement_delete(*, statement: Statement, by: User | None) -> None:
    """Delete a draft with its files. That of a correction leaves an event with the statement, which stays in force."""
    permit("edit", by)
    stored = locked(statement)
    original, files = stored.correction_of, list(stored.files.all())
    stored.delete()
    files_forget(files)
    if original:
        event_add(statement=original, kind=Event.Kind.COMMENT, by=by, note=_("The correction was dropped."))


def _values(row: models.Model, names: Iterable[str]) -> dict[str, Any]:
    return {(name := row._meta.get_field(field).attname): getattr(row, name) for field in names}


def _copy(row: Any, **changes: Any) -> Any:
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    del values[row._meta.pk.attname]
    return type(row)(**values | changes)


def _copied(row: Any, **changes: Any) -> Any:
    copy = _copy(row, **changes)
    copy.save()
    return copy
