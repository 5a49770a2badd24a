"""The pages of a feed: by what was told when, so that each is found at the same cost wherever it lies, and stays whole
when something new comes before it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

PER_PAGE = 25
EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
OLDEST = "0-0"
CURSOR = re.compile(r"([0-9]{1,18})-([0-9]{1,18})")


class WrongPlaceError(ValueError):
    """What `before` or `after` says is no place in a feed."""


@dataclass(frozen=True)
class Place:
    """`at` and `key` of a row: when it was last told of. `stored`: when anything of it was last stored."""

    at: datetime.datetime
    key: int
    stored: datetime.datetime | None = None

    def __str__(self) -> str:
        return f"{(self.at - EPOCH) // datetime.timedelta(microseconds=1)}-{self.key}"

    @classmethod
    def read(cls, text: str) -> Place:
        match = CURSOR.fullmatch(text)
        if match is None:
            raise WrongPlaceError(text)
        try:
            return cls(EPOCH + datetime.timedelta(microseconds=int(match[1])), int(match[2]))
        except OverflowError as error:
            raise WrongPlaceError(text) from error


@dataclass(frozen=True)
class FeedPage:
    """The places of its rows, the newest first; whether there are newer rows before it and older ones after it."""

    places: list[Place]
    has_newer: bool
    has_older: bool


def feed_page(found: QuerySet, moment: str, stored: str, asked: Mapping[str, Any]) -> FeedPage:
    """The page that `before` or `after` asks for, else the first. Raises WrongPlaceError."""
    before, after = asked.get("before"), asked.get("after")
    if after:
        place = Place.read(after)
        rows = found.announced_after(place.at, place.key).oldest_news_first()
        places = list(reversed(_places(rows, moment, stored)))
    else:
        rows = found.newest_news_first()
        if before:
            place = Place.read(before)
            rows = rows.announced_before(place.at, place.key)
        places = _places(rows, moment, stored)
    if not places:
        return FeedPage([], has_newer=bool(before), has_older=False)
    first, last = places[0], places[-1]
    has_newer = bool(before or after) and found.announced_after(first.at, first.key).exists()
    return FeedPage(places, has_newer, found.announced_before(last.at, last.key).exists())


def _places(rows: QuerySet, moment: str, stored: str) -> list[Place]:
    return [Place(at or EPOCH, key, last) for at, key, last in rows.values_list(moment, "pk", stored)[:PER_PAGE]]
