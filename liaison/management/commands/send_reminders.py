"""Once a day: remind of deadlines, and carry over what meetings left without an outcome."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from liaison.models import Consideration
from liaison.reminders import Due
from liaison.services import considerations_carry_over, reminders_send


class Command(BaseCommand):
    help = (
        "Queue the reminders that are due, each once, to whoever holds the role today, and put incoming statements "
        "that a meeting left without an outcome on the next meeting's list. Run it once a day; again does nothing more."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="say what would be done, and do nothing")

    def handle(self, *, dry_run: bool, **options: Any) -> None:
        queued, nobody = reminders_send(dry_run=dry_run)
        for due in queued:
            self.stdout.write(f"{_name(due)}: reminder to {len(due.addresses)}")
        for due in nobody:
            self.stdout.write(f"{_name(due)}: nobody with an address is in office")
        if dry_run:
            left = Consideration.objects.left_over(timezone.localdate()).count()
            self.stdout.write(f"Would queue {len(queued)} reminders. {left} statements wait for a later meeting.")
            return
        carried = considerations_carry_over()
        self.stdout.write(f"{len(queued)} reminders queued, {len(carried)} statements carried over.")


def _name(due: Due) -> str:
    """By numbers, since a log holds no titles of what is not public."""
    return f"Statement {due.party.statement_id}, due {due.party.deadline:%Y-%m-%d} ({due.days:+} days)"
