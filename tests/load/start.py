"""Seconds from the start of a process to its first answer: `python -m tests.load.start [--port N] [--turns N]`.

On SQLite, with a fresh process each time. The files that it reads are in the memory of the machine after the first
turn, which does not count.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time

from .client import HOST
from .site import ROOT, ask, deployed

MOST = 3.0  # seconds
WAYS = {
    "granian, one worker": [
        "-m",
        "granian",
        "--interface",
        "wsgi",
        "config.wsgi:application",
        "--host",
        HOST,
        "--port",
    ],
    "manage.py runserver": ["manage.py", "runserver", "--noreload"],
}


def seconds(way: str, port: int, path: str, environment: dict[str, str]) -> float:
    address = [*WAYS[way], str(port)] if "granian" in way else [*WAYS[way], f"{HOST}:{port}"]
    began = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, *address], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        while ask(port, path) != 200:
            if process.poll() is not None or time.monotonic() - began > 60:
                raise SystemExit(f"{way} does not start.")
            time.sleep(0.01)
        return time.monotonic() - began
    finally:
        process.terminate()
        process.wait(60)


def table(port: int, turns: int) -> list[str]:
    if not turns:
        return ["Not measured."]
    lines = ["Seconds from the start of a fresh process, on SQLite: median of " + f"{turns}, slowest.", ""]
    lines += ["| | /healthz | / |", "|---|---|---|"]
    with tempfile.TemporaryDirectory(prefix="liaison-start-") as folder:
        own = {"DATABASE_URL": f"sqlite:///{folder}/db.sqlite3", "SITE_URL": f"http://{HOST}:{port}"}
        environment = os.environ | deployed() | own | {"GRANIAN_WORKERS": "1"}
        for command in (["migrate"], ["reference"]):
            subprocess.run(
                [sys.executable, "manage.py", *command], cwd=ROOT, env=environment, check=True, capture_output=True
            )
        medians = []
        for way in WAYS:
            cells = []
            for path in ("/healthz", "/"):
                all_seconds = [seconds(way, port, path, environment) for _ in range(turns + 1)][1:]
                medians.append(statistics.median(all_seconds))
                cells.append(f"{statistics.median(all_seconds):.2f}, {max(all_seconds):.2f}")
            lines.append(f"| {way} | {cells[0]} | {cells[1]} |")
    slow = "" if max(medians) < MOST else "**NOT SO:** "
    return [*lines, "", f"- {slow}The first answer came within {MOST:.0f} seconds, the slowest in {max(medians):.1f}."]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--port", type=int, default=8422)
    options.add_argument("--turns", type=int, default=5)
    given = options.parse_args()
    sys.stdout.write("\n".join([*table(given.port, given.turns), ""]))


if __name__ == "__main__":
    main()
