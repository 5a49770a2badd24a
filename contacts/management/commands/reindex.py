"""Bring the index of search in step with the register, or see whether it is."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from contacts.search import index
from contacts.search.sources import SOURCES

SHOWN = 20


class Command(BaseCommand):
    help = (
        "Renew what is stale in the index of search, a batch at a time, while the site goes on. A run that was stopped "
        "goes on where it was. With --check nothing is changed: exit 1 where something is stale."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="only say what is stale")
        parser.add_argument("--afresh", action="store_true", help="begin anew where an earlier run was stopped")
        parser.add_argument("kinds", nargs="*", metavar="KIND", help=f"of {', '.join(SOURCES)}; none: all")

    def handle(self, *, check: bool, afresh: bool, kinds: list[str], **options: Any) -> None:
        if unknown := set(kinds) - SOURCES.keys():
            raise CommandError(f"There is no kind {', '.join(sorted(unknown))}; there are {', '.join(SOURCES)}.")
        if check:
            self._check(kinds)
            return
        renewed = index.rebuild(afresh=afresh, kinds=kinds, say=self._say)
        self.stdout.write(f"In step; {renewed} renewed.")

    def _say(self, step: index.Step) -> None:
        self.stdout.write(f"{step.kind}: {step.seen} of {step.total}, {step.renewed} renewed")

    def _check(self, kinds: list[str]) -> None:
        stale = list(index.stale(kinds))
        for kind, key in stale[:SHOWN]:
            self.stdout.write(f"stale: {kind} {key}")
        if stale:
            raise CommandError(f"{len(stale)} rows are stale: run manage.py reindex.", returncode=1)
        self.stdout.write("In step.")
