"""Acts on what the desk remembers of its own work."""

from __future__ import annotations

import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from contacts.models import User
from liaison.mail.services import mail_queue
from liaison.models import BoardVisit, Mail, Reminder
from liaison.reminders import Due, reminder_words, reminders_due

from .settling import code_of_django


@transaction.atomic
def board_seen(*, user: User, until: datetime.datetime) -> BoardVisit:
    """Note until when somebody saw what is new: never the future, and never earlier than before."""
    until = min(until, timezone.now())
    visit, is_new = BoardVisit.objects.select_for_update().get_or_create(user=user, defaults={"seen_at": until})
    if not is_new and until > visit.seen_at:
        visit.seen_at = until
        visit.save()
    return visit


def reminders_send(*, on: datetime.date | None = None, dry_run: bool = False) -> tuple[list[Due], list[Due]]:
    """Queue the reminders that are due; returns those queued and those for which nobody with an address is in office.

    Each is stored with its mail in one transaction of its own, or neither is; the database refuses a second one. What
    finds nobody is tried again the next time.
    """
    queued, nobody = [], []
    for due in reminders_due(on):
        try:
            if not due.addresses:
                nobody.append(due)
            elif dry_run or _remind(due, on):
                queued.append(due)
        except ValidationError:  # an address that no mail can go to
            nobody.append(due)
    return queued, nobody


def _remind(due: Due, on: datetime.date | None) -> bool:
    """Whether it was queued: not where somebody else did so a moment ago. One mail for each language; the reminder
    names the first."""
    try:
        with transaction.atomic():
            mails = [_queue(due, on, language, to) for language, to in due.addresses_by_language().items()]
            Reminder.objects.create(party=due.party, deadline=due.party.deadline, days=due.days, mail=mails[0])
    except IntegrityError:
        return False
    return True


def _queue(due: Due, on: datetime.date | None, language: str, to: list[str]) -> Mail:
    with translation.override(code_of_django(language)):
        subject, text = reminder_words(due, on)
    statement = due.party.statement
    return mail_queue(
        kind=Mail.Kind.REMINDER, to=to, subject=subject, text=text, language=language, statement=statement
    )
