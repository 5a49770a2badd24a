"""Whether what was sent is still what is kept: all checksums, and each statement against its last revision."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from liaison import verifying

KINDS = {"files": verifying.verify_files, "mails": verifying.verify_mails, "statements": verifying.verify_statements}


class Command(BaseCommand):
    help = (
        "Compute the checksum of every file anew, and compare each statement that was sent or recorded with its last "
        "revision. Prints a line for each difference, and ends with 1 if there is one. Nothing is changed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slugs", nargs="*", metavar="SLUG", help="these statements alone, by their addresses")

    def handle(self, *, slugs: list[str], verbosity: int, **options: Any) -> None:
        wrong, counts = 0, dict.fromkeys(KINDS, 0)
        for kind, look in KINDS.items():
            for found in look(slugs or None):
                counts[kind] += 1
                for line in found.splitlines():
                    wrong += 1
                    self.stdout.write(line)
        if slugs and not counts["statements"]:
            raise CommandError("No statement that was sent or recorded has such an address.")
        if verbosity:
            self.stdout.write(f"Looked at {counts['files']} files and {counts['statements']} statements.")
        if wrong:
            raise CommandError(f"{wrong} differences.", returncode=1)
        if verbosity:
            self.stdout.write("All is as it was sent.")
