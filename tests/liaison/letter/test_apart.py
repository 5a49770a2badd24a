from __future__ import annotations

import subprocess
import sys

import pytest

from liaison.letter import apart
from liaison.letter.apart import ApartError, TooLargeError, TooLongError, run_apart

HEAD = "import sys; from liaison.letter.apart import keep_limits; keep_limits(['x', *sys.argv[1:]]);"


@pytest.fixture
def run(monkeypatch):
    """Runs a piece of code in the place of a module."""

    def answer(code: str, request: bytes = b"", **limits: int) -> bytes:
        command = [sys.executable, "-c", HEAD + code]
        real = subprocess.run
        monkeypatch.setattr(apart.subprocess, "run", lambda arguments, **rest: real([*command, *arguments[3:]], **rest))
        return run_apart("a.module", request, **{"seconds": 20, **limits})

    return answer


def test_answer_is_what_the_process_writes(run):
    assert run("sys.stdout.buffer.write(sys.stdin.buffer.read()[::-1])", b"abc") == b"cba"


def test_process_without_a_limit_of_memory_may_take_it(run):
    assert run("print(len(b'x' * 300_000_000))") == b"300000000\n"


def test_process_that_wants_more_memory_than_it_was_given_is_refused(run):
    with pytest.raises(TooLargeError, match="MemoryError"):
        run("b'x' * 300_000_000", megabytes=200)


def test_process_that_takes_too_long_is_ended(run):
    with pytest.raises(TooLongError, match=r"a\.module was not ready within 1 seconds"):
        run("import time; time.sleep(30)", seconds=1)


def test_process_that_was_killed_was_too_large(run):
    with pytest.raises(TooLargeError):
        run("import os, signal; os.kill(os.getpid(), signal.SIGKILL)")


def test_last_words_of_a_process_that_fails_are_the_message(run):
    with pytest.raises(ApartError, match="no such thing"):
        run("raise LookupError('no such thing')")


def test_process_without_a_parent_ends_in_time():
    code = f"import liaison.letter.apart as apart; apart.GRACE = 1; {HEAD} import time; time.sleep(30)"
    done = subprocess.run([sys.executable, "-c", code, "0", "0"], check=False, cwd=apart.ROOT, timeout=20)
    assert done.returncode < 0
