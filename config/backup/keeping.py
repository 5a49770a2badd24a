"""Where backups stand, and which of them stay: the last one of each of so many days, weeks and months."""

from __future__ import annotations

import datetime
import re
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from . import manifest

FORM = "%Y-%m-%dT%H%M%SZ"
NAMED = re.compile(r"\d{4}-\d\d-\d\dT\d{6}Z")
UNFINISHED = ".unfinished"
DAYS, WEEKS, MONTHS = 14, 8, 12
SPANS: list[tuple[Callable[[datetime.datetime], Any], int]] = [
    (lambda at: at.date(), DAYS),
    (lambda at: at.isocalendar()[:2], WEEKS),
    (lambda at: (at.year, at.month), MONTHS),
]


def place_for(folder: Path, now: datetime.datetime) -> Path:
    return folder / now.astimezone(datetime.UTC).strftime(FORM)


def backups(folder: Path) -> dict[datetime.datetime, Path]:
    """Those that were finished, the oldest first."""
    found = [one for one in folder.iterdir() if NAMED.fullmatch(one.name) and (one / manifest.NAME).is_file()]
    return {_made(one): one for one in sorted(found)}


def _made(folder: Path) -> datetime.datetime:
    return datetime.datetime.strptime(folder.name, FORM).replace(tzinfo=datetime.UTC)


def kept(times: Iterable[datetime.datetime]) -> set[datetime.datetime]:
    """Of each of the last 14 days, 8 weeks and 12 months in which there were any, the last one."""
    newest_first = sorted(times, reverse=True)
    stay: set[datetime.datetime] = set()
    for span, count in SPANS:
        last: dict[Any, datetime.datetime] = {}
        for at in newest_first:
            last.setdefault(span(at), at)
        stay |= set(list(last.values())[:count])
    return stay


def prune(folder: Path, now: datetime.datetime) -> list[Path]:
    """Delete what need not stay, and what was begun two days ago and never finished. Nothing else is touched."""
    there = backups(folder)
    gone = [place for at, place in there.items() if at not in kept(there)]
    for one in folder.glob(f"*{UNFINISHED}"):
        begun = NAMED.fullmatch(one.name.removesuffix(UNFINISHED)) and _made(one.with_suffix(""))
        if begun and now - begun > datetime.timedelta(days=2):
            gone.append(one)
    for one in gone:
        shutil.rmtree(one)
    return gone
