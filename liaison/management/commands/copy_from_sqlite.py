"""From SQLite to PostgreSQL."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from config.backup import moving


class Command(BaseCommand):
    help = (
        "Copy all rows of a SQLite database into the empty one of PostgreSQL that DATABASE_URL names, with the site "
        "stopped. In one transaction, each row compared afterwards. Files stay where they are (MEDIA_ROOT)."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="the SQLite database")

    def handle(self, *, file: Path, **options: Any) -> None:
        total = moving.copy(file, self.stdout.write)
        self.stdout.write(f"{total} rows copied and compared. The index of search is made anew:")
        call_command("reindex", afresh=True, stdout=self.stdout)
