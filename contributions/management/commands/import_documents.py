"""Take in a meeting's list of documents from a CSV or Excel file."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from contacts.models import StudyPeriod
from contributions.lists.file_kinds import MOST_BYTES
from contributions.lists.headings import Table
from contributions.lists.outcome import Outcome, RowOutcome
from contributions.lists.reading import read_list
from contributions.models import Meeting, Topic
from contributions.services import documents_import

ROWS_REFUSED = 3


class Command(BaseCommand):
    help = (
        "Take in a meeting's list of documents from a CSV or Excel file: all of it, or nothing if a row is refused. "
        f"Exits with {ROWS_REFUSED} if rows are refused."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE.csv|.xlsx", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="say what would be done, and save nothing")
        parser.add_argument("--period", metavar="LABEL", help="the study period of short symbols such as 2/34")
        parser.add_argument("--meeting", metavar="SLUG", help="the meeting of documents whose row names none")
        parser.add_argument("--topic", metavar="SLUG", help="the topic of briefs whose row names none")
        parser.add_argument("--sheet", metavar="NAME", default="", help="the sheet of a workbook with several lists")

    def handle(self, *, file: Path, dry_run: bool, sheet: str, **options: Any) -> None:
        with translation.override("en"):
            defaults = {
                "period": _named(StudyPeriod, "label", options["period"]),
                "meeting": _named(Meeting, "slug", options["meeting"]),
                "topic": _named(Topic, "slug", options["topic"]),
            }
            try:
                table = read_list(file.name, _content(file), sheet)
                outcome = documents_import(table=table, dry_run=dry_run, **defaults)
            except ValidationError as refusal:
                raise CommandError(f"{file}: {' '.join(refusal.messages)}") from refusal
            self.stdout.write("\n".join(_report(table, outcome, dry_run)))
        if outcome.refused:
            sys.exit(ROWS_REFUSED)


def _named(model: Any, column: str, value: str | None) -> Any:
    if not value:
        return None
    row = model.objects.filter(**{column: value}).first()
    if row is None:
        raise CommandError(f"There is no {model._meta.verbose_name} “{value}”.")
    return row


def _content(path: Path) -> bytes:
    """Not more of it than is refused for its size."""
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}.") from error


def _report(table: Table, outcome: Outcome, dry_run: bool) -> Iterator[str]:
    sheet = f", sheet “{table.sheet}”" if table.sheet else ""
    yield f"{table.file}{sheet}: {len(table.rows)} rows below the headings of row {table.heading_row}."
    yield from (f"  {note}" for note in outcome.notes)
    groups = {"New": outcome.new, "Changed": outcome.changed, "Refused": outcome.refused}
    for label, rows in groups.items():
        if rows:
            yield f"{label}: {len(rows)}"
            for row in rows:
                yield from _row(row, label)
    if outcome.unchanged:
        yield f"Unchanged: {len(outcome.unchanged)}"
    yield _conclusion(outcome, dry_run)


def _row(row: RowOutcome, label: str) -> Iterator[str]:
    title = f" “{_short(row.title)}”" if row.title else ""
    yield f"  row {row.row}: {row.symbol}{title}"
    yield from (f"    {reason}" for reason in row.reasons)
    if label == "Changed":
        for change in row.changes:
            yield f"    {change.label}: {_value(change.old)} -> {_value(change.new)}"
    yield from (f"    note: {warning}" for warning in row.warnings)


def _short(title: str) -> str:
    return title if len(title) <= 70 else f"{title[:69]}…"


def _value(text: str) -> str:
    return f"“{text}”" if text else "nothing"


def _conclusion(outcome: Outcome, dry_run: bool) -> str:
    if outcome.refused:
        return "Nothing was saved: correct the refused rows, and try again."
    if dry_run:
        return "This was a dry run: nothing was saved."
    return f"Saved. New documents: {len(outcome.new)}, changed: {len(outcome.changed)}."
