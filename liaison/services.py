"""Acts on statements. Each is one transaction, raises ValidationError where it may not be, and leaves an event."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.text import slugify
from django.utils.translation import gettext as _

from contacts.keys import match_key
from contacts.models import Appointment, Body, User
from contributions.models import Brief

from . import wording
from .letter.build import build
from .letter.to_json import to_dict
from .models import Entry, Event, Party, Revision, Statement, StatementContact
from .rules import Problem as Problem
from .rules import blocking
from .rules import problems as problems

Status, Visibility, Direction = Statement.Status, Statement.Visibility, Statement.Direction

# What may become what. A move that is not here is refused.
MOVES: dict[tuple[str, str], Event.Kind] = {
    (Status.DRAFT, Status.IN_REVIEW): Event.Kind.SUBMITTED,
    (Status.IN_REVIEW, Status.DRAFT): Event.Kind.RETURNED,
    (Status.IN_REVIEW, Status.APPROVED): Event.Kind.AGREED,
    (Status.APPROVED, Status.DRAFT): Event.Kind.RETURNED,
    (Status.DRAFT, Status.SENT): Event.Kind.SENT,
    (Status.IN_REVIEW, Status.SENT): Event.Kind.SENT,
    (Status.APPROVED, Status.SENT): Event.Kind.SENT,
    (Status.DRAFT, Status.RECORDED): Event.Kind.RECORDED,
    (Status.RECORDED, Status.CLOSED): Event.Kind.CLOSED,
    (Status.CLOSED, Status.RECORDED): Event.Kind.REOPENED,
    (Status.SENT, Status.WITHDRAWN): Event.Kind.WITHDRAWN,
}


@transaction.atomic
def statement_settle(*, statement: Statement) -> Statement:
    """Bring in step what follows from a statement's parties; called after they were edited or imported.

    Sets the direction from the parties' bodies, and the printed Questions of a party from the chosen ones where none
    are written yet.
    """
    statement = Statement.objects.for_detail().get(pk=statement.pk)
    for party in statement.parties.all():
        if not party.questions_text and party.questions.all():
            party.questions_text = wording.question_numbers(party.questions.all())
            party.save(update_fields=["questions_text"])
    statement.direction = direction_of(statement)
    statement.save(update_fields=["direction", "updated_at"])
    return statement


def direction_of(statement: Statement) -> str:
    """Which way a statement goes, from which of its parties lie within the home body's tree.

    A sender that matches no body counts as outside; so does a recipient. Without parties on one side the other
    decides.
    """
    ours = set(Body.objects.ours().values_list("pk", flat=True))
    senders = [party.body_id in ours for party in statement.senders]
    receivers = [party.body_id in ours for party in statement.recipients + statement.copies]
    from_us, to_us = any(senders), any(receivers)
    if from_us:
        return Direction.INTERNAL if receivers and all(receivers) else Direction.OUTGOING
    return Direction.INCOMING if to_us else Direction.OTHER


@transaction.atomic
def briefs_fill(*, statement: Statement) -> int:
    """Give the annex rows without a brief that of their document on the statement's topics; returns how many."""
    empty = Entry.objects.filter(annex__statement=statement, brief="", document__isnull=False)
    rows = list(empty.select_related("document"))
    briefs = Brief.objects.on_topics(statement.topics.all(), language=statement.language)
    texts = briefs.texts({row.document_id for row in rows})
    rows = [row for row in rows if row.document_id in texts]
    for row in rows:
        row.brief = texts[row.document_id]
    Entry.objects.bulk_update(rows, ["brief"])
    return len(rows)


@transaction.atomic
def contacts_fill(*, statement: Statement) -> int:
    """Add the people in office for the senders' Questions and bodies on the statement's date; returns how many.

    Nobody who is listed already is added again, and nobody is taken away.
    """
    day = statement.date or timezone.localdate()
    senders = Party.objects.for_detail().filter(statement=statement, part=Party.Part.FROM)
    questions = [question for party in senders for question in party.questions.all()]
    bodies = [] if questions else [party.body for party in senders if party.body]
    appointments = Appointment.objects.current(day).for_list()
    holders = appointments.filter(question__in=questions) if questions else appointments.filter(body__in=bodies)
    present = list(StatementContact.objects.filter(statement=statement))
    known = {contact.person_id for contact in present} | {match_key(contact.name) for contact in present}
    position = max((contact.position for contact in present), default=0)
    added = 0
    for appointment in holders:
        person = appointment.person
        if person.pk in known or person.name_key in known:
            continue
        known.add(person.pk)
        added += 1
        with translation.override(code_of_django(statement.language)):
            role = appointment.role_text
        StatementContact.objects.create(
            statement=statement,
            position=position + added,
            label=appointment.role.contact_label,
            role=role,
            affiliation=appointment.represents.name_in(statement.language) if appointment.represents else "",
            person=person,
            **wording.person(person),
        )
    return added


def code_of_django(language: str) -> str:
    """Django's code of a language of the register: zh-hans of zh."""
    return next((code for code, _name in settings.LANGUAGES if code.partition("-")[0] == language), language)


@transaction.atomic
def statement_submit(*, statement: Statement, by: User | None, note: str = "") -> Statement:
    """Put a draft up for review, once nothing that Annex 4 asks for is missing."""
    locked = _locked(statement)
    _refuse_blocked(locked)
    return _move(locked, Status.IN_REVIEW, by, note)


@transaction.atomic
def statement_return(*, statement: Statement, by: User | None, note: str = "") -> Statement:
    return _move(_locked(statement), Status.DRAFT, by, note)


@transaction.atomic
def statement_record_sent(
    *, statement: Statement, by: User | None, sent_on: datetime.date | None = None, note: str = ""
) -> Statement:
    """Record that a statement of ours went out: it is frozen as revision 0 and shown in public.

    `sent_on` is the day of record, by default the statement's own date. Rules block only what our bodies send now;
    a statement dated before today is recorded as it was, gaps and all.
    """
    locked = _locked(statement)
    day = sent_on or locked.date or timezone.localdate()
    if day > timezone.localdate():
        raise ValidationError({"sent_on": _("A statement cannot have been sent in the future.")})
    if locked.direction not in (Direction.OUTGOING, Direction.INTERNAL):
        raise ValidationError(
            _("Only a statement whose sender is one of our bodies is sent by us. Record it as received.")
        )
    if locked.date is None or locked.date >= timezone.localdate():
        _refuse_blocked(locked)
    locked.sent_on = day
    return _freeze(_move(locked, Status.SENT, by, note), by, Visibility.PUBLIC)


@transaction.atomic
def statement_record_received(
    *, statement: Statement, by: User | None, received_on: datetime.date | None = None, note: str = ""
) -> Statement:
    """Record a statement of others. It stays with staff until somebody publishes it."""
    locked = _locked(statement)
    if locked.direction in (Direction.OUTGOING, Direction.INTERNAL):
        raise ValidationError(_("The sender is one of our bodies. Record the statement as sent."))
    locked.received_on = received_on or locked.received_on
    return _freeze(_move(locked, Status.RECORDED, by, note), by, Visibility.STAFF)


@transaction.atomic
def statement_publish(*, statement: Statement, by: User | None, visibility: str, note: str = "") -> Statement:
    """Show a statement in public in full or by its header, or keep it with staff again."""
    locked = _locked(statement)
    if locked.status not in Statement.PUBLIC_STATUSES:
        raise ValidationError(_("A draft cannot be made public. Record it as sent or received first."))
    if visibility not in Visibility.values:
        raise ValidationError(_("“%(value)s” is not a kind of publication.") % {"value": visibility})
    if visibility == locked.visibility:
        return locked
    locked.visibility = visibility
    if visibility != Visibility.STAFF:
        locked.slug = locked.slug or new_slug(locked)
    locked.save(update_fields=["visibility", "slug", "updated_at"])
    kind = Event.Kind.HIDDEN if visibility in (Visibility.STAFF, Visibility.REMOVED) else Event.Kind.PUBLISHED
    event_add(statement=locked, kind=kind, by=by, note=note or locked.get_visibility_display())
    return locked


@transaction.atomic
def statement_withdraw(*, statement: Statement, by: User | None, reason: str) -> Statement:
    """Withdraw a sent statement: its page and files stay and say so, with the reason."""
    if not reason.strip():
        raise ValidationError({"reason": _("A withdrawal needs a reason; it is shown in public.")})
    locked = _locked(statement)
    locked.withdrawn_on, locked.withdrawal_reason = timezone.localdate(), reason.strip()
    return _move(locked, Status.WITHDRAWN, by, reason.strip())


def event_add(*, statement: Statement, kind: str, by: User | None, note: str = "", **statuses: str) -> Event:
    return Event.objects.create(statement=statement, kind=kind, by=by, note=note, **statuses)


def new_slug(statement: Statement) -> str:
    """Date, sender's and first recipient's codes: 2023-05-22-itu-d-sg2-q3-2-to-cwg-cop; "-2" if taken."""
    senders, recipients = statement.senders, statement.recipients
    names = [_slug_part(senders[0])] if senders else []
    if recipients:
        names += ["to", _slug_part(recipients[0])]
    day = statement.date or statement.sent_on or statement.received_on
    wanted = "-".join(filter(None, [day.isoformat() if day else "", *names]))[:140].strip("-") or "statement"
    taken = set(Statement.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    if wanted not in taken:
        return wanted
    return next(slug for number in range(2, len(taken) + 3) if (slug := f"{wanted}-{number}") not in taken)


def _slug_part(party: Party) -> str:
    if not party.body:
        return slugify(party.text)[:40].strip("-")
    return slugify(" ".join([party.body.code, *(f"q{number.replace('/', '-')}" for number in party.question_numbers)]))


def _locked(statement: Statement) -> Statement:
    Statement.objects.select_for_update().get(pk=statement.pk)
    return Statement.objects.for_detail().get(pk=statement.pk)


def _refuse_blocked(statement: Statement) -> None:
    if missing := blocking(statement):
        raise ValidationError([problem.message for problem in missing])


def _move(statement: Statement, to: str, by: User | None, note: str) -> Statement:
    kind = MOVES.get((statement.status, to))
    if kind is None:
        raise ValidationError(
            _("A statement that is “%(now)s” cannot become “%(then)s”.")
            % {"now": statement.get_status_display(), "then": Status(to).label}
        )
    before, statement.status = statement.status, to
    statement.save()
    event_add(statement=statement, kind=kind, by=by, note=note, from_status=before, to_status=to)
    return statement


def _write_out(statement: Statement) -> None:
    """So that a body's new name or code, or another address of a document, does not change what was sent."""
    for party in statement.parties.all():
        party.text, party.body_code = party.printed, party.code or ""
        party.save(update_fields=["text", "body_code"])
    rows = [row for annex in statement.annexes.all() for row in annex.entries.all()]
    for row in rows:
        row.url = row.address
    Entry.objects.bulk_update(rows, ["url"])


def _freeze(statement: Statement, by: User | None, visibility: str) -> Statement:
    """Write out what the register fills in, keep the Letter as revision 0, and decide who sees the statement."""
    _write_out(statement)
    statement.recorded_on = timezone.localdate()
    statement.visibility = visibility
    if visibility != Visibility.STAFF:
        statement.slug = statement.slug or new_slug(statement)
    statement.save()
    Revision.objects.create(statement=statement, number=0, letter=to_dict(build(statement)), made_by=by)
    return statement
