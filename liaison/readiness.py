"""Whether this process can do its work: what it needs, each with its state and a few numbers.

`fail`: requests would fail here. `warn`: they do not yet, and somebody should look soon. Cheap enough to be asked every
few seconds; says nothing that helps a stranger, no name, address or version.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.cache import cache as shared_cache
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from config import triggers
from liaison.models import Mail

LEAST_FREE = 200 * 2**20  # bytes: a request may bring 64 MB, and its files are issued in several formats
LITTLE_FREE = 2 * 2**30
LONG_WAIT = 15 * 60  # seconds for which a mail is due: perhaps no worker runs

Check = dict[str, Any]


def readiness() -> dict[str, Check]:
    """The checks by name. Without the database those that ask it are left out."""
    checks = {"database": _asked(database)}
    if checks["database"]["state"] == "ok":
        checks |= {"migrations": _asked(migrations), "changes": _asked(changes), "queue": _asked(queue)}
    checks |= {"disk": _asked(disk), "cache": _asked(cache_state)}
    if replicas := [alias for alias in settings.DATABASES if alias != DEFAULT_DB_ALIAS]:
        checks["replicas"] = _replicas(replicas)
    return checks


def _asked(check: Callable[[], Check]) -> Check:
    """Whatever goes wrong is an answer too; its words may hold an address, its name does not."""
    try:
        return check()
    except Exception as error:
        return {"state": "fail", "error": type(error).__name__}


def database() -> Check:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return {"state": "ok"}


def migrations() -> Check:
    """Those that this code brings and the database lacks. More of them there is right: an upgrade is under way."""
    missing = len(_brought() - MigrationRecorder(connection).applied_migrations().keys())
    return {"state": "fail" if missing else "ok", "unapplied": missing}


@cache
def _brought() -> frozenset[tuple[str, str]]:
    return frozenset(MigrationLoader(None).disk_migrations)


def changes() -> Check:
    """Whether each change is noticed: pages that are kept would stay as they are, of tables that have no trigger."""
    missing = len(triggers.lacking(connection))
    return {"state": "fail" if missing else "ok", "unguarded": missing}


def queue() -> Check:
    now = timezone.now()
    oldest = Mail.objects.due(now).values_list("next_try_at", flat=True).first()
    counts = Mail.objects.counts()
    waits = int((now - oldest).total_seconds()) if oldest else 0
    troubled = counts[Mail.State.FAILED] + counts[Mail.State.UNKNOWN]
    return {
        "state": "warn" if waits > LONG_WAIT or troubled else "ok",
        "oldest_due_seconds": waits,
        "waiting": counts[Mail.State.QUEUED],
        "failed": counts[Mail.State.FAILED],
        "unknown": counts[Mail.State.UNKNOWN],
    }


def disk() -> Check:
    """Where uploads go: a file without a name is made there, which leaves nothing behind."""
    if not isinstance(default_storage, FileSystemStorage):
        return {"state": "ok", "kept": "elsewhere"}
    place = Path(settings.MEDIA_ROOT)
    place = place if place.is_dir() else next(above for above in place.parents if above.is_dir())
    free = shutil.disk_usage(place).free
    try:
        with tempfile.TemporaryFile(dir=place) as file:
            file.write(b"x")
    except OSError:
        return {"state": "fail", "free_mb": free // 2**20, "writable": False}
    state = "fail" if free < LEAST_FREE else "warn" if free < LITTLE_FREE else "ok"
    return {"state": state, "free_mb": free // 2**20, "writable": True}


def cache_state() -> Check:
    """What is put into the cache is there afterwards; `dummy:` keeps nothing, as it is told to."""
    if "dummy" in settings.CACHES["default"]["BACKEND"]:
        return {"state": "ok", "kept": "nothing"}
    value = uuid4().hex
    shared_cache.set(f"readyz-{value}", value, timeout=5)
    return {"state": "ok" if shared_cache.get(f"readyz-{value}") == value else "fail"}


LAG = """
    SELECT CASE WHEN NOT pg_is_in_recovery() OR pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn() THEN 0
    ELSE extract(epoch FROM now() - pg_last_xact_replay_timestamp()) END
"""


def _replicas(aliases: list[str]) -> Check:
    """Seconds by which each is behind, nothing for one that is away. Its readers are served by another one then."""
    behind: dict[str, float | None] = {}
    for alias in aliases:
        try:
            with connections[alias].cursor() as cursor:
                cursor.execute(LAG)
                behind[alias] = round(float(cursor.fetchone()[0] or 0), 1)
        except DatabaseError:
            connections[alias].close()
            behind[alias] = None
    is_well = all(seconds is not None and seconds < 60 for seconds in behind.values())
    return {"state": "ok" if is_well else "warn", "seconds_behind": behind}
