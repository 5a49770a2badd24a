"""One request at a time is worked on by a process, a few wait for their turn, and whoever comes then is told at once.

Several threads that make pages at a time make each of them slower and none of them sooner, for they share one
interpreter. So the server has more threads than are at work (GRANIAN_BLOCKING_THREADS): those beyond wait here, or
answer in a moment what needs no turn: a style sheet, a probe, or that the site is crowded. A site that is asked for
more than it can make goes on making as much as it can, and says 503 with Retry-After for the rest.

The last places are for who is signed in: readers, however many, leave them free. An answer that is sent while it is
made (a whole list, a zip file) has its turn until it begins; what costs most of those has turns of its own
(liaison/turns.py). What is done in another process gives the turn back meanwhile (`aside`).
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from config.unavailable import unavailable

AT_WORK = 1  # requests
PLACES = 16  # where requests wait, of one process
PLACES_FOR_STAFF = 6  # of these
PATIENCE = 5.0  # seconds that a reader waits
PATIENCE_OF_STAFF = 20.0  # what they send is not to be lost
RETRY_AFTER = 5  # seconds
WITHOUT_A_TURN = {"/healthz"}  # asked by a proxy that takes a process which does not answer for dead

log = logging.getLogger("liaison.queue")


class CrowdedError(Exception):
    """No place is free, or the turn did not come in time."""


class Queue:
    held: ContextVar[Queue | None] = ContextVar("held", default=None)  # by the request of this thread

    def __init__(self) -> None:
        self.turns = threading.Semaphore(AT_WORK)
        self.lock = threading.Lock()
        self.waiting = 0

    @contextmanager
    def turn(self, places: int, patience: float) -> Iterator[None]:
        """Raises CrowdedError."""
        if not self.turns.acquire(blocking=False):
            self._wait(places, patience)
        before = self.held.set(self)
        try:
            yield
        finally:
            self.held.reset(before)
            self.turns.release()

    def _wait(self, places: int, patience: float) -> None:
        with self.lock:
            if self.waiting >= places:
                raise CrowdedError
            self.waiting += 1
        try:
            if not self.turns.acquire(timeout=patience):
                raise CrowdedError
        finally:
            with self.lock:
                self.waiting -= 1


@contextmanager
def aside() -> Iterator[None]:
    """Around a wait for something that works elsewhere: others have the turn, which is waited for afterwards."""
    queue = Queue.held.get()
    if queue is None:
        yield
        return
    queue.turns.release()
    try:
        yield
    finally:
        queue.turns.acquire()


class QueueMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.queue = Queue()
        self.told_at = 0.0

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path in WITHOUT_A_TURN:
            return self.get_response(request)
        is_staff = settings.SESSION_COOKIE_NAME in request.COOKIES
        places, patience = (PLACES, PATIENCE_OF_STAFF) if is_staff else (PLACES - PLACES_FOR_STAFF, PATIENCE)
        try:
            with self.queue.turn(places, patience):
                return self.get_response(request)
        except CrowdedError:
            self.tell()
            words = _("More is asked of the site at the moment than it can answer. Nothing was changed.")
            return unavailable(request, words, RETRY_AFTER)

    def tell(self) -> None:
        """Once in a while, for such answers come by the hundred."""
        if time.monotonic() - self.told_at > 60:
            self.told_at = time.monotonic()
            log.warning("Requests are refused: more come than can be answered.")
