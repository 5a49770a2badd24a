"""Begin a study period: its Questions, the end of the roles of the one before it, and what those leave behind."""

from __future__ import annotations

import datetime
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from contacts.models import StudyPeriod
from contacts.periods import Fate, Outcome, fates_of, period_begin, read_fates
from liaison.handover import Inherited, left_by_period


class Command(BaseCommand):
    help = (
        "Begin a study period after another: all of it or nothing, and again changes nothing. Each Question goes on "
        "under its number, or as a CSV file with the columns old,new,title says: new empty ends it, one number at two "
        "merges them, two lines of one old number divide it, old empty makes one that continues none."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("label", help="of the new period: 2026-2029")
        parser.add_argument("--after", required=True, metavar="LABEL", help="the period before it: 2022-2025")
        parser.add_argument("--starts", required=True, type=datetime.date.fromisoformat, metavar="YYYY-MM-DD")
        parser.add_argument("--ends", required=True, type=datetime.date.fromisoformat, metavar="YYYY-MM-DD")
        parser.add_argument("--prefix", default="", help="of its documents: D26")
        parser.add_argument("--questions", type=Path, metavar="FILE.csv", help="what becomes of each Question")
        parser.add_argument("--dry-run", action="store_true", help="say what would be done, and do nothing")

    def handle(self, *, label: str, after: str, questions: Path | None, dry_run: bool, **options: Any) -> None:
        before = StudyPeriod.objects.labelled(after).first()
        if before is None:
            raise CommandError(f"There is no study period {after}.")
        days = {"starts_on": options["starts"], "ends_on": options["ends"]}
        try:
            fates = self._fates(before, questions)
            outcome = period_begin(
                before=before, label=label, prefix=options["prefix"], fates=fates, dry_run=dry_run, **days
            )
        except ValidationError as refusal:
            raise CommandError("Nothing was done. " + " ".join(refusal.messages)) from refusal
        for line in _lines(outcome):
            self.stdout.write(line)
        for row in left_by_period(before, outcome.continued, outcome.period.starts_on):
            self.stdout.write(_left(row))
        self.stdout.write("Nothing was stored: this was a dry run." if dry_run else "Done.")

    @staticmethod
    def _fates(before: StudyPeriod, path: Path | None) -> list[Fate]:
        if path is None:
            return fates_of(before)
        try:
            return read_fates(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"{path} cannot be read: {error}.") from error


def _lines(outcome: Outcome) -> list[str]:
    lines = [f"Period {outcome.period} is made."] if outcome.is_new else []
    lines += [f"{question.label} is made: {question.name}" for question in outcome.made]
    lines += [f"{new.label} continues {old}." for old, new in outcome.continued]
    lines += [f"{question} ends." for question in outcome.ended_questions]
    lines += [f"{role}: until {outcome.last_day}." for role in outcome.ended_roles]
    return lines or ["All of it is there already."]


def _left(row: Inherited) -> str:
    heirs = "; ".join(map(str, row.heirs)) or "nobody is appointed yet"
    following = ", ".join(question.label for question in row.following) or "none"
    counts = (
        f"{len(row.left.drafts)} drafts, {len(row.left.requests)} requests to answer, {len(row.left.awaited)} awaited"
    )
    return f"{row.question} leaves {counts}; continued by {following}; inherited by {heirs}."
