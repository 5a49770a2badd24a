"""`python -m tests.bench FOLDER [--size N] [--small N] [--largest N] [--turns N]`: the tables of docs/performance.md.

Fills databases of the PostgreSQL of DATABASE_URL and SQLite files in the folder, and times the pages of those of one
engine in turns: a machine that grows slower meanwhile does so for all of them. `tests/bench/run.sh` runs it.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg

from . import table

ROUNDS = 4  # of each page in each register
WARM = 5  # pages before those that count; in later rounds one


class Register:
    """The process that fills and times one register."""

    def __init__(self, size: int, url: str) -> None:
        command, environment = [sys.executable, "-m", "tests.bench.register"], os.environ | {"DATABASE_URL": url}
        self.size, pipe = size, subprocess.PIPE
        self.process = subprocess.Popen(command, env=environment, stdin=pipe, stdout=pipe, text=True)
        self.run = {"size": size, "filled": self.ask("fill", size=size), "machine": machine()} | self.ask("about")
        self.times: dict[str, list[float]] = {}
        self.queries: dict[str, int] = {}

    def ask(self, do: str, **facts: Any) -> Any:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{json.dumps({'do': do} | facts)}\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            raise SystemExit(f"A register of {self.size} documents could not {do}: see above.")
        return json.loads(answer)

    def time(self, what: str, turns: int, warm: int) -> None:
        times, queries = self.ask("time", what=what, turns=turns, warm=warm)
        self.times.setdefault(what, []).extend(times)
        self.queries[what] = max(queries, self.queries.get(what, 0))

    def found(self) -> table.Run:
        """What the table tells of it: of each page median, 95th percentile and the most queries; and its floors."""
        timings = {}
        for what, times in self.times.items():
            ordered = sorted(times)
            worst = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
            timings[what] = (statistics.median(ordered), worst, self.queries[what])
        run = self.run | {"timings": timings, "floors": self.ask("floors")}
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait()
        return run


def in_turns(registers: list[Register], turns: int) -> list[table.Run]:
    names = [register.ask("names") for register in registers]
    for what in names[0]:
        for number in range(ROUNDS):
            for register in registers:
                register.time(what, max(1, turns // ROUNDS), 1 if number else WARM)
    return [register.found() for register in registers]


def machine() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return f"{os.cpu_count()} processors, {names[0] if names else platform.machine()}"


def on_postgresql(size: int) -> Register:
    server = os.environ["DATABASE_URL"]
    name = f"bench_{size}"
    with psycopg.connect(server, autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            connection.execute(f"CREATE DATABASE {name}")
    return Register(size, urlsplit(server)._replace(path=f"/{name}").geturl())


def main() -> int:
    parser = argparse.ArgumentParser(prog="tests.bench")
    parser.add_argument("folder", type=Path, help="of the SQLite files, and of what was found")
    parser.add_argument("--size", type=int, default=200_000, help="documents; statements are a quarter as many")
    parser.add_argument(
        "--small", type=int, default=1_000, help="documents of the register that others are held against"
    )
    parser.add_argument("--largest", type=int, help="documents of one more register on PostgreSQL")
    parser.add_argument("--turns", type=int, default=40, help="times that each page is asked for")
    options = parser.parse_args()
    tenth = options.size // 10
    runs = in_turns([on_postgresql(size) for size in (options.small, tenth, options.size)], options.turns)
    if options.largest:
        runs += in_turns([on_postgresql(options.largest)], options.turns)
    files = [(size, f"sqlite:///{options.folder.resolve()}/{size}.sqlite3") for size in (options.small, tenth)]
    runs += in_turns([Register(size, url) for size, url in files], options.turns)
    (options.folder / "found.json").write_text(json.dumps(runs))
    return table.write(runs)


sys.exit(main())
