"""Acts by which a statement goes out or comes in, is settled, and is withdrawn."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contacts.models import User
from liaison.mail.services import mail_cancel
from liaison.models import Mail, Party, Statement

from .delivering import Delivery, deliver
from .files import stored_whole
from .freezing import freeze
from .handling import party_reopen
from .moves import check, move, permit, refuse_gaps_of_today
from .trail import locked

Visibility, Direction = Statement.Visibility, Statement.Direction
OURS = (Direction.OUTGOING, Direction.INTERNAL)


@stored_whole()
def statement_record_sent(
    *,
    statement: Statement,
    by: User | None,
    sent_on: datetime.date | None = None,
    deliveries: Iterable[Delivery] = (),
    note: str = "",
) -> Statement:
    """Record that a statement of ours went out: it is frozen as revision 0, with its files, and shown in public.

    Nothing is mailed. `deliveries` say how it reached whom, as far as that is known, with the proof.
    `sent_on` is the day of record, by default the statement's own date. Rules block only what our bodies send now;
    a statement dated before today is recorded as it was, gaps and all.
    """
    permit("record-sent", by)
    stored = locked(statement)
    day = sent_on or stored.date or timezone.localdate()
    if stored.is_correction:
        raise ValidationError(_("This is a correction: it takes the place of what was sent when it is sent itself."))
    if day > timezone.localdate():
        raise ValidationError({"sent_on": _("A statement cannot have been sent in the future.")})
    if stored.direction not in OURS:
        raise ValidationError(
            _("Only a statement whose sender is one of our bodies is sent by us. Record it as received.")
        )
    check("record-sent", stored, by)
    refuse_gaps_of_today(stored)
    stored.sent_on = day
    told = deliver(stored, deliveries, day)
    move("record-sent", stored, by, "\n".join(filter(None, [*told, note.strip()])))
    return freeze(stored, by, Visibility.PUBLIC)


@stored_whole()
def statement_record_received(
    *, statement: Statement, by: User | None, received_on: datetime.date | None = None, note: str = ""
) -> Statement:
    """Record a statement of others. It stays with staff until somebody publishes it."""
    permit("record-received", by)
    stored = locked(statement)
    if stored.direction in OURS:
        raise ValidationError(_("The sender is one of our bodies. Record the statement as sent."))
    if stored.is_correction:
        raise ValidationError(_("This is a correction: it takes the place of what was sent when it is sent itself."))
    stored.received_on = received_on or stored.received_on
    move("record-received", stored, by, note)
    return freeze(stored, by, Visibility.STAFF)


@transaction.atomic
def statement_close(*, statement: Statement, by: User | None, note: str = "") -> Statement:
    """Say that nothing is left to be done about a statement of others."""
    stored = locked(statement)
    move("close", stored, by, note)
    return stored


@transaction.atomic
def statement_reopen(*, statement: Statement, by: User | None, note: str = "") -> Statement:
    stored = locked(statement)
    move("reopen", stored, by, note)
    return stored


@transaction.atomic
def statement_withdraw(*, statement: Statement, by: User | None, reason: str) -> Statement:
    """Withdraw a sent statement: its page and files stay and say so, with the reason.

    Mails of it that wait are cancelled, and what it had answered is open again.
    """
    permit("withdraw", by)
    if not reason.strip():
        raise ValidationError({"reason": _("A withdrawal needs a reason; it is shown in public.")})
    stored = locked(statement)
    stored.withdrawn_on, stored.withdrawal_reason = timezone.localdate(), reason.strip()
    left = _cancel_mails(stored, by)
    move("withdraw", stored, by, "\n".join(filter(None, [reason.strip(), left])))
    for party in Party.objects.answered_by(stored):
        party_reopen(party=party, by=by, note=_("The statement that answered it was withdrawn."))
    return stored


def _cancel_mails(statement: Statement, by: User | None) -> str:
    """Cancel what waits; in words, what could not be held back."""
    mails = Mail.objects.of_statement(statement)
    for mail in mails.in_state(Mail.State.QUEUED, Mail.State.FAILED):
        try:
            with transaction.atomic():
                mail_cancel(mail=mail, by=by, note=_("The statement was withdrawn."))
        except ValidationError:  # a worker took it a moment ago
            continue
    left = mails.in_state(Mail.State.QUEUED, Mail.State.SENDING).count()
    words = ngettext("%(n)d mail was being sent already.", "%(n)d mails were being sent already.", left)
    return words % {"n": left} if left else ""
