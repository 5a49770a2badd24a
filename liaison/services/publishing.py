"""Who sees a statement, and under which address."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from contacts.models import User
from liaison.models import Event, Party, Statement

from .trail import event_add, locked

Visibility = Statement.Visibility


@transaction.atomic
def statement_publish(*, statement: Statement, by: User | None, visibility: str, note: str = "") -> Statement:
    """Show a statement in public in full or by its header, or keep it with staff again."""
    stored = locked(statement)
    if stored.status not in Statement.PUBLIC_STATUSES:
        raise ValidationError(_("A draft cannot be made public. Record it as sent or received first."))
    if visibility not in Visibility.values:
        raise ValidationError(_("“%(value)s” is not a kind of publication.") % {"value": visibility})
    if visibility == stored.visibility:
        return stored
    stored.visibility = visibility
    if visibility != Visibility.STAFF:
        stored.slug = stored.slug or new_slug(stored)
    stored.save(update_fields=["visibility", "slug", "updated_at"])
    kind = Event.Kind.HIDDEN if visibility in (Visibility.STAFF, Visibility.REMOVED) else Event.Kind.PUBLISHED
    event_add(statement=stored, kind=kind, by=by, note=note or stored.get_visibility_display())
    return stored


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
