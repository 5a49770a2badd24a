"""What is kept of a statement once it is sent or recorded."""

from __future__ import annotations

from django.utils import timezone

from contacts.models import User
from liaison.letter.build import build
from liaison.letter.to_json import to_dict
from liaison.models import Entry, Revision, Statement

from .publishing import new_slug

Visibility = Statement.Visibility


def _write_out(statement: Statement) -> None:
    """So that a body's new name or code, or another address of a document, does not change what was sent."""
    for party in statement.parties.all():
        party.text, party.body_code = party.printed, party.code or ""
        party.save(update_fields=["text", "body_code"])
    rows = [row for annex in statement.annexes.all() for row in annex.entries.all()]
    for row in rows:
        row.url = row.address
    Entry.objects.bulk_update(rows, ["url"])


def freeze(statement: Statement, by: User | None, visibility: str) -> Statement:
    """Write out what the register fills in, keep the Letter as revision 0, and decide who sees the statement."""
    _write_out(statement)
    statement.recorded_on = timezone.localdate()
    statement.visibility = visibility
    if visibility != Visibility.STAFF:
        statement.slug = statement.slug or new_slug(statement)
    statement.save()
    Revision.objects.create(statement=statement, number=0, letter=to_dict(build(statement)), made_by=by)
    return statement
