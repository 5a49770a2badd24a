"""How often something may be tried, counted in the database: the same for every process and machine.

Who tries is known by a keyed hash alone. A limit that is reached holds for what it counts and nothing else: never for
an address as such where somebody signs in, since a whole office may share one.
"""

from __future__ import annotations

import datetime
import math
from dataclasses import dataclass

from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import ngettext

from contacts.models import Attempt

KEPT = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Limit:
    """`most` times in `seconds`."""

    kind: str
    most: int
    seconds: int


class TooManyError(Exception):
    """It was tried too often. `seconds`: until it may be tried again."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds

    @property
    def when(self) -> str:
        minutes = math.ceil(self.seconds / 60)
        return ngettext("Try again in %(minutes)d minute.", "Try again in %(minutes)d minutes.", minutes) % {
            "minutes": minutes
        }


def key_of(*parts: object) -> str:
    return salted_hmac("liaison.attempts", "\0".join(map(str, parts)), algorithm="sha256").hexdigest()


def note(limit: Limit, *whose: object) -> Attempt:
    """Count one."""
    Attempt.objects.before(timezone.now() - KEPT).delete()
    return Attempt.objects.create(kind=limit.kind, key=key_of(*whose))


def is_reached(limit: Limit, *whose: object) -> bool:
    since = timezone.now() - datetime.timedelta(seconds=limit.seconds)
    return Attempt.objects.of(limit.kind, key_of(*whose)).since(since).count() >= limit.most


def take(limit: Limit, *whose: object) -> Attempt:
    """Count one that is about to be tried. Raises TooManyError, and then it is not counted.

    It is counted first and looked at after: of many that are tried at once, none slips through.
    """
    attempt = note(limit, *whose)
    within = datetime.timedelta(seconds=limit.seconds)
    others = Attempt.objects.of(limit.kind, attempt.key).but(attempt).since(attempt.at - within)
    times = list(others.values_list("at", flat=True)[: limit.most])
    if len(times) < limit.most:
        return attempt
    attempt.delete()
    raise TooManyError(max(1, math.ceil((times[-1] + within - attempt.at).total_seconds())))


def forget(limit: Limit, *whose: object) -> None:
    """Begin to count anew, for it was done right."""
    Attempt.objects.of(limit.kind, key_of(*whose)).delete()
