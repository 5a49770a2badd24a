"""Read statements from files, as drafts or, for a dry run, as JSON on the screen."""

from __future__ import annotations

import dataclasses
import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from liaison.letter.ingest import Intake, import_file, read_and_resolve, read_without_register, refuse
from liaison.letter.register import Register
from liaison.letter.resolve import has_register
from liaison.letter.to_json import to_dict

NOT_A_STATEMENT = 3


class Command(BaseCommand):
    help = "Read liaison statements from files and keep each as a draft. Exits with 3 if a file is not a statement."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="save nothing")
        parser.add_argument("--json", action="store_true", help="print one line of JSON a file")

    def handle(self, *, files: list[Path], dry_run: bool, json: bool, **options: Any) -> None:
        register = Register() if has_register() else None
        if not (register or dry_run):
            raise CommandError("The database has no register yet. Run manage.py migrate first, or use --dry-run.")
        all_read = True
        for path in files:
            intake = self._intake(path, register, dry_run=dry_run)
            self.stdout.write(as_json(path, intake) if json else as_text(path, intake))
            all_read &= intake.reading.is_statement
        if not all_read:
            sys.exit(NOT_A_STATEMENT)

    @staticmethod
    def _intake(path: Path, register: Register | None, *, dry_run: bool) -> Intake:
        try:
            if refused := refuse(path.name, path.stat().st_size):
                return refused
            data = path.read_bytes()
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}.") from error
        if register is None:
            return read_without_register(path.name, data)
        if dry_run:
            return read_and_resolve(path.name, data, register)
        return import_file(path.name, data, register=register)


def as_json(path: Path, intake: Intake) -> str:
    answer = {
        "file": str(path),
        "is_statement": intake.reading.is_statement,
        "letter": to_dict(intake.resolved.letter) if intake.resolved else None,
        "findings": [dataclasses.asdict(finding) for finding in intake.findings],
    }
    return json.dumps(answer, ensure_ascii=False)


def as_text(path: Path, intake: Intake) -> str:
    if intake.resolved is None:
        outcome = "not a statement"
    elif intake.statement is None:
        outcome = f"“{intake.resolved.letter.title}”"
    elif intake.created:
        outcome = f"draft {intake.statement.pk}, “{intake.statement.title}”"
    else:
        outcome = f"read before: statement {intake.statement.pk}, “{intake.statement.title}”"
    lines = [f"{path}: {outcome}"]
    for finding in intake.findings:
        place = ", ".join(filter(None, (finding.where, finding.field)))
        lines.append(f"  {finding.level}{f' ({place})' if place else ''}: {finding.message}")
    return "\n".join(lines)
