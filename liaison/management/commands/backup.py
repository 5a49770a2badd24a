"""All rows and files into a folder of their own, and old ones away."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from config.backup import engines, keeping, making


class Command(BaseCommand):
    requires_system_checks: list[str] = []  # a site that is not well needs its backup all the more
    help = (
        "Write all rows and files into a new folder below FOLDER, while the site goes on. Files that the last backup "
        "has too are linked and take no room. It holds drafts and password hashes: keep it as safe as the site itself."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="FOLDER")
        words = f"the last of {keeping.DAYS} days, {keeping.WEEKS} weeks and {keeping.MONTHS} months stay"
        parser.add_argument("--prune", action="store_true", help=f"delete old ones afterwards: {words}")

    def handle(self, *, folder: Path, prune: bool, **options: Any) -> None:
        if not folder.is_dir():
            raise CommandError(f"{folder} is no folder. (If it is a disk of its own: is it mounted?)")
        try:
            target, made = making.make(folder)
        except OSError as error:
            raise CommandError(f"The backup could not be written: {error}") from error
        self.stdout.write(f"{target}: {made.database.size} bytes of rows, {len(made.files)} files.")
        if prune:
            for gone in keeping.prune(folder, timezone.now()):
                self.stdout.write(f"Deleted: {gone}")
        if made.missing:
            self._tell(made.missing)

    def _tell(self, missing: list[str]) -> None:
        """A file whose row is gone by now was deleted meanwhile; any other is lost."""
        with connection.cursor() as cursor:
            lost = sorted(set(missing) & set(engines.named_files(cursor)))
        for name in lost:
            self.stderr.write(f"Missing: {name}")
        if lost:
            raise CommandError(f"The backup is whole but for {len(lost)} files that the storage lacks already.")
