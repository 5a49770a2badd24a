"""Send the mails that wait in the queue: what is due now, or for as long as the process lives."""

from __future__ import annotations

import signal
import time
from argparse import ArgumentParser, ArgumentTypeError
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.base import BaseCommand
from django.db import InterfaceError, OperationalError, close_old_connections, connection

from liaison.mail.worker import queue_work

LOOK = 5  # seconds between two looks at the queue
LONGEST = 300  # seconds of the pause while the mail server or the database is away


class Command(BaseCommand):
    requires_system_checks: list[str] = []  # those of the site concern the site
    help = (
        "Send the mails of the queue that are due. Any number of these may run at a time. "
        "A first SIGTERM or Ctrl-C lets the mail that is being sent be finished."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        how = parser.add_mutually_exclusive_group()
        how.add_argument("--once", action="store_true", help="send what is due and end (the default)")
        how.add_argument("--loop", action="store_true", help="go on until stopped")
        parser.add_argument("--limit", type=positive, metavar="N", help="try at most N mails at each look")

    def handle(self, *, loop: bool, limit: int | None, **options: Any) -> None:
        with stop_on_signal() as stop:
            if loop:
                self._loop(stop, limit)
            else:
                done = queue_work(limit=limit, stop=lambda: stop.is_asked)
                self.stdout.write(summary(done) or "Nothing was due.")

    def _loop(self, stop: Stop, limit: int | None) -> None:
        pause = LOOK
        while not stop.is_asked:
            close_old_connections()
            try:
                done = queue_work(limit=limit, stop=lambda: stop.is_asked)
            except (OperationalError, InterfaceError) as trouble:
                self.stderr.write(f"The database is away ({type(trouble).__name__}).")
                connection.close()
                pause = min(pause * 2, LONGEST)
            else:
                if text := summary(done):
                    self.stdout.write(text)
                pause = min(pause * 2, LONGEST) if done["unreachable"] else LOOK
            stop.wait(pause)


def summary(done: Counter[str]) -> str:
    words = {
        "sent": "sent",
        "queued": "to be tried again",
        "failed": "failed",
        "unknown": "unknown",
    }
    parts = [f"{done[state]} {text}" for state, text in words.items() if done[state]]
    unreachable = " The mail server cannot be reached." if done["unreachable"] else ""
    return f"{', '.join(parts)}.{unreachable}" if parts else ""


def positive(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) == 0:
        raise ArgumentTypeError("a number from 1")
    return int(text)


class Stop:
    """Whether somebody asked to stop. No threading.Event: its lock may be held by what a signal interrupts."""

    is_asked = False

    def wait(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while not self.is_asked and (left := end - time.monotonic()) > 0:
            time.sleep(min(left, 0.2))


@contextmanager
def stop_on_signal() -> Iterator[Stop]:
    """Asked by the first SIGTERM or SIGINT. The second one has its usual effect."""
    stop = Stop()
    before: dict[int, Any] = {}

    def note(number: int, _frame: object) -> None:
        stop.is_asked = True
        signal.signal(number, before[number])

    for number in (signal.SIGTERM, signal.SIGINT):
        before[number] = signal.signal(number, note)
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
