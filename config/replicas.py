"""Who reads where, where PostgreSQL has replicas (REPLICA_URLS).

A page that is asked for without a session reads from a replica, all of it from the same one. Everybody else reads what
was written a moment ago, from the primary: who is signed in, who posts something, whoever did so within the last
seconds, commands and workers. Whatever happens within a transaction stays with the primary, and so does all that a
request reads after it wrote.

A replica that cannot be had is left alone for a while, by this process; its readers go to another one, or to the
primary. A page that it drops halfway is made again from the primary: making a page changes nothing.
"""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, InterfaceError, OperationalError, connections
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse

PRIMARY = DEFAULT_DB_ALIAS
PAUSE = 15  # seconds for which a replica that could not be had is left alone
WROTE = "liaison-wrote"  # the cookie of somebody without a session who wrote something
WROTE_AGE = 15  # seconds; a replica is behind by less than one
SAFE = {"GET", "HEAD"}

log = logging.getLogger("liaison.replicas")
left_alone: dict[str, float] = {}  # until when


class Reading:
    """Where one request reads: undecided, until it first does."""

    def __init__(self, may_use_replica: bool) -> None:
        self.may_use_replica, self.alias, self.wrote = may_use_replica, "", False

    def pin(self) -> None:
        self.may_use_replica = False

    def from_where(self) -> str:
        if not self.may_use_replica or connections[PRIMARY].in_atomic_block:
            return PRIMARY
        self.alias = self.alias or a_replica()
        return self.alias


outside = Reading(may_use_replica=False)  # of commands and workers
reading: ContextVar[Reading] = ContextVar("reading", default=outside)


class ReplicaRouter:
    """Django's questions. Migrations are for the primary alone: replicas follow it."""

    def db_for_read(self, model: Any, **hints: Any) -> str:
        return reading.get().from_where()

    def db_for_write(self, model: Any, **hints: Any) -> str:
        now = reading.get()
        if now is not outside:
            now.pin()
            now.wrote = True
        return PRIMARY

    def allow_relation(self, one: Any, other: Any, **hints: Any) -> bool:
        return True

    def allow_migrate(self, alias: str, app_label: str, **hints: Any) -> bool:
        return alias == PRIMARY


class ReplicaMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not replica_names():
            return self.get_response(request)
        now = Reading(may_use_replica=is_reader(request))
        with reads(now):
            response = self.get_response(request)
        if now.wrote and settings.SESSION_COOKIE_NAME not in request.COOKIES:
            response.set_cookie(WROTE, "1", max_age=WROTE_AGE, secure=settings.IS_HTTPS, httponly=True, samesite="Lax")
        if isinstance(response, StreamingHttpResponse) and not isinstance(response, FileResponse):
            response.streaming_content = kept(now, response.streaming_content)
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The page anew from the primary, where the replica broke off; and from a replica, where the primary did."""
        now = reading.get()
        match = request.resolver_match
        if (
            not isinstance(error, OperationalError | InterfaceError)
            or not now.may_use_replica
            or not now.alias
            or not match
        ):
            return None
        if now.alias == PRIMARY:  # which served this reader while the replicas were left alone
            left_alone.clear()
            now.alias = a_replica()
            if now.alias == PRIMARY:
                return None
        else:
            leave_alone(now.alias, error)
            now.pin()
        response = match.func(request, *match.args, **match.kwargs)
        return response.render() if hasattr(response, "render") and callable(response.render) else response


def is_reader(request: HttpRequest) -> bool:
    cookies = request.COOKIES
    return request.method in SAFE and settings.SESSION_COOKIE_NAME not in cookies and WROTE not in cookies


@contextmanager
def reads(how: Reading) -> Iterator[None]:
    before = reading.set(how)
    try:
        yield
    finally:
        reading.reset(before)


def kept(how: Reading, parts: Any) -> Iterator[Any]:
    """A long answer is read while it is sent, after the request is over."""
    before = reading.set(how)
    try:
        yield from parts
    finally:
        reading.reset(before)


def replica_names() -> list[str]:
    return [alias for alias in settings.DATABASES if alias != PRIMARY]


def a_replica() -> str:
    """One that is connected now, by chance; the primary where there is none."""
    names = [alias for alias in replica_names() if left_alone.get(alias, 0) <= time.monotonic()]
    for alias in random.sample(names, len(names)):
        try:
            connections[alias].close_if_health_check_failed()
            connections[alias].ensure_connection()
        except (OperationalError, InterfaceError) as error:
            leave_alone(alias, error)
        else:
            return alias
    return PRIMARY


def leave_alone(alias: str, error: Exception) -> None:
    left_alone[alias] = time.monotonic() + PAUSE
    connections[alias].close()
    log.warning("%s is left alone for %s seconds (%s).", alias, PAUSE, type(error).__name__)
