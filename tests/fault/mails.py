"""Kills a send to 50 recipients, and the workers of the mail queue, at random points, over a test server.

    python -m tests.fault.mails --kills 200 --seed 1

A round begins with a statement that is sent to 50 recipients: the process that sends it is killed a few times, at a
statement to the database or at any moment, and each time all of it must be stored or nothing (tests/fault/sends.py).
Two workers at a time then send its 50 mails, each to a server of its own with common memory. At a stage drawn by lot
(the connection, a command, the middle of the message, its end, after the answer), at once or some milliseconds later,
a worker is killed with SIGKILL and another one takes its place. Now and then the server says "later". At the end of a
round the leases run out, the rest is sent, and the memory of the server is held against the queue: no mail may be
missing, none repeated, and each whose fate is unknown must be listed. Then somebody decides about those.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path
from typing import IO, Any

from tests.fault.database import fresh_database
from tests.fault.sends import Sends
from tests.smtp_server import SmtpServer, Taken

ROOT = Path(__file__).resolve().parents[2]
MAILS = 50
ONCE = ["start", "connect", "EHLO"]  # a worker comes to these once
STAGES = [*ONCE, "MAIL", "RCPT", "DATA", "body", ".", "taken", "answered", "RSET"]
KILLED_SENDS = 12  # at most, in a round
LATEST = 0.04  # seconds between a stage and the kill
LATEST_START = 1.5  # the same after the start of the process
LATER = 0.03  # of the messages are to be tried again


class Server(SmtpServer):
    """Kills the worker that it serves at the stage that was aimed at."""

    def __init__(self, lot: random.Random, taken: list[Taken]) -> None:
        super().__init__(taken=taken, watch=self.reached)
        self.lot = lot
        self.victim: subprocess.Popen[bytes] | None = None
        self.stage, self.countdown, self.aims = "", 0, False
        self.killed_at = ""

    def aim(self, victim: subprocess.Popen[bytes], kills: bool) -> None:
        self.stage = self.lot.choice(STAGES)
        self.countdown = 0 if self.stage in ONCE else self.lot.choice([0, 0, 0, 1, 2])
        self.victim, self.aims, self.killed_at = victim, kills, ""
        if kills and self.stage == "start":
            threading.Timer(self.lot.uniform(0, LATEST_START), self.kill, [victim]).start()

    def reached(self, stage: str) -> None:
        if not self.aims or stage != self.stage:
            return
        if self.countdown:
            self.countdown -= 1
            return
        self.aims = False
        delay = self.lot.uniform(0, LATEST)
        if self.lot.random() < 0.4:  # the worker waits for an answer
            time.sleep(delay)
            self.kill(self.victim)
        else:  # it goes on meanwhile
            threading.Timer(delay, self.kill, [self.victim]).start()

    def kill(self, victim: subprocess.Popen[bytes] | None) -> None:
        if victim is not None and victim.poll() is None:
            self.killed_at = self.stage
            victim.kill()

    def answer(self, verb: str, argument: str = "") -> str:
        return "451 later" if verb == "." and self.lot.random() < LATER else super().answer(verb, argument)


class Run:
    def __init__(self, kills: int, seed: int, log: IO[bytes]) -> None:
        self.wanted, self.seed = kills, seed
        self.taken: list[Taken] = []
        self.kills: Counter[str] = Counter()
        self.unknown: Counter[bool] = Counter()  # by whether the server had it
        self.released = self.mails = self.rounds = self.processes = 0
        self.faults: list[str] = []
        self.lock = threading.Lock()
        self.log = log
        from tests import factory  # noqa: PLC0415 -- after Django is set up

        self.user = factory.make_user()
        self.sends = Sends(MAILS, log)

    def go(self) -> None:
        while self.kills.total() < self.wanted:
            self.rounds += 1
            self.send()
            lots = [random.Random(f"{self.seed}-{self.rounds}-{place}") for place in range(2)]  # noqa: S311 -- a fixed seed
            servers = [Server(lot, self.taken) for lot in lots]
            with servers[0], servers[1]:
                workers = [threading.Thread(target=self.work, args=(server,)) for server in servers]
                for worker in workers:
                    worker.start()
                for worker in workers:
                    worker.join()
                self.drain(servers[0])
                self.compare()
                self.decide()
                self.drain(servers[0])
                self.compare_decided()
        self.faults += self.sends.faults
        self.read_log()

    def send(self) -> None:
        """The first round's send is left alone, and tells how many points there are at which the others may die."""
        lot = random.Random(f"{self.seed}-{self.rounds}-send")  # noqa: S311 -- a fixed seed
        if self.rounds == 1:
            self.sends.send(0, lot).mails.update(state="cancelled")
        before = self.sends.kills
        left = self.wanted - self.kills.total()
        statement = self.sends.send(min(left, KILLED_SENDS, max(2, left // 4)), lot)
        self.kills["send"] += self.sends.kills - before
        self.keys = set(statement.mails.values_list("pk", flat=True))
        self.mails += len(self.keys)

    def work(self, server: Server) -> None:
        """Worker after worker, each killed, until the round has nothing to send or there were kills enough."""
        from django.db import connection  # noqa: PLC0415 -- after Django is set up

        while self.open().exists() and self.kills.total() < self.wanted:
            process = self.start(server)
            server.aim(process, kills=True)
            ended = process.wait(60)
            if ended == -signal.SIGKILL:
                with self.lock:
                    self.kills[server.killed_at] += 1
            elif ended:
                self.faults.append(f"A worker ended with {ended}.")
            self.make_due()
        connection.close()

    def start(self, server: Server) -> subprocess.Popen[bytes]:
        self.processes += 1
        variables = {"EMAIL_URL": f"smtp://127.0.0.1:{server.port}?from=liaison@example.org"}
        command = [sys.executable, "manage.py", "send_mail_queue", "--once"]
        return subprocess.Popen(command, cwd=ROOT, env=os.environ | variables, stdout=self.log, stderr=self.log)

    def drain(self, server: Server) -> None:
        """Let the leases run out and send the rest, without kills."""
        end = time.monotonic() + 60
        while self.open().exists() and time.monotonic() < end:
            self.make_due()
            process = self.start(server)
            server.aim(process, kills=False)
            process.wait(60)
            time.sleep(0.2)

    def open(self) -> Any:
        from liaison.models import Mail  # noqa: PLC0415 -- after Django is set up

        return Mail.objects.filter(pk__in=self.keys).in_state("queued", "sending")

    def make_due(self) -> None:
        """The pause before the next try is over."""
        from django.utils import timezone  # noqa: PLC0415 -- after Django is set up

        self.open().in_state("queued").filter(next_try_at__gt=timezone.now()).update(next_try_at=timezone.now())

    def round_mails(self) -> Any:
        from liaison.models import Mail  # noqa: PLC0415 -- after Django is set up

        return Mail.objects.filter(pk__in=self.keys).for_detail()

    def times_taken(self) -> Counter[str]:
        return Counter(taken.message_id for taken in self.taken)

    def compare(self) -> None:
        """The queue against the memory of the server."""
        from liaison.models import Mail  # noqa: PLC0415 -- after Django is set up

        taken, listed = self.times_taken(), set(Mail.objects.unknown().values_list("pk", flat=True))
        for mail in self.round_mails():
            times = taken[mail.message_id]
            self.released += sum(step.kind == "released" for step in mail.steps.all())
            if times > 1:
                self.faults.append(f"Mail {mail.pk} was repeated: taken {times} times.")
            if mail.state == "sent" and times != 1:
                self.faults.append(f"Mail {mail.pk} is called sent and was taken {times} times.")
            if mail.state not in ("sent", "unknown"):
                self.faults.append(f"Mail {mail.pk} is lost: {mail.state}, taken {times} times.")
            if mail.state == "unknown":
                self.unknown[times == 1] += 1
                if mail.pk not in listed:
                    self.faults.append(f"Mail {mail.pk} is unknown and not listed.")

    def decide(self) -> None:
        """Somebody asks the receivers."""
        from liaison.mail.services import mail_arrived, mail_retry  # noqa: PLC0415 -- after Django is set up

        taken = self.times_taken()
        for mail in self.round_mails().unknown():
            if taken[mail.message_id]:
                mail_arrived(mail=mail, by=self.user)
            else:
                mail_retry(mail=mail, by=self.user, note="It did not arrive.")

    def compare_decided(self) -> None:
        taken = self.times_taken()
        for mail in self.round_mails():
            if (mail.state, taken[mail.message_id]) != ("sent", 1):
                self.faults.append(f"Mail {mail.pk} ended as {mail.state}, taken {taken[mail.message_id]} times.")

    def read_log(self) -> None:
        """Nothing went wrong unnoticed, and nobody's address was written down."""
        self.log.seek(0)
        lines = self.log.read().decode().splitlines()
        self.faults += [
            f"In the log: {line}" for line in lines if "@" in line or "Error" in line or "Traceback" in line
        ]

    def table(self, engine: str, seconds: float) -> str:
        repeated = sum(times > 1 for times in self.times_taken().values())
        rows = {
            "workers started": self.processes,
            "killed": self.kills.total(),
            "  while the statement was sent": self.kills["send"],
            **{f"  at “{stage}”": self.kills[stage] for stage in STAGES},
            "statements sent, each whole": self.sends.sent,
            "mails queued": self.mails,
            "  sent again after a worker died before the end": self.released,
            "  unknown, and the server had it": self.unknown[True],
            "  unknown, and the server had it not": self.unknown[False],
            "  repeated": repeated,
            "faults": len(self.faults),
        }
        head = f"{engine}: {self.rounds} rounds of {MAILS} mails, seed {self.seed}, {seconds:.0f} seconds"
        return "\n".join([head, *(f"{name:<50}{number:>6}" for name, number in rows.items()), *self.faults])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    start = time.monotonic()
    with fresh_database() as engine, tempfile.TemporaryFile() as log:
        run = Run(given.kills, given.seed, log)
        run.go()
        sys.stdout.write(run.table(engine, time.monotonic() - start) + "\n")
    return 1 if run.faults else 0


if __name__ == "__main__":
    sys.exit(main())
