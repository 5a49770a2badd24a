"""Costly work is done by few at a time on one machine: whoever comes when all turns are taken is asked to come again.

A turn is a lock on a file, which ends with the process that holds it, whatever happens to it.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings


class NoTurnError(Exception):
    """All turns are taken at the moment."""


class Turn:
    """One of `most` turns at a kind of work, until `close()`. Raises NoTurnError."""

    _held: int | None = None

    def __init__(self, work: str, most: int) -> None:
        self._held = _first_free(work, most)

    def close(self) -> None:
        """A second time it does nothing."""
        held, self._held = self._held, None
        if held is not None:
            os.close(held)

    def __enter__(self) -> Turn:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def __del__(self) -> None:
        self.close()


def _first_free(work: str, most: int) -> int:
    site = hashlib.sha256(f"{settings.BASE_DIR} {os.getuid()}".encode()).hexdigest()[:16]
    for number in range(most):
        path = Path(tempfile.gettempdir()) / f"liaison-{site}-{work}-{number}.lock"
        file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(file)
        else:
            return file
    raise NoTurnError
