"""Sending a statement to many, killed on the way again and again, and what must hold after each kill."""

from __future__ import annotations

import hashlib
import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import IO, Any

from tests.fault.send import ALREADY

ROOT = Path(__file__).resolve().parents[2]
FORMATS = ["docx", "json", "pdf", "txt"]


class Sends:
    """One statement a round, of one series, to the same recipients, each with two addresses."""

    def __init__(self, recipients: int, log: IO[bytes]) -> None:
        from tests import factory  # noqa: PLC0415 -- after Django is set up
        from tests.liaison.sendable import make_receiver  # noqa: PLC0415 -- the same

        self.recipients, self.log = recipients, log
        self.bodies = [
            make_receiver(f"BODY-{number}", f"to{number}@example.org", f"also{number}@example.org")
            for number in range(recipients)
        ]
        self.series = factory.make_series(body=factory.make_question().group, pattern="SG2/LS{number}")
        self.points, self.seconds = 0, 1.0
        self.sent = self.kills = self.whole = 0
        self.faults: list[str] = []

    def send(self, kills: int, lot: random.Random) -> Any:
        """Kill so many sends, let the last statement be sent, and return it. One that was sent when its process died
        is out of the way, and another one is begun."""
        from tests.liaison.sendable import make_approved  # noqa: PLC0415 -- after Django is set up

        statement = make_approved(*self.bodies)
        for _kill in range(kills if self.points else 0):
            self.kill(statement.pk, lot)
            if self.check(statement.pk):
                statement.mails.update(state="cancelled")
                statement = make_approved(*self.bodies)
        self.run(statement.pk)
        self.check(statement.pk)
        statement.refresh_from_db()
        return statement

    def kill(self, key: int, lot: random.Random) -> None:
        """At a point of the act, or at any moment of it."""
        point = lot.randint(1, self.points) if lot.random() < 0.6 else 0
        process = self.start(key, *(["--point", str(point)] if point else []))
        begun = bool(process.stdout and process.stdout.readline())
        if begun and not point:
            threading.Timer(lot.uniform(0, self.seconds * 1.05), process.kill).start()
        process.communicate(timeout=120)
        self.kills += process.returncode == -signal.SIGKILL
        if process.returncode not in (0, ALREADY, -signal.SIGKILL):
            self.faults.append(f"A send ended with {process.returncode}.")

    def run(self, key: int) -> None:
        begin = time.monotonic()
        process = self.start(key)
        begun = process.stdout and process.stdout.readline()
        begin = time.monotonic() if begun else begin
        rest = process.communicate(timeout=120)[0]
        if process.returncode == 0:
            self.points, self.seconds = int(rest), time.monotonic() - begin
        elif process.returncode != ALREADY:
            self.faults.append(f"A send ended with {process.returncode}.")

    def start(self, key: int, *arguments: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "tests.fault.send", str(key), *arguments]
        return subprocess.Popen(command, cwd=ROOT, env=os.environ, stdout=subprocess.PIPE, stderr=self.log)

    def check(self, key: int) -> bool:
        """All of it is there, or nothing. Whether it was sent."""
        from liaison.models import Statement  # noqa: PLC0415 -- after Django is set up

        statement = Statement.objects.get(pk=key)
        self.series.refresh_from_db()
        stored = self.stored(statement)
        numbers = Statement.objects.filter(recorded_on__isnull=False).count() + 1
        nothing = {"status": "approved", "symbol": False, "slug": False, "revisions": 0, "files": [], "events": 0}
        nothing |= {"mails": 0, "files of mails": 0, "files that differ": []}
        everything = {"status": "sent", "symbol": True, "slug": True, "revisions": 1, "files": FORMATS, "events": 1}
        everything |= {"mails": self.recipients, "files of mails": 2 * self.recipients, "files that differ": []}
        if stored != (everything if statement.is_frozen else nothing):
            self.faults.append(f"Statement {key} is half sent: {stored}")
        if self.series.next_number != numbers:
            self.faults.append(f"The next number is {self.series.next_number}, not {numbers}.")
        if statement.is_frozen:
            self.sent += 1
            if statement.symbol != f"SG2/LS{self.sent}":
                self.faults.append(f"Statement {self.sent} got the number {statement.symbol}.")
        return bool(statement.is_frozen)

    def stored(self, statement: Any) -> dict[str, Any]:
        from liaison.models import MailFile  # noqa: PLC0415 -- after Django is set up

        files = list(statement.files.all())
        return {
            "status": statement.status,
            "symbol": bool(statement.symbol),
            "slug": bool(statement.slug),
            "revisions": statement.revisions.count(),
            "files": sorted(file.name.rpartition(".")[2] for file in files),
            "events": statement.events.filter(kind="sent").count(),
            "mails": statement.mails.count(),
            "files of mails": MailFile.objects.filter(mail__statement=statement).count(),
            "files that differ": [file.name for file in files if _sum(file) != file.sha256],
        }


def _sum(file: Any) -> str:
    with file.file.open("rb") as stored:
        return hashlib.sha256(stored.read()).hexdigest()
