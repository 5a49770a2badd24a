"""Loads the site and writes what happened into docs/load.md:

    make load                               a quarter of an hour, half of it the hour's worth
    LOAD_SIZE=2500 tests/load/run.sh --seconds 10 --worth 500 --crowd 300 --no-write      a short try

Ends with 1 where something that docs/load.md promises did not hold.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import django
from django.utils import timezone

from .client import HOST, Browser
from .figures import Figures, memory, percentile, said
from .people import Clerk, Person, Reader, Shelf
from .site import Site, running

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "load.md"
START, END = "<!-- made by make load: begin -->", "<!-- made by make load: end -->"
READERS, CLERKS = 200, 24
THINKS, CLERK_THINKS = 30.0, 20.0  # seconds, in the mean
AT_ONCE = 10, 2  # readers and clerks who do not think, for the hour's worth: as many as the site is never crowded by
MOST_MEMORY = 250  # MB of a worker
# Milliseconds within which half of those are told who cannot be served. Of 2,000 who ask again at once each waits 2.5
# seconds where 800 are answered a second, which is what two processors do that have to ask as well.
QUICK = 3_000
ALIVE = 5_000  # milliseconds within which /healthz answers, however crowded: a proxy waits as long (deploy/Caddyfile)
AS_BEFORE = 30  # seconds after a crowd
LEAST = 0.25  # of the pages a second that the site makes uncrowded


class Trial:
    def __init__(self, site: Site, shelf: Shelf, accounts: Sequence[tuple[str, int]], given: Any) -> None:
        self.site, self.shelf, self.accounts, self.given = site, shelf, accounts, given
        self.lines: list[str] = []
        self.memories: list[tuple[str, list[tuple[float, float]]]] = []

    def people(self, readers: int, clerks: int, *, reader_thinks: float, clerk_thinks: float) -> list[Person]:
        ports = self.site.ports
        found: list[Person] = [Reader(number, ports, self.shelf, reader_thinks) for number in range(readers)]
        for number, (cookies, draft) in enumerate(self.accounts[:clerks]):
            found.append(Clerk(number, ports, self.shelf, clerk_thinks, cookies, draft))
        return found

    async def phase(self, figures: Figures, people: list[Person]) -> Figures:
        alive = asyncio.create_task(self.watch(figures))
        await asyncio.gather(*(person.live(figures) for person in people))
        alive.cancel()
        with suppress(asyncio.CancelledError):
            await alive
        return figures

    async def watch(self, figures: Figures) -> None:
        """What a proxy does: is each process alive?"""
        probes = [Browser(port) for port in self.site.ports]
        try:
            while True:
                for probe in probes:
                    figures.note("/healthz", await probe.get("/healthz"))
                await asyncio.sleep(1)
        finally:
            for probe in probes:
                probe.close()

    def remember(self, when: str) -> None:
        self.memories.append((when, [memory(worker) for worker in self.site.workers()]))

    def check(self, holds: bool, words: str) -> None:
        self.lines.append(f"- {'' if holds else '**NOT SO:** '}{words}")

    async def run(self) -> None:
        given = self.given
        with suppress(PermissionError):  # what asks would have a machine of its own: the site does not keep it waiting
            os.setpriority(os.PRIO_PROCESS, 0, -10)
        self.remember("at the start")
        await self.phase(Figures("warm", 60, 300), self.people(*AT_ONCE, reader_thinks=0, clerk_thinks=0))
        usual = await self.usual(given.seconds)
        await self.crowd(given.crowd, given.seconds, percentile(usual.ms["register"], 0.5))
        await self.worth(given.worth, given.minutes * 60)
        self.tell_memory()

    async def usual(self, seconds: float) -> Figures:
        people = self.people(READERS, CLERKS, reader_thinks=THINKS, clerk_thinks=CLERK_THINKS)
        figures = await self.phase(Figures("usual", seconds), people)
        self.lines += [f"## {CLERKS} clerks and {READERS} readers", ""]
        self.lines += [f"For {seconds:.0f} seconds; a reader looks at a page for {THINKS:.0f} seconds in the mean,"]
        self.lines += [f"a clerk for {CLERK_THINKS:.0f}. {figures.answered / seconds:.1f} answers a second.", ""]
        self.lines += [*figures.table(), ""]
        self.check(not figures.statuses, f"Nothing failed{_of(figures)}.")
        self.remember("after it")
        return figures

    async def crowd(self, readers: int, seconds: float, before: float) -> None:
        people = self.people(readers, CLERKS, reader_thinks=0, clerk_thinks=CLERK_THINKS)
        figures = await self.phase(Figures("crowd", min(seconds, 30)), people)
        self.lines += ["", f"## {readers} readers who do not think, and the clerks", ""]
        self.lines += [f"For {figures.seconds:.0f} seconds each reader asks again as soon as there is an answer.", ""]
        self.lines += [*figures.table(), ""]
        pages = sum(len(ms) for kind, ms in figures.ms.items() if kind != "/healthz") / figures.seconds
        self.pages_when_crowded = pages
        refused = percentile(figures.crowded, 0.5)
        alive = percentile(figures.ms["/healthz"], 0.95)
        self.check(not figures.faults, f"No fault: 503 with Retry-After, or no connection{_of(figures)}.")
        words = f"Who could not be served was told within {refused:.0f} ms in the median"
        self.check(refused < QUICK, f"{words} ({percentile(figures.crowded, 0.99):.0f} ms in the 99th percentile).")
        self.check(alive < ALIVE, f"/healthz answered within {alive:.0f} ms in the 95th percentile.")
        self.remember("after the crowd")
        seconds = await self.recovers(max(before, 20.0))
        words = f"{seconds:.1f} seconds after the crowd had gone the register came as fast as before"
        self.check(seconds < AS_BEFORE, f"{words} (three times within twice the median).")

    async def recovers(self, before: float) -> float:
        began, browser, well = time.monotonic(), Browser(self.site.ports[0]), 0
        while well < 3 and time.monotonic() - began < 2 * AS_BEFORE:
            answer = await browser.get("/statements/")
            well = well + 1 if answer.status == 200 and answer.ms < 2 * before else 0
            await asyncio.sleep(0.1)
        browser.close()
        return time.monotonic() - began

    async def worth(self, most: int, seconds: float) -> None:
        readers, clerks = AT_ONCE
        figures = Figures("worth", seconds, most)
        await self.phase(figures, self.people(readers, clerks, reader_thinks=0, clerk_thinks=0))
        took = time.monotonic() - figures.began
        rate = figures.answered / took
        self.lines += ["", "## An hour’s worth", ""]
        self.lines += [f"{figures.count:,} of the {most:,} requests that this mix makes in an hour, sent in"]
        self.lines += [f"{took / 60:.1f} minutes: {rate:.1f} answers a second.", "", *figures.table(), ""]
        self.check(figures.count >= most, f"All {most:,} requests were made in the time that there was.")
        self.check(not figures.statuses, f"Nothing failed{_of(figures)}.")
        pages = self.pages_when_crowded
        self.check(
            pages >= LEAST * rate, f"In the crowd {pages:.1f} pages a second were made, of {rate:.1f} without it."
        )
        self.remember("after an hour’s worth")

    def tell_memory(self) -> None:
        self.lines += ["", "## Memory", "", "MB of each worker, all that it holds (RSS) and its share (PSS):", ""]
        self.lines += ["| | RSS | PSS |", "|---|---|---|"]
        for when, workers in self.memories:
            cells = [", ".join(f"{one[place]:.0f}" for one in workers) for place in (0, 1)]
            self.lines.append(f"| {when} | {cells[0]} | {cells[1]} |")
        most = max(rss for rss, _pss in self.memories[-1][1])
        self.lines.append("")
        self.check(
            most <= MOST_MEMORY, f"No worker holds more than {most:.0f} MB afterwards, of {MOST_MEMORY} allowed."
        )

    def tell_saves(self) -> None:
        from .register import lost  # noqa: PLC0415 -- only once Django is set up

        missing, saved = lost(self.shelf), sum(map(len, self.shelf.saved.values()))
        self.lines += ["", "## What was saved", ""]
        self.check(saved > 0 and not missing, f"Of {saved:,} saves that were acknowledged {len(missing)} are lost.")
        errors = self.site.errors()
        self.check(not errors, f"{len(errors)} errors in the log of the site.")
        sys.stderr.write("\n".join(errors[:5]))


def _of(figures: Figures) -> str:
    return f" ({said(figures.statuses)})" if figures.statuses else ""


def head(given: Any, start: list[str]) -> list[str]:
    words = next((line for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")), "")
    machine = f"{os.cpu_count()} processors, {words.partition(':')[2].strip() or platform.machine()}"
    load = os.getloadavg()[2]
    versions = f"Python {platform.python_version()}, Django {django.get_version()}, PostgreSQL"
    return [
        f"On {timezone.localdate()}, {machine}, {versions}; {given.size:,} documents and a quarter as many statements.",
        f"What asks runs on the same machine. Its load in the quarter of an hour before: {load:.1f}.",
        "",
        "## Start to first answer",
        "",
        *start,
        "",
    ]


def main(started: Callable[[int, int], list[str]]) -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--size", type=int, default=5_000, help="documents; statements are a quarter as many")
    options.add_argument("--seconds", type=float, default=120, help="of the usual load")
    options.add_argument("--crowd", type=int, default=10 * READERS, help="readers who do not think")
    options.add_argument("--worth", type=int, default=int(3600 * (READERS / THINKS + CLERKS / CLERK_THINKS)))
    options.add_argument("--minutes", type=float, default=30, help="that the hour's worth may take at most")
    options.add_argument("--starts", type=int, default=5, help="of each kind")
    options.add_argument("--port", type=int, default=8420, help=f"on {HOST}; the next one is used too")
    options.add_argument("--no-write", action="store_true", help="print, and leave docs/load.md as it is")
    given = options.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ["SITE_URL"] = f"http://{HOST}:{given.port}"
    django.setup()
    from . import register  # noqa: PLC0415 -- only once Django is set up

    shelf, accounts = register.made(given.size), register.clerks(CLERKS)
    lines = head(given, started(given.port + 2, given.starts))
    with tempfile.TemporaryDirectory(prefix="liaison-load-") as folder, running(given.port, Path(folder)) as site:
        trial = Trial(site, shelf, accounts, given)
        asyncio.run(trial.run())
        trial.tell_saves()
    text = "\n".join([*lines, *trial.lines, ""])
    sys.stdout.write(text)
    if not given.no_write:
        before, after = DOCUMENT.read_text(encoding="utf-8").partition(START)[0], END
        rest = DOCUMENT.read_text(encoding="utf-8").partition(END)[2]
        DOCUMENT.write_text(f"{before}{START}\n\n{text}\n{after}{rest}", encoding="utf-8")
    return 1 if "NOT SO" in text else 0


if __name__ == "__main__":
    from .start import table

    sys.exit(main(table))
