"""A module of ours in a Python process of its own: it can be given a limit of memory and of time, and ends with both.

The process is a fresh one, never a fork: Typst's threads do not survive a fork. It gets its work on the standard input
and answers on the standard output; its module begins with `keep_limits`.
"""

from __future__ import annotations

import logging
import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MEGABYTE = 2**20
GRACE = 5  # seconds that a process without a parent may go on
LAST_WORDS = 2000  # characters of what a process said before it failed
OUT_OF_MEMORY = ("MemoryError", "memory allocation", "Cannot allocate memory", "Resource temporarily unavailable")

logger = logging.getLogger(__name__)


class ApartError(RuntimeError):
    """The process failed; its last words are the message."""


class TooLongError(ApartError):
    """It was not ready in time, and was ended."""


class TooLargeError(ApartError):
    """It wanted more memory than it was given."""


def run_apart(module: str, request: bytes, *, seconds: int, megabytes: int = 0) -> bytes:
    """What `python -m module` answers. Without `megabytes` its memory has no limit. Raises ApartError."""
    try:
        done = subprocess.run(  # noqa: S603 -- a module of ours; what it works on is on its standard input
            [sys.executable, "-m", module, str(megabytes), str(seconds)],
            input=request,
            capture_output=True,
            cwd=ROOT,
            env=os.environ | {"RUST_BACKTRACE": "0"},  # writing one without memory can wait for ever
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise TooLongError(f"{module} was not ready within {seconds} seconds.") from error
    said = done.stderr.decode(errors="replace")[-LAST_WORDS:]
    if done.returncode == 0:
        if said:
            logger.error("%s did its work and said: %s", module, said)
        return done.stdout
    if done.returncode < 0 or any(words in said for words in OUT_OF_MEMORY):
        raise TooLargeError(f"{module} ended with {done.returncode}: {said}")
    raise ApartError(said)


def keep_limits(arguments: list[str]) -> None:
    """To be called first in such a process: the limits that `run_apart` gave it.

    The memory is what it may allocate (RLIMIT_DATA). Should nobody be left to end it in time, an alarm does.
    """
    megabytes, seconds = map(int, arguments[1:3])
    if megabytes:
        resource.setrlimit(resource.RLIMIT_DATA, (megabytes * MEGABYTE, megabytes * MEGABYTE))
    signal.alarm(seconds + GRACE)
