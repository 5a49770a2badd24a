"""`manage.py export_statement SLUG --format pdf|docx|txt|json|html -o FILE`: what the public may read, as a file."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from liaison.letter.build import build
from liaison.letter.formats import WRITERS, PdfError
from liaison.letter.sheets import sheet_for
from liaison.models import Statement


class Command(BaseCommand):
    help = "Write a public liaison statement to a file, or to the standard output."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("slug", help="the last part of its page's address")
        parser.add_argument("--format", choices=sorted(WRITERS), help="absent: by the name of the file, else pdf")
        parser.add_argument("-o", "--output", default="-", metavar="FILE", help="absent or -: the standard output")

    def handle(self, *args: Any, slug: str, output: str, **options: Any) -> None:
        statement = Statement.objects.public().for_detail().at(slug).first()
        if statement is None:
            raise CommandError(f"No public liaison statement has the address “{slug}”.")
        extension = options["format"] or Path(output).suffix.removeprefix(".").lower() or "pdf"
        if extension not in WRITERS:
            raise CommandError(f"“.{extension}” is no format; name one with --format: {', '.join(sorted(WRITERS))}.")
        try:
            content = WRITERS[extension].write(build(statement, public=True), sheet_for(statement))
        except PdfError as error:
            raise CommandError(f"The PDF could not be made: {error}") from error
        self._write(output, content)

    def _write(self, output: str, content: bytes) -> None:
        if output == "-":
            sys.stdout.buffer.write(content)
            return
        try:
            Path(output).write_bytes(content)
        except OSError as error:
            raise CommandError(f"{output} cannot be written: {error.strerror}.") from error
        self.stderr.write(f"{output}: {len(content):,} bytes")
