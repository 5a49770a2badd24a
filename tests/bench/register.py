"""One register in a process of its own, which fills and times it when it is told to.

python -m tests.bench.register 20000    fills the database of DATABASE_URL with so many documents
python -m tests.bench.register          answers what it is asked: a line of JSON each, `tests.bench` asks
"""

from __future__ import annotations

import dataclasses
import json
import os
import platform
import sys
import time
from typing import Any

import django
from django.utils import timezone


def filled(size: int) -> float:
    """Seconds that it took; 0 where documents were there."""
    from django.core.management import call_command  # noqa: PLC0415 -- Django is set up first
    from django.db import connection  # noqa: PLC0415 -- the same

    from contributions.models import Document  # noqa: PLC0415 -- the same

    from . import fill  # noqa: PLC0415 -- the same

    call_command("migrate", verbosity=0)
    if Document.objects.exists():
        return 0.0
    start = time.perf_counter()
    fill.fill(size, lambda text: sys.stderr.write(f"{connection.vendor}: {text}\n"))
    return time.perf_counter() - start


def about() -> dict[str, Any]:
    """The day, and what it runs on."""
    from django.db import connection  # noqa: PLC0415 -- Django is set up first

    version = ".".join(map(str, connection.get_database_version()))
    name = "PostgreSQL" if connection.vendor == "postgresql" else "SQLite"
    return {
        "engine": connection.vendor,
        "day": str(timezone.localdate()),
        "versions": f"Python {platform.python_version()}, Django {django.get_version()}, {name} {version}",
    }


def answer() -> None:
    """What each line asks for, in a line; what else is written to standard output goes where errors go."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # processes that it starts write there too
    from . import floors, measure  # noqa: PLC0415 -- Django is set up first

    pages: measure.Pages | None = None
    for line in sys.stdin:
        asked = json.loads(line)
        match asked.pop("do"):
            case "fill":
                found: Any = filled(**asked)
            case "names":
                for name, plan in measure.plans().items():
                    sys.stderr.write(f"-- {name}\n{plan}\n")
                pages = measure.Pages()
                found = list(pages.asks)
            case "time" if pages:
                found = pages.time(**asked)
            case "floors":
                found = [dataclasses.asdict(floor) for floor in floors.floors()]
            case "about":
                found = about()
            case other:
                raise SystemExit(f"A register cannot {other}.")
        answers.write(f"{json.dumps(found)}\n")
        answers.flush()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    if sys.argv[1:]:
        filled(int(sys.argv[1]))
    else:
        answer()
