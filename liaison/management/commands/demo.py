"""Fill the register for a first look: reference data, the statement of 22 May 2023, and made-up rows if asked."""

from __future__ import annotations

import secrets
from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone, translation

from contacts.models import User
from liaison.demo.seed import load_seed
from liaison.demo.size import load_size
from liaison.reference.loading import load_reference
from liaison.reference.tables import Tally

ADMIN = "admin"


def size(text: str) -> int:
    """A count of documents; their numbers have six digits, the first of which is not theirs."""
    if not text.isdecimal() or int(text) > 800_000:
        raise ArgumentTypeError(f"{text} is not a number from 0 to 800000")
    return int(text)


class Command(BaseCommand):
    help = (
        "Add the reference data, the liaison statement of 22 May 2023 with its documents, meetings and people, and an "
        "account for the admin. Nothing is doubled and nothing overwritten, so this can be run at any time."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--size",
            type=size,
            default=0,
            metavar="N",
            help="also have N made-up documents and N/4 made-up statements, in six languages",
        )

    def handle(self, *, size: int, **options: Any) -> None:
        with translation.override("en"):
            reference = load_reference().values()
            tallies = {
                "Reference data": Tally(sum(tally.added for tally in reference), sum(t.present for t in reference))
            }
            seed, statement = load_seed()
            tallies |= seed
            if size:
                tallies |= load_size(size, timezone.localdate())
        for label, tally in tallies.items():
            self.stdout.write(f"{label}: {tally.added} added, {tally.present} there before.")
        if statement.is_public:
            self.stdout.write(f"The statement is at {statement.get_absolute_url()}")
        self._admin()

    def _admin(self) -> None:
        if User.objects.filter(username=ADMIN).exists():
            self.stdout.write(f"The account “{ADMIN}” is there; to set its password: manage.py changepassword {ADMIN}")
            return
        password = secrets.token_urlsafe(12)
        User.objects.create_superuser(ADMIN, password=password)
        self.stdout.write(f"To sign in: {ADMIN}, password {password} (it is not shown again)")
