"""Read the files that were uploaded at the desk and wait. Stopped at any point, it goes on where it was."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from liaison.intake.services import intake_sweep, intake_work


class Command(BaseCommand):
    help = "Read the uploaded files that wait, and make the statements that were chosen at the desk."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--most", type=int, metavar="N", help="deal with N files at most")

    def handle(self, *, most: int | None, **options: Any) -> None:
        count = intake_work(seconds=sys.maxsize, most=most)
        self.stdout.write(f"Files dealt with: {count}.")
        if swept := intake_sweep():
            self.stdout.write(f"Files deleted that were refused or put aside a month ago: {swept}.")
