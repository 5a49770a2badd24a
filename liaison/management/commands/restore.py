"""A backup back into the database and the storage that the environment names."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from config.backup import restoring
from liaison.mail.holding import mails_hold


class Command(BaseCommand):
    requires_system_checks: list[str] = []
    help = (
        "Put a backup back, with the site and its workers stopped. It is looked at in full before anything is touched: "
        "a damaged one, one of another engine or of a newer version is refused, and so is a database with rows in it."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="FOLDER", help="one backup, such as 2026-11-26T023000Z")
        parser.add_argument("--check", action="store_true", help="only look whether it could be restored")
        parser.add_argument("--overwrite", action="store_true", help="replace what is there")
        parser.add_argument(
            "--mails-as-they-were",
            action="store_true",
            help="let the mails that waited be sent; only where none can have been sent since the backup",
        )

    def handle(self, *, folder: Path, check: bool, overwrite: bool, mails_as_they_were: bool, **options: Any) -> None:
        made = restoring.check(folder)
        self.stdout.write(f"{folder} is whole: rows of {made.made_at:%Y-%m-%d %H:%M} UTC, {len(made.files)} files.")
        if check:
            return
        written = restoring.put_back(folder, made, overwrite=overwrite)
        self.stdout.write(f"The rows are back, and {written} files that were not there.")
        for name in made.missing:
            self.stdout.write(f"It was missing when the backup was made: {name}")
        if restoring.brought() - set(made.migrations):
            call_command("migrate", verbosity=0)
            self.stdout.write("The database was brought to this version.")
        if not mails_as_they_were and (held := mails_hold(since=made.made_at)):
            self.stdout.write(f"{held} mails waited then, and may have been sent since: decide about them at the desk.")
        self.stdout.write("Now run manage.py reindex, manage.py verify, and start the site.")
