"""The table of docs/performance.md, of what the runs found: `python -m tests.bench.table FILE.json...`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "performance.md"
START, END = "<!-- made by make bench: begin -->", "<!-- made by make bench: end -->"
NAMES = {"postgresql": "PostgreSQL", "sqlite": "SQLite"}


def table(runs: list[dict]) -> str:
    heads = [f"{NAMES[run['engine']]}, {run['size']:,}" for run in runs]
    lines = ["| page | " + " | ".join(heads) + " |", "|---" * (len(runs) + 1) + "|"]
    for what in runs[0]["timings"]:
        times = [run["timings"].get(what) for run in runs]
        cells = [f"{median:.0f} / {worst:.0f}" if (median, worst) else "" for median, worst in filter(None, times)]
        lines.append(f"| {what} | " + " | ".join(cells) + " |")
    filled = " | ".join(f"{run['filled'] / 60:.1f} min" for run in runs)
    return "\n".join([*lines, f"| filling and indexing | {filled} |"])


def main(paths: list[str]) -> None:
    runs = [json.loads(Path(path).read_text()) for path in paths]
    before, _start, rest = DOCUMENT.read_text(encoding="utf-8").partition(START)
    after = rest.partition(END)[2]
    DOCUMENT.write_text(f"{before}{START}\n\n{table(runs)}\n\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
