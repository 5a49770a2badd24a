"""Help somebody who lost the telephone and the recovery codes, where nobody else can sign in either."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from contacts.accounts.second_step import second_step_reset
from contacts.models import User


class Command(BaseCommand):
    help = "Take the second step of signing in from an account: its password alone signs in, or sets up a new one."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")

    def handle(self, *, username: str, **options: Any) -> None:
        user = User.objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"There is no account “{username}”.")
        if not second_step_reset(user=user, by=None):
            raise CommandError(f"“{username}” has no second step.")
        self.stdout.write(f"The second step of “{username}” was reset.")
