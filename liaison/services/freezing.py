"""What is kept of a statement once it is sent or recorded, and each time that it is corrected."""

from __future__ import annotations

from django.utils import timezone

from contacts.models import User
from liaison.letter.build import build
from liaison.letter.sheets import letterhead_of, sheet_for
from liaison.letter.to_json import to_dict
from liaison.models import Entry, Revision, Statement, StatementFile

from .files import files_issue
from .publishing import slug_give
from .replying import answers_settle

Visibility = Statement.Visibility


def write_out(statement: Statement) -> None:
    """So that a body's new name or code, or another address of a document, does not change what was sent.

    What was remembered of the register while an annex was compiled is of no use any longer.
    """
    for party in statement.parties.all():
        party.text, party.body_code = party.printed, party.code or ""
        party.save(update_fields=["text", "body_code"])
    rows = [row for annex in statement.annexes.all() for row in annex.entries.all()]
    for row in rows:
        row.url, row.taken = row.address, {}
    Entry.objects.bulk_update(rows, ["url", "taken"])


def freeze(statement: Statement, by: User | None, visibility: str) -> Statement:
    """Write out what the register fills in, keep Letter and files as revision 0, decide who sees the statement,
    and close the requests that it answers."""
    write_out(statement)
    statement.period_label = statement.printed_period or ""
    statement.recorded_on = timezone.localdate()
    statement.visibility = visibility
    if visibility != Visibility.STAFF:
        slug_give(statement)
    statement.save()
    issue(statement, by)
    answers_settle(statement=statement, by=by)
    return statement


def issue(statement: Statement, by: User | None, *, number: int = 0, reason: str = "") -> Revision:
    """Keep the statement, read with all its rows, as a revision: its Letter, its letterhead, and its files."""
    letter = build(statement)
    revision = Revision.objects.create(
        statement=statement,
        number=number,
        letter=to_dict(letter),
        letterhead=list(letterhead_of(statement, statement.language)),
        reason=reason,
        made_by=by,
    )
    sheet = sheet_for(statement)
    files_issue(revision=revision, letter=letter, sheet=sheet, kind=StatementFile.Kind.ISSUED)
    if statement.redacted_on:
        files_issue(revision=revision, letter=letter, sheet=sheet, kind=StatementFile.Kind.PUBLIC)
    return revision
