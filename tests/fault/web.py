"""What readers and a writer see while workers of the site are killed, its database is restarted, and clients misbehave:

    .venv/bin/python -m tests.fault.web                     about two minutes
    .venv/bin/python -m tests.fault.web --seconds 5 --port 8430

The site runs as deploy/ has it, on a PostgreSQL of its own that keeps what it acknowledges. Prints a table, and ends
with 1 where a write that was acknowledged is missing, an answer was a fault (a 500), or the site did not come back.
"""

from __future__ import annotations

import argparse
import http.client
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import django
from django.db import connection

from tests.failover.servers import Servers
from tests.load.client import HOST
from tests.load.figures import NAMES, children, percentile
from tests.load.site import ROOT, deployed

READERS = 6
READ = ["/", "/statements/", "/documents/", "/study-groups/", "/api/v1/statements"]
NOISE = [
    b"GET / HTTP/1.1\r\nHost: %s\r\nCookie: sessionid=\xff\xfe\x00; csrftoken=;;;=\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: %s\r\nCookie: sessionid=" + b"x" * 20_000 + b"\r\n\r\n",
    b'GET / HTTP/1.1\r\nHost: %s\r\nCookie: messages=[["__json_message",0,25]]; django_language=\xc3\x28\r\n\r\n',
    b"GET / HTTP/1.1\r\nHost: %s\r\nAccept-Language: " + b"xx-" * 3_000 + b"\r\n\r\n",
    b'GET / HTTP/1.1\r\nHost: %s\r\nIf-None-Match: "\x80", W/\r\nIf-Modified-Since: 99 Foo 99999\r\n\r\n',
    b"GET /statements/?q=%%ff%%00&page=\x80 HTTP/1.1\r\nHost: %s\r\n\r\n",
    b"GET /%%c0%%ae%%c0%%ae/ HTTP/1.1\r\nHost: %s\r\nX-Forwarded-For: \xff, ,,\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: %s\r\nRange: bytes=9-1,x\r\nAccept-Encoding: br;q=x, gzip;;\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: [::1\r\nX: %s\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: a b\r\nHost: %s\r\n\r\n",
    b"GET / HTTP/1.1\r\n\r\n%s",
    b"POST /admin/login/ HTTP/1.1\r\nHost: %s\r\nContent-Length: -1\r\n\r\n",
    b"POST /admin/login/ HTTP/1.1\r\nHost: %s\r\nContent-Length: 99999999999\r\n\r\n",
    b"POST /follow/ HTTP/1.1\r\nHost: %s\r\nContent-Length: 1\r\nContent-Type: multipart/x; boundary=\xff\r\n\r\n-",
    b"POST /follow/ HTTP/1.1\r\nHost: %s\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n",
    b"TRACE / HTTP/1.1\r\nHost: %s\r\n\r\n",
    b"M\xc3\x96VE / HTTP/1.1\r\nHost: %s\r\n\r\n",
    b"GET http://other.example.org/ HTTP/1.1\r\nHost: %s\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03%s\r\n\r\n",
]


@dataclass
class Seen:
    """Of one phase: milliseconds of what was answered well, and how often something else came, by its status."""

    name: str
    reads: list[float] = field(default_factory=list)
    writes: list[float] = field(default_factory=list)
    others: Counter[int] = field(default_factory=Counter)
    other_writes: Counter[int] = field(default_factory=Counter)

    def row(self) -> str:
        cells = [self.name, len(self.reads), _times(self.reads), _said(self.others)]
        cells += [len(self.writes), _times(self.writes), _said(self.other_writes)]
        return "| " + " | ".join(map(str, cells)) + " |"

    @property
    def faults(self) -> int:
        return sum((self.others + self.other_writes)[status] for status in (500, 501, 502, 504))


def _times(ms: list[float]) -> str:
    return f"{percentile(ms, 0.5):.0f}, {max(ms):.0f} ms" if ms else "-"


def _said(others: Counter[int]) -> str:
    return ", ".join(f"{count} {NAMES.get(status, status)}" for status, count in sorted(others.items())) or "0"


class Trial:
    def __init__(self, server: Servers, port: int, seconds: float) -> None:
        self.server, self.port, self.seconds = server, port, seconds
        self.phase, self.phases, self.is_over = Seen(""), [], False
        self.acknowledged: list[str] = []
        self.cookies, self.token = "", ""
        self.notes: list[str] = []
        self.failures: list[str] = []

    # The site, and who is at it

    def start(self) -> None:
        own = {"DATABASE_URL": self.server.url("primary"), "SITE_URL": f"http://{HOST}:{self.port}"}
        command = [f"{Path(sys.executable).parent}/granian", "--interface", "wsgi", "config.wsgi:application"]
        command += ["--host", HOST, "--port", str(self.port)]
        with (self.server.folder / "site.log").open("ab") as log:
            self.site = subprocess.Popen(command, cwd=ROOT, env=os.environ | deployed() | own, stdout=log, stderr=log)

    def keep(self) -> None:
        """As systemd does by the unit of the site: one that has ended is started again after two seconds."""
        while not self.is_over:
            if self.site.poll() is not None:
                self.notes.append(f"The site as a whole ended and was started again while {self.phase.name}.")
                time.sleep(2)
                self.start()
            time.sleep(0.2)

    def ask(self, method: str, path: str, body: str = "", cookies: str = "") -> tuple[int, float]:
        headers = {"Content-Type": "application/x-www-form-urlencoded"} | ({"Cookie": cookies} if cookies else {})
        began = time.perf_counter()
        client = http.client.HTTPConnection(HOST, self.port, timeout=30)
        status = 0
        with suppress(OSError, http.client.HTTPException):
            client.request(method, path, body, headers)
            response = client.getresponse()
            response.read()
            status = response.status
            if status == 503 and not response.headers["Retry-After"]:
                status = 500
        client.close()
        return status, (time.perf_counter() - began) * 1000

    def read(self, number: int) -> None:
        while not self.is_over:
            phase, number = self.phase, number + 1
            status, ms = self.ask("GET", READ[number % len(READ)])
            phase.reads.append(ms) if status == 200 else phase.others.update([status])
            time.sleep(0.05)

    def write(self) -> None:
        """Topics are added at the desk, each with a name of its own."""
        count = 0
        while not self.is_over:
            phase, count = self.phase, count + 1
            body = urlencode({"name": f"Topic {count}", "code": f"T{count}", "csrfmiddlewaretoken": self.token})
            status, ms = self.ask("POST", "/admin/contributions/topic/add/", body, self.cookies)
            if status == 302:
                phase.writes.append(ms)
                self.acknowledged.append(f"Topic {count}")
            else:
                phase.other_writes.update([status])
            time.sleep(0.1)

    def wait_for_answer(self, path: str, seconds: float) -> float:
        """Seconds until it comes."""
        began = time.monotonic()
        while self.ask("GET", path)[0] != 200:
            if time.monotonic() - began > seconds:
                self.failures.append(f"{path} does not answer after {seconds:.0f} seconds.")
                break
            time.sleep(0.05)
        return time.monotonic() - began

    def begin(self, name: str) -> None:
        self.phase = Seen(name)
        self.phases.append(self.phase)

    # The phases

    def run(self) -> None:
        self.start()
        self.wait_for_answer("/healthz", 60)
        threads = [threading.Thread(target=self.read, args=[number]) for number in range(READERS)]
        threads += [threading.Thread(target=self.write), threading.Thread(target=self.keep)]
        try:
            self.begin("all is well")
            for thread in threads:
                thread.start()
            time.sleep(self.seconds)
            self.kill_workers()
            self.restart_database()
            self.make_noise()
            self.be_slow()
            self.wait_for_answer("/statements/", 60)
            self.begin("all is well again")
            time.sleep(self.seconds)
        finally:
            self.is_over = True
            for thread in threads:
                thread.join()
            self.site.terminate()
            self.site.wait(90)

    def kill_workers(self) -> None:
        self.begin("a worker is killed, five times")
        for _ in range(5):
            if workers := children(self.site.pid):
                os.kill(random.choice(workers), signal.SIGKILL)  # noqa: S311 -- whichever
            self.wait_for_answer("/statements/", 60)
            time.sleep(max(self.seconds / 5, 5))  # the next one is started after some seconds

    def restart_database(self) -> None:
        self.begin("the database is killed")
        self.server.kill("primary")
        time.sleep(self.seconds)
        self.begin("the database is back")
        self.server.start("primary")
        self.notes.append(f"From its start to the first page: {self.wait_for_answer('/statements/', 60):.1f} s.")
        time.sleep(self.seconds)

    def make_noise(self) -> None:
        """Headers, cookies, methods and bodies that no browser sends."""
        self.begin("malformed requests")
        host = f"{HOST}:{self.port}".encode()
        with ThreadPoolExecutor(8) as threads:
            answers = Counter(threads.map(lambda noise: raw(self.port, noise % host), NOISE * 5))
        faults = sum(count for status, count in answers.items() if status[0] == "5" and status != "503")
        if faults:
            self.failures.append(f"{faults} malformed requests were answered with a fault.")
        told = ", ".join(f"{count} × {status}" for status, count in sorted(answers.items()))
        self.notes.append(f"{answers.total()} malformed requests: {told}.")

    def be_slow(self) -> None:
        """A hundred clients that never end their headers, and ten that never end a body."""
        self.begin("slow clients")
        host = f"Host: {HOST}:{self.port}\r\n".encode()
        heads = [opened(self.port, b"GET / HTTP/1.1\r\n" + host) for _ in range(100)]
        bodies = [opened(self.port, b"POST /follow/ HTTP/1.1\r\n" + host + b"Content-Length: 100\r\n\r\nabc")
                  for _ in range(10)]  # fmt: skip
        began, limit = time.monotonic(), int(deployed()["GRANIAN_HTTP1_HEADER_READ_TIMEOUT"]) / 1000
        while (open_ones := [one for one in heads if not is_cut_off(one)]) and time.monotonic() - began < limit + 10:
            for one in open_ones:
                with suppress(OSError):
                    one.sendall(b"X: y\r\n")
            time.sleep(1)
        self.notes.append(f"100 slow headers were cut off within {time.monotonic() - began:.0f} s.")
        if open_ones:
            self.failures.append(f"{len(open_ones)} slow clients were never cut off.")
        for one in [*heads, *bodies]:
            one.close()

    def tell(self) -> int:
        from contributions.models import Topic  # noqa: PLC0415 -- only once Django is set up

        there = set(Topic.objects.values_list("name", flat=True))
        lost = [name for name in self.acknowledged if name not in there]
        if lost:
            self.failures.append(f"Lost: {', '.join(lost)}.")
        if faults := sum(phase.faults for phase in self.phases):
            self.failures.append(f"{faults} answers were faults.")
        if self.phases[-1].others or self.phases[-1].other_writes or not self.phases[-1].writes:
            self.failures.append("The site did not come back as it was.")
        lines = ["| | pages | median, slowest | other answers | writes | median, slowest | other answers |"]
        lines += ["|---|---|---|---|---|---|---|", *(phase.row() for phase in self.phases), ""]
        lines += [f"Writes acknowledged: {len(self.acknowledged)}, of them lost: {len(lost)}.", *self.notes, ""]
        sys.stdout.write("\n".join([*lines, *(f"FAILED: {words}" for words in self.failures), ""]))
        return 1 if self.failures else 0


def let_go() -> None:
    """Of the connection to a server that is going to be killed."""
    connection.close()
    connection.close_pool()


def opened(port: int, start: bytes) -> socket.socket:
    client = socket.create_connection((HOST, port), timeout=10)
    client.sendall(start)
    return client


def is_cut_off(client: socket.socket) -> bool:
    client.settimeout(0.001)
    try:
        return client.recv(1, socket.MSG_PEEK) == b""
    except TimeoutError:
        return False
    except OSError:
        return True


def raw(port: int, message: bytes) -> str:
    """The status, or that the connection was closed."""
    try:
        with opened(port, message) as client:
            words = client.recv(100).split(b" ", 2)
    except TimeoutError:
        return "waited for more"
    except OSError:
        return "closed"
    return words[1].decode() if len(words) > 1 else "closed"


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--seconds", type=float, default=15, help="of each phase")
    options.add_argument("--port", type=int, default=8430, help=f"on {HOST}")
    given = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="liaison-web-", dir="/tmp") as folder:  # the path of a socket is short
        server = Servers(Path(folder))
        server.make_primary()
        try:
            os.environ |= {"DJANGO_SETTINGS_MODULE": "config.settings", "DATABASE_URL": server.url("primary")}
            os.environ |= {"SITE_URL": f"http://{HOST}:{given.port}"}
            django.setup()
            from tests.failover.__main__ import sign_in  # noqa: PLC0415 -- only once Django is set up

            trial = Trial(server, given.port, given.seconds)
            trial.cookies, trial.token = sign_in()
            let_go()
            trial.run()
            return trial.tell()
        finally:
            with suppress(subprocess.CalledProcessError):
                server.kill("primary")


if __name__ == "__main__":
    sys.exit(main())
