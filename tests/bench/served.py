"""How many pages a second one worker serves, as deployed, against a constant page behind the same middleware:

    .venv/bin/python -m tests.bench.served                            SQLite, of its own
    tests/postgresql.sh .venv/bin/python -m tests.bench.served        PostgreSQL
    ... --json FILE                                                   for the next
    .venv/bin/python -m tests.bench.served --write FILE...            the table of docs/performance.md

The pages are asked for in turns, so that whatever else the machine does meets all alike; what is told is the median of
the rounds. Ends with 1 where a page is slower than it may be.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "performance.md"
START, END = "<!-- made by tests.bench.served: begin -->", "<!-- made by tests.bench.served: end -->"
STATEMENT = "/statements/2023-05-22-itu-d-sg2-q3-2-to-cwg-cop/"
CONSTANT = "a constant page"
# The least that each must reach of the constant page, in hundredths: on SQLite, on PostgreSQL
PAGES = {
    CONSTANT: ("/constant/", 100, 100),
    "register, kept": ("/statements/", 60, 40),
    "statement, kept": (STATEMENT, 60, 40),
    "register, 304": ("/statements/", 70, 70),
    "statement, 304": (STATEMENT, 70, 70),
    "register, made anew": ("/statements/?x={}", 8, 8),
    "statement, made anew": (f"{STATEMENT}?x={{}}", 15, 15),
}
MOST_MEMORY = 250  # megabytes
NAMES = {"postgresql": "PostgreSQL", "sqlite": "SQLite"}

Run = dict[str, Any]


def filled(folder: str) -> str:
    """Fills the database with demonstration data; gives the engine's name."""
    import django  # noqa: PLC0415 -- the environment is set first
    from django.core.management import call_command  # noqa: PLC0415 -- the same

    django.setup()
    from django.db import connection  # noqa: PLC0415 -- the same

    with open(os.devnull, "w") as nowhere:
        call_command("migrate", verbosity=0)
        call_command("demo", "--size", "1000", stdout=nowhere)
        call_command("reindex", stdout=nowhere)
    connection.close()
    return connection.vendor


def answer(port: int, path: str, headers: dict[str, str] | None = None) -> http.client.HTTPResponse:
    asked = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    asked.request("GET", path, headers={"Accept-Encoding": "gzip, deflate, br"} | (headers or {}))
    response = asked.getresponse()
    response.read()
    return response


def started(port: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "config.wsgi:application", "--no-log"]
    command += ["--host", "127.0.0.1", "--port", str(port), "--workers", "1"]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    began = time.monotonic()
    while time.monotonic() - began < 60:
        try:
            if answer(port, "/healthz").status == 200:
                return server
        except OSError:
            time.sleep(0.1)
    server.terminate()
    raise SystemExit("The server did not answer within a minute.")


def asked_for(port: int, seconds: float, path: str, headers: list[str]) -> float:
    command = [sys.executable, "-m", "tests.bench.asking", str(port), str(seconds), "4", path, *headers]
    rate, wrong = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    if wrong != "0":
        raise SystemExit(f"{path}: {wrong} answers that are neither 200 nor 304.")
    return float(rate)


def memory_of(server: subprocess.Popen[bytes]) -> int:
    """Megabytes of the largest of the server's processes."""
    children = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()
    sizes = [Path(f"/proc/{pid}/status").read_text() for pid in [str(server.pid), *children]]
    return max(int(text.partition("VmRSS:")[2].split()[0]) for text in sizes) // 1024


def measured(port: int, rounds: int, seconds: float) -> Run:
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/served.sqlite3")
        os.environ |= {"DJANGO_SETTINGS_MODULE": "tests.bench.served_settings", "SITE_URL": f"http://127.0.0.1:{port}"}
        os.environ |= {"MEDIA_ROOT": f"{folder}/media"}
        engine = filled(folder)
        server = started(port)
        try:
            rates: dict[str, list[float]] = {name: [] for name in PAGES}
            for number in range(rounds + 1):
                for name, (path, *_least) in PAGES.items():
                    tag = [f"If-None-Match: {answer(port, path).headers['ETag']}"] if name.endswith("304") else []
                    rate = asked_for(port, seconds if number else 1, path, tag)
                    if number:  # the first round warms
                        rates[name].append(rate)
            memory = memory_of(server)
        finally:
            server.terminate()
            server.wait()
    medians = {name: statistics.median(values) for name, values in rates.items()}
    return {"engine": engine, "rates": medians, "memory": memory, "day": time.strftime("%Y-%m-%d")}


def least(name: str, run: Run) -> int:
    return PAGES[name][1 if run["engine"] == "sqlite" else 2]


def share(name: str, run: Run) -> float:
    return float(100 * run["rates"][name] / run["rates"][CONSTANT])


def table(runs: list[Run]) -> str:
    heads = [f"{NAMES[run['engine']]}: a second | of the constant page | at least" for run in runs]
    lines = ["| page | " + " | ".join(heads) + " |", "|---" * (1 + 3 * len(runs)) + "|"]
    for name in PAGES:
        cells = [f"{run['rates'][name]:,.0f} | {share(name, run):.0f} % | {least(name, run)} %" for run in runs]
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    held = " | ".join(f"{run['memory']} MB | | {MOST_MEMORY} MB at most" for run in runs)
    return "\n".join([*lines, f"| memory of the worker | {held} |"])


def failures(runs: list[Run]) -> list[str]:
    slow = [
        f"{NAMES[run['engine']]}: {name}: {share(name, run):.0f} %, less than {least(name, run)} %"
        for run in runs
        for name in PAGES
        if share(name, run) < least(name, run)
    ]
    large = [
        f"{NAMES[run['engine']]}: the worker holds {run['memory']} MB" for run in runs if run["memory"] > MOST_MEMORY
    ]
    return slow + large


def main() -> int:
    parser = argparse.ArgumentParser(prog="tests.bench.served")
    parser.add_argument("--port", type=int, default=8455)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=2, help="for each page in each round")
    parser.add_argument("--json", type=Path, help="where what was found is written")
    parser.add_argument("--write", type=Path, nargs="+", help="what runs found, for the table of docs/performance.md")
    options = parser.parse_args()
    if options.write:
        runs = [json.loads(path.read_text()) for path in options.write]
    else:
        runs = [measured(options.port, options.rounds, options.seconds)]
    if options.json:
        options.json.write_text(json.dumps(runs[0]))
    found = "\n".join([table(runs), "", *(f"- {line}" for line in failures(runs) or ["Every page keeps its share."])])
    if options.write:
        before, _start, rest = DOCUMENT.read_text(encoding="utf-8").partition(START)
        text = f"{runs[0]['day']}, one worker, four connections.\n\n{found}"
        DOCUMENT.write_text(f"{before}{START}\n\n{text}\n\n{END}{rest.partition(END)[2]}", encoding="utf-8")
    sys.stdout.write(f"{found}\n")
    return 1 if failures(runs) else 0


if __name__ == "__main__":
    sys.exit(main())
