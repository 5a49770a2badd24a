"""Which state of the data a reader sees: numbers that grow with every transaction that changes what the public may see.

Triggers of the database raise them (config/triggers.py), within the transaction that saves, so a page that is kept
under the version that was read before it was made is never older than that version. The version is read from the
database that the page itself is read from, so what a replica has not heard of yet is never kept as if it were new.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, NamedTuple, TypeVar

from django.conf import settings
from django.db import OperationalError, ProgrammingError, connections

from config import replicas

READ = "SELECT SUM(changes), SUM(reference_changes) FROM data_version"
T = TypeVar("T")

MOST_KEPT = 300  # answers of kept functions in one process


class Version(NamedTuple):
    data: int  # of all that the public may see
    reference: int  # of bodies, Questions, people, periods and topics alone


class Asked:
    """One request, and the version that it began with once somebody has asked for it."""

    def __init__(self) -> None:
        self.is_known = False
        self.version: Version | None = None


asked: ContextVar[Asked | None] = ContextVar("asked", default=None)


@contextmanager
def for_reading() -> Iterator[None]:
    """Around a request that changes nothing: what is read within it may come from what was kept of the same version."""
    before = asked.set(Asked())
    try:
        yield
    finally:
        asked.reset(before)


def read() -> Version | None:
    """The version as it is now where this request reads. None where nothing says so: then nothing may be kept.

    A replica that cannot be had is left to the view, which is made again from elsewhere.
    """
    connection = connections[replicas.reading.get().from_where()]
    try:
        with connection.cursor() as cursor:
            cursor.execute(READ)
            data, reference = cursor.fetchone()
    except ProgrammingError:  # PostgreSQL, before the first `migrate`
        return None
    except OperationalError as error:
        if replicas.replica_names() or "no such table" in str(error):
            return None
        raise
    return None if data is None else Version(int(data), int(reference))


def of_request() -> Version | None:
    """The version that the request began with. One query a request; None outside of one that only reads."""
    now = asked.get()
    if now is None or not settings.KEEPS_PAGES:
        return None
    if not now.is_known:
        now.is_known, now.version = True, read()
    return now.version


class Kept:
    """What functions gave for the last reference version that this process has heard of."""

    def __init__(self) -> None:
        self.version, self.answers = 0, dict[Any, Any]()

    def at(self, version: int) -> dict[Any, Any]:
        if version != self.version or len(self.answers) >= MOST_KEPT:
            self.version, self.answers = version, {}
        return self.answers


kept_answers = Kept()


def kept(function: Callable[..., T]) -> Callable[..., T]:
    """What the function gives is kept as long as no reference row changes. It reads such rows alone, its arguments are
    few and hashable, and nobody may change what it gives. Outside of a request that only reads it is always called."""

    @functools.wraps(function)
    def answer(*arguments: Any) -> T:
        version = of_request()
        if version is None:
            return function(*arguments)
        answers, key = kept_answers.at(version.reference), (function, arguments)
        if key not in answers:
            answers[key] = function(*arguments)
        return answers[key]

    return answer
