"""What was counted: of each kind of page how often, how long, how many failed; and the memory of the processes."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from .client import Answer

NAMES = {0: "refused or broken off", 1: "no answer in time"}


@dataclass
class Figures:
    """Of one phase, which is over after so many seconds, or requests."""

    name: str
    seconds: float
    most: int = 0
    began: float = field(default_factory=time.monotonic)
    ms: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))  # of answers that came, by kind
    failed: dict[str, Counter[int]] = field(default_factory=lambda: defaultdict(Counter))
    crowded: list[float] = field(default_factory=list)  # milliseconds of each 503
    unplain: int = 0  # 503 without Retry-After

    def goes_on(self) -> bool:
        return self.left > 0 and not 0 < self.most <= self.count

    @property
    def left(self) -> float:
        return self.seconds - (time.monotonic() - self.began)

    @property
    def count(self) -> int:
        return self.answered + sum(self.statuses.values())

    @property
    def answered(self) -> int:
        return sum(map(len, self.ms.values()))

    @property
    def statuses(self) -> Counter[int]:
        return sum(self.failed.values(), Counter())

    @property
    def faults(self) -> int:
        """What must not be, however crowded: an error of the site, or a 503 that does not say when to come again."""
        return self.unplain + sum(count for status, count in self.statuses.items() if status >= 500 and status != 503)

    def note(self, kind: str, answer: Answer) -> None:
        if 200 <= answer.status < 400:
            self.ms[kind].append(answer.ms)
            return
        self.failed[kind][answer.status] += 1
        if answer.status == 503:
            self.crowded.append(answer.ms)
            self.unplain += "retry-after" not in answer.headers

    def table(self) -> list[str]:
        lines = ["| | requests | median | p95 | p99 | failed |", "|---|---|---|---|---|---|"]
        for kind in sorted(self.ms.keys() | self.failed.keys(), key=lambda kind: (kind.startswith("desk"), kind)):
            lines.append(self._row(kind, self.ms[kind], self.failed[kind]))
        lines.append(self._row("all", [one for every in self.ms.values() for one in every], self.statuses))
        return lines

    @staticmethod
    def _row(kind: str, ms: list[float], failed: Counter[int]) -> str:
        times = " | ".join(f"{percentile(ms, part):.0f} ms" if ms else "-" for part in (0.5, 0.95, 0.99))
        return f"| {kind} | {len(ms) + failed.total()} | {times} | {said(failed) or 0} |"


def percentile(ms: Iterable[float], part: float) -> float:
    ordered = sorted(ms)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))] if ordered else 0.0


def said(failed: Counter[int]) -> str:
    return ", ".join(f"{count} {NAMES.get(status, status)}" for status, count in sorted(failed.items()))


def memory(pid: int) -> tuple[float, float]:
    """Megabytes that a process holds (RSS), and its part of them where what is shared is divided (PSS)."""
    lines = dict(line.split(":") for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:])
    return tuple(int(lines[name].split()[0]) / 1024 for name in ("Rss", "Pss"))  # type: ignore[return-value]


def children(pid: int) -> list[int]:
    """Of any of its threads."""
    return [int(one) for task in Path(f"/proc/{pid}/task").glob("*/children") for one in task.read_text().split()]
