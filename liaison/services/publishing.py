"""Who sees a statement, and under which address."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from contacts.models import Body, User
from liaison.mail.followers import take_out
from liaison.models import Event, Party, Statement
from liaison.registered import own_document

from .moves import move, permit
from .trail import locked

Visibility = Statement.Visibility


@transaction.atomic
def statement_publish(*, statement: Statement, by: User | None, visibility: str, note: str = "") -> Statement:
    """Show a statement in public in full or by its header, or keep it with staff again."""
    permit("publish", by)
    stored = locked(statement)
    if stored.status not in Statement.PUBLIC_STATUSES:
        raise ValidationError(_("A draft cannot be made public. Record it as sent or received first."))
    if visibility not in Visibility.values or visibility == Visibility.REMOVED:
        raise ValidationError(_("“%(value)s” is not a kind of publication.") % {"value": visibility})
    if visibility == stored.visibility:
        return stored
    _show(stored, visibility)
    kind = Event.Kind.HIDDEN if visibility == Visibility.STAFF else Event.Kind.PUBLISHED
    move("publish", stored, by, note or stored.get_visibility_display(), kind=kind)
    return stored


@transaction.atomic
def statement_remove(*, statement: Statement, by: User | None, reason: str) -> Statement:
    """Take what must not be public out of public view: its address says that it was removed, and nothing else does."""
    permit("remove", by)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it must not be public; staff alone read it.")})
    stored = locked(statement)
    _show(stored, Visibility.REMOVED)
    move("remove", stored, by, reason.strip())
    return stored


def _show(statement: Statement, visibility: str) -> None:
    """The address is given once, when the statement is first shown."""
    statement.visibility = visibility
    if visibility in (Visibility.PUBLIC, Visibility.HEADER):
        slug_give(statement)
    else:
        take_out(statement)
    if document := own_document(statement):
        document.is_public = statement.is_public
        document.save(update_fields=["is_public", "public_since"])


def slug_give(statement: Statement) -> None:
    """Within the act that shows it. The sender is locked: what is sent at the same moment gets another address."""
    if not statement.slug:
        senders = [party.body_id for party in statement.senders if party.body_id]
        list(Body.objects.filter(pk__in=senders[:1]).select_for_update(no_key=True))
        statement.slug = new_slug(statement)


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
