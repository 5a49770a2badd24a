"""`python -m tests.bench [--size N] [--small N] [--turns N]`: fill a database of its own and time its pages.

Run by tests/bench/run.sh on each engine in turn; `--table FILE` writes what it found for `tests.bench.table`.
"""

from __future__ import annotations

import argparse
import contextlib
import dataclasses
import json
import os
import platform
import sys
import time
from pathlib import Path
from typing import Any

import django
from django.utils import timezone


def main() -> None:
    parser = argparse.ArgumentParser(prog="tests.bench")
    parser.add_argument("--size", type=int, required=True, help="documents; statements are a quarter as many")
    parser.add_argument("--turns", type=int, default=40, help="times that each page is asked for")
    parser.add_argument("--table", type=Path, required=True, help="where what was found is written, as JSON")
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    options.table.write_text(json.dumps(run(options.size, options.turns)))


def run(size: int, turns: int) -> dict[str, Any]:
    from django.core.management import call_command  # noqa: PLC0415 -- Django is set up first
    from django.db import connection  # noqa: PLC0415 -- the same

    from contributions.models import Document  # noqa: PLC0415 -- the same

    from . import fill, floors, measure  # noqa: PLC0415 -- the same

    call_command("migrate", verbosity=0)
    filled = 0.0
    if not Document.objects.exists():
        start = time.perf_counter()
        fill.fill(size, lambda text: sys.stderr.write(f"{connection.vendor}: {text}\n"))
        filled = time.perf_counter() - start
    for name, plan in measure.plans().items():
        sys.stderr.write(f"-- {name}\n{plan}\n")
    timings = {timing.what: (timing.median, timing.worst, timing.queries) for timing in measure.measure(turns)}
    beside = [dataclasses.asdict(floor) for floor in floors.floors()]
    return {
        "engine": connection.vendor,
        "size": size,
        "filled": filled,
        "timings": timings,
        "floors": beside,
        "day": str(timezone.localdate()),
        "machine": f"{os.cpu_count()} processors, {_processor()}",
        "versions": _versions(connection),
    }


def _processor() -> str:
    with contextlib.suppress(OSError):
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.machine()


def _versions(connection: Any) -> str:
    version = ".".join(map(str, connection.get_database_version()))
    name = "PostgreSQL" if connection.vendor == "postgresql" else "SQLite"
    return f"Python {platform.python_version()}, Django {django.get_version()}, {name} {version}"


main()
