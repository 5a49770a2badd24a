"""Fill the register with study periods, bodies, Questions, roles, Member States and topics."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from liaison.reference.loading import load_reference


class Command(BaseCommand):
    help = (
        "Add the study periods, bodies, Questions, roles, Member States and topics that the register lacks. "
        "What is there is never changed, so this can be run at any time."
    )

    def handle(self, **options: Any) -> None:
        tallies = load_reference()
        for label, tally in tallies.items():
            self.stdout.write(f"{label}: {tally.added} added, {tally.present} there before.")
        if not any(tally.added for tally in tallies.values()):
            self.stdout.write("Nothing was missing; nothing was changed.")
