"""What readers and writers see while a standby goes and comes back, the primary goes, and the standby takes its place:

    .venv/bin/python -m tests.failover            about two minutes
    .venv/bin/python -m tests.failover --seconds 5 --port 8180

Prints a table for docs/operations.md, and ends with 1 where a write that was acknowledged is missing afterwards.
"""

from __future__ import annotations

import argparse
import http.client
import io
import os
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from urllib.parse import urlencode

import django
from django.core.management import call_command

from .servers import PORTS, Servers, servers

READERS, WRITERS = 4, 2
READ = ["/", "/statements/", "/documents/", "/study-groups/"]


@dataclass
class Seen:
    """Of one phase: milliseconds of what was answered well, and how many were not."""

    name: str
    reads: list[float] = field(default_factory=list)
    writes: list[float] = field(default_factory=list)
    failed_reads: int = 0
    failed_writes: int = 0

    def row(self) -> str:
        cells = [self.name, len(self.reads), self.failed_reads, *_times(self.reads)]
        cells += [len(self.writes), self.failed_writes, *_times(self.writes)]
        return "| " + " | ".join(map(str, cells)) + " |"


def _times(all_ms: list[float]) -> tuple[str, str]:
    ms = sorted(all_ms)
    return (f"{ms[len(ms) // 2]:.0f} ms", f"{ms[-1]:.0f} ms") if ms else ("-", "-")


class Trial:
    def __init__(self, both: Servers, port: int, seconds: float) -> None:
        self.both, self.port, self.seconds = both, port, seconds
        self.phase, self.phases, self.is_over = Seen(""), [], False
        self.acknowledged: list[str] = []
        self.cookies, self.token = "", ""
        self.first_write_after = 0.0

    def site(self, port: int, primary: str, *replicas: str) -> subprocess.Popen[bytes]:
        urls = ",".join(self.both.url(name) for name in replicas)
        variables = {
            "DATABASE_URL": self.both.url(primary),
            "REPLICA_URLS": urls,
            "SITE_URL": f"http://127.0.0.1:{port}",
        }
        command = [sys.executable, "-m", "granian", "--interface", "wsgi", "config.wsgi:application", "--no-log"]
        command += ["--port", str(port), "--workers", "2", "--blocking-threads", "1"]
        process = subprocess.Popen(command, env=os.environ | variables, stderr=subprocess.DEVNULL)
        while self.ask(port, "GET", "/healthz")[0] != 200:
            time.sleep(0.1)
        return process

    def ask(self, port: int, method: str, path: str, body: str = "", cookies: str = "") -> tuple[int, float]:
        headers = {"Content-Type": "application/x-www-form-urlencoded"} | ({"Cookie": cookies} if cookies else {})
        began = time.perf_counter()
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            response.read()
            return response.status, (time.perf_counter() - began) * 1000
        except OSError:
            return 0, 0.0
        finally:
            connection.close()

    def read(self, number: int) -> None:
        while not self.is_over:
            phase = self.phase
            number += 1
            status, ms = self.ask(self.port, "GET", READ[number % len(READ)])
            if status == 200:
                phase.reads.append(ms)
            else:
                phase.failed_reads += 1
            time.sleep(0.05)

    def write(self, number: int) -> None:
        """Topics are added in the admin, each with a name of its own."""
        count = 0
        while not self.is_over:
            phase, count = self.phase, count + 1
            name = f"Topic {number} {count}"
            body = urlencode({"name": name, "code": f"T{number}-{count}", "csrfmiddlewaretoken": self.token})
            status, ms = self.ask(self.port, "POST", "/admin/contributions/topic/add/", body, self.cookies)
            if status == 302:
                phase.writes.append(ms)
                self.acknowledged.append(name)
                self.first_write_after = self.first_write_after or time.monotonic()
            else:
                phase.failed_writes += 1
                time.sleep(0.2)
            time.sleep(0.1)

    def go_on(self, name: str) -> None:
        self.phase = Seen(name)
        self.phases.append(self.phase)
        time.sleep(self.seconds)

    def run(self) -> int:
        first = self.site(self.port, "primary", "standby")
        second = None
        threads = [threading.Thread(target=self.read, args=[n]) for n in range(READERS)]
        threads += [threading.Thread(target=self.write, args=[n]) for n in range(WRITERS)]
        try:
            for path in READ:
                self.ask(self.port, "GET", path)
            for thread in threads:
                thread.start()
            self.go_on("both run")
            self.both.kill("standby")
            self.go_on("the standby is killed")
            self.both.start("standby")
            self.go_on("the standby is back")
            self.both.kill("primary")
            killed, self.first_write_after = time.monotonic(), 0.0
            self.go_on("the primary is killed")
            self.both.control("promote", "standby")
            second = self.site(self.port + 1, "standby")
            self.port += 1
            first.terminate()
            self.go_on("the standby is promoted, DATABASE_URL names it")
        finally:
            self.is_over = True
            for thread in threads:
                thread.join()
            for process in (first, second):
                if process:
                    process.terminate()
                    process.wait(60)
        return self.tell(killed)

    def tell(self, killed: float) -> int:
        from django.db import connections  # noqa: PLC0415 -- only once Django is set up

        connections.close_all()
        connections["default"].close_pool()
        connections["default"].settings_dict["PORT"] = str(PORTS["standby"])
        from contributions.models import Topic  # noqa: PLC0415 -- only once Django is set up

        there = set(Topic.objects.values_list("name", flat=True))
        lost = [name for name in self.acknowledged if name not in there]
        took = self.first_write_after - killed
        lines = ["| | pages | failed | median | slowest | writes | refused | median | slowest |"]
        lines += ["|---|---|---|---|---|---|---|---|---|", *(phase.row() for phase in self.phases), ""]
        lines += [f"Writes acknowledged: {len(self.acknowledged)}, of them lost: {len(lost)}."]
        lines += [f"From the death of the primary to the first write on the promoted standby: {took:.1f} s.", ""]
        sys.stdout.write("\n".join(lines))
        return 1 if lost else 0


def prepare(trial: Trial) -> None:
    """The site's tables, a small register, and somebody who is signed in."""
    os.environ["DATABASE_URL"] = trial.both.url("primary")
    django.setup()
    trial.cookies, trial.token = sign_in()


def sign_in() -> tuple[str, str]:
    """On a fresh database: the cookies of somebody who is signed in, and the token of their forms."""
    from django.conf import settings  # noqa: PLC0415 -- only once Django is set up
    from django.contrib.auth import login  # noqa: PLC0415 -- the same
    from django.contrib.sessions.backends.db import SessionStore  # noqa: PLC0415 -- the same
    from django.http import HttpRequest  # noqa: PLC0415 -- the same
    from django.middleware.csrf import get_token  # noqa: PLC0415 -- the same

    from contacts.models import User  # noqa: PLC0415 -- the same

    call_command("migrate", verbosity=0)
    call_command("reference", stdout=io.StringIO())
    user = User.objects.create_superuser("writer", "writer@example.org", "a password of a trial")
    request = HttpRequest()
    request.session = SessionStore()
    login(request, user)
    request.session.save()
    token, secret = get_token(request), request.META["CSRF_COOKIE"]
    return f"{settings.SESSION_COOKIE_NAME}={request.session.session_key}; csrftoken={secret}", token


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seconds", type=float, default=15, help="of each of the five phases")
    options.add_argument("--port", type=int, default=8180, help="of the site; the next one is used too")
    given = options.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    for name in ("SITE_URL", "ALLOWED_HOSTS", "REPLICA_URLS", "CACHE_URL", "BEHIND_PROXY"):
        os.environ.pop(name, None)
    with servers() as both:
        trial = Trial(both, given.port, given.seconds)
        prepare(trial)
        return trial.run()


if __name__ == "__main__":
    sys.exit(main())
