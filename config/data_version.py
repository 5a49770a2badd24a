"""Which state of the data a reader sees: numbers that grow with every transaction that changes what the public may see.

Triggers of the database raise them (config/triggers.py), within the transaction that saves, so a page that is kept
under the version that was read before it was made is never older than that version. The version is read from the
database that the page itself is read from, so what a replica has not heard of yet is never kept as if it were new.
"""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from typing import Any, NamedTuple, TypeVar

from django.conf import settings
from django.db import OperationalError, ProgrammingError, connections

from config import replicas

READ = "SELECT SUM(changes), SUM(reference_changes) FROM data_version"
NAME = b"data_version"  # of the question, where it is prepared
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


class Line:
    """A connection of this process that asks for the version alone, beside a pool of those that make pages.

    To take one from the pool, have it tried and give it back costs more than the question, which comes with every kept
    page; and the pool has fewer than there are requests that wait for their turn (config/queueing.py).
    """

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.held: Any = None

    def ask(self) -> tuple[Any, Any] | None:
        """None where there is no line, or it is broken. By libpq's own call, quicker by a third than psycopg's."""
        with self.lock:
            if self.held is None:
                return None
            with suppress(self.held.Error):
                result = self.held.pgconn.exec_prepared(NAME, [])
                if result.ntuples == 1:
                    return result.get_value(0, 0), result.get_value(0, 1)
            self._drop()
            return None

    def open(self, connection: Any) -> None:
        """To the same database as a connection that just answered. Where it cannot be had, the pool must do."""
        with self.lock:
            if self.held is None:
                with suppress(connection.Database.Error):
                    self.held = connection.Database.connect(**connection.get_connection_params(), autocommit=True)
                    self.held.pgconn.prepare(NAME, READ.encode())

    def close(self) -> None:
        with self.lock:
            self._drop()

    def _drop(self) -> None:
        if self.held is not None:
            self.held.close()
        self.held = None


line = Line()


def read() -> Version | None:
    """The version as it is now where this request reads. None where nothing says so: then nothing may be kept.

    A replica that cannot be had is left to the view, which is made again from elsewhere.
    """
    connection = connections[replicas.reading.get().from_where()]
    is_of_pool = connection.connection is None and bool(getattr(connection, "pool", None))
    try:
        answer = (line.ask() if is_of_pool else None) or _ask(connection, is_of_pool=is_of_pool)
    except ProgrammingError:  # PostgreSQL, before the first `migrate`
        return None
    except OperationalError as error:
        if replicas.replica_names() or "no such table" in str(error):
            return None
        raise
    data, reference = answer
    return None if data is None else Version(int(data), int(reference))


def _ask(connection: Any, *, is_of_pool: bool) -> tuple[Any, Any]:
    """What is of the pool goes back to it at once: who waits for a turn afterwards would keep it from who has one."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(READ)
            data, reference = cursor.fetchone()
    finally:
        if is_of_pool:
            connection.close()
    if is_of_pool:
        line.open(connection)
    return data, reference


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
