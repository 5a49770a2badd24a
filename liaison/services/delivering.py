"""How a statement reached each who got it: when, by which way, to which address, and the proof."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from contacts.models import User
from liaison.mail.message import safe_name
from liaison.models import Party, Statement, StatementFile

from .covers import receivers_of
from .files import file_keep, stored_whole
from .handling import lines_of, party_handle
from .moves import check
from .trail import locked


@dataclass(frozen=True)
class Proof:
    """A file that shows that it was sent: a receipt, the sent mail, a picture of the document system's page."""

    name: str
    content: bytes
    media_type: str = "application/octet-stream"


@dataclass(frozen=True)
class Delivery:
    """To the party with this key. Without a day, that of the statement is meant."""

    party: int
    channel: str
    sent_on: datetime.date | None = None
    address: str = ""
    note: str = ""
    proof: Proof | None = None


@stored_whole()
def party_delivered(*, party: Party, delivery: Delivery, by: User | None, note: str = "") -> Party:
    """Write down how a recipient or copy got a statement that is out. A proof stays until another one is given."""
    statement = locked(party.statement)
    check("handle", statement, by)
    day = delivery.sent_on or statement.sent_on or timezone.localdate()
    row = _checked(statement, delivery, day)
    return party_handle(party=row, by=by, note=note, **_facts(statement, row, delivery, day))


def deliver(statement: Statement, deliveries: Iterable[Delivery], day: datetime.date) -> list[str]:
    """Within the act that records a statement as sent: store what is known of each, and say it in words."""
    told = []
    for delivery in deliveries:
        row = _checked(statement, delivery, delivery.sent_on or day)
        facts = _facts(statement, row, delivery, delivery.sent_on or day)
        changed = {name: (getattr(row, name), value) for name, value in facts.items() if getattr(row, name) != value}
        for name, value in facts.items():
            setattr(row, name, value)
        row.save(update_fields=list(facts))
        told += lines_of(row, changed)
    return told


def _checked(statement: Statement, delivery: Delivery, day: datetime.date) -> Party:
    """The party. Raises ValidationError, its keys the party's and the field's: `p7-channel`."""
    party = next((row for row in receivers_of(statement) if row.pk == delivery.party), None)
    if party is None:
        raise ValidationError(_("This is neither a recipient nor a copy of the statement."))
    errors = {}
    if delivery.channel not in Party.Channel.values:
        errors["channel"] = _("Say how it was sent.")
    if day > timezone.localdate():
        errors["sent_on"] = _("A statement cannot have been sent in the future.")
    if len(delivery.address) > Party._meta.get_field("sent_address").max_length:
        errors["address"] = _("This is too long.")
    if delivery.proof and not delivery.proof.content:
        errors["proof"] = _("The file is empty.")
    if errors:
        raise ValidationError({f"p{party.pk}-{name}": message for name, message in errors.items()})
    return party


def _facts(statement: Statement, party: Party, delivery: Delivery, day: datetime.date) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "sent_on": day,
        "sent_channel": delivery.channel,
        "sent_address": delivery.address.strip(),
        "sent_note": delivery.note.strip(),
    }
    if delivery.proof:
        facts["sent_proof"] = file_keep(
            statement=statement,
            kind=StatementFile.Kind.PROOF,
            name=safe_name(delivery.proof.name),
            content=delivery.proof.content,
            media_type=delivery.proof.media_type[:100],
            field=f"p{party.pk}-proof",
        )
    return facts
