"""The table of docs/performance.md, of what the runs found: `python -m tests.bench.table FILE.json`.

Prints it too, and what takes longer than it may; exits with 1 where anything does.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "performance.md"
START, END = "<!-- made by make bench: begin -->", "<!-- made by make bench: end -->"
NAMES = {"postgresql": "PostgreSQL", "sqlite": "SQLite"}
MOST, MOST_OF_A_MILLION = 200, 500  # milliseconds, in the 95th percentile
A_MILLION = 1_000_000  # documents
MOST_TIMES = 3  # as long in the median as the same page of the small register
BESIDE = """The same beside their floors: milliseconds of ours / of the floor / how many times as long, in the median;
of pages also the milliseconds of their queries by the driver alone / their number."""

Run = dict[str, Any]


def limit(run: Run) -> int:
    return MOST if run["size"] < A_MILLION else MOST_OF_A_MILLION


def small(run: Run, runs: list[Run]) -> Run:
    """The smallest register of the same engine."""
    return min((other for other in runs if other["engine"] == run["engine"]), key=lambda other: other["size"])


def ratio(what: str, run: Run, runs: list[Run]) -> float:
    return float(run["timings"][what][0] / small(run, runs)["timings"][what][0])


def table(runs: list[Run]) -> str:
    heads = [f"{NAMES[run['engine']]}, {run['size']:,}" for run in runs]
    lines = ["| page | " + " | ".join(heads) + " |", "|---" * (len(runs) + 1) + "|"]
    for what in runs[0]["timings"]:
        lines.append(f"| {what} | " + " | ".join(_cell(what, run, runs) for run in runs) + " |")
    filled = [f"{run['filled'] / 60:.1f} min" if run["filled"] else "" for run in runs]
    if any(filled):
        lines.append(f"| filling and indexing | {' | '.join(filled)} |")
    return "\n".join(lines)


def _cell(what: str, run: Run, runs: list[Run]) -> str:
    if what not in run["timings"]:
        return ""
    median, worst, queries = run["timings"][what]
    times = "" if run is small(run, runs) else f" / {ratio(what, run, runs):.1f}×"
    return f"{median:.0f} / {worst:.0f}{times} / {queries}"


def floors(runs: list[Run]) -> str:
    """What a page or file costs, and what it would cost without our code."""
    heads = [f"{NAMES[run['engine']]}, {run['size']:,}" for run in runs]
    lines = ["| what / its floor | " + " | ".join(heads) + " |", "|---" * (len(runs) + 1) + "|"]
    found = [{(floor["what"], floor["of"]): floor for floor in run["floors"]} for run in runs]
    for what in dict.fromkeys(key for of_run in found for key in of_run):
        cells = (_beside(of_run[what]) if what in of_run else "" for of_run in found)
        lines.append(f"| {' / '.join(what)} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _beside(floor: Run) -> str:
    sql = "" if floor["sql"] is None else f" / {floor['sql']:.1f} / {floor['queries']}"
    return f"{floor['ours']:.1f} / {floor['floor']:.1f} / {floor['ours'] / floor['floor']:.1f}×{sql}"


def failures(runs: list[Run]) -> list[str]:
    found = []
    for run in runs:
        name = f"{NAMES[run['engine']]}, {run['size']:,}"
        for what, (median, worst, _queries) in run["timings"].items():
            if worst > limit(run):
                found.append(f"{name}: {what}: {worst:.0f} ms in the 95th percentile, more than {limit(run)}")
            is_compared = run["size"] < A_MILLION and what in small(run, runs)["timings"]
            if is_compared and ratio(what, run, runs) > MOST_TIMES:
                found.append(
                    f"{name}: {what}: {median:.0f} ms in the median, {ratio(what, run, runs):.1f} times as long"
                )
    return found


def write(runs: list[Run]) -> int:
    failed = failures(runs)
    told = "\n".join(f"- {line}" for line in failed) or "Every page keeps within its limits."
    found = f"{runs[0]['day']}; {runs[0]['machine']}; {', '.join(dict.fromkeys(run['versions'] for run in runs))}."
    text = f"{found}\n\n{table(runs)}\n\n{told}\n\n{BESIDE}\n\n{floors(runs)}"
    before, _start, rest = DOCUMENT.read_text(encoding="utf-8").partition(START)
    after = rest.partition(END)[2]
    DOCUMENT.write_text(f"{before}{START}\n\n{text}\n\n{END}{after}", encoding="utf-8")
    sys.stdout.write(f"{text}\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(write(json.loads(Path(sys.argv[1]).read_text())))
