"""A twentieth of `make fault`, on the engine of the run: real workers are killed, real threads crowd."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

pytestmark = [pytest.mark.slow, pytest.mark.both_engines]


def run(module: str, *arguments: str) -> str:
    """What it prints, where all held."""
    command = [sys.executable, "-m", f"tests.fault.{module}", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=os.environ, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_no_mail_is_lost_or_repeated_when_workers_are_killed() -> None:
    table = run("mails", "--kills", "10")
    assert [line.split()[-1] for line in table.splitlines() if line.startswith(("  repeated", "faults"))] == ["0", "0"]


def test_statements_sent_at_once_are_numbered_without_gap_or_double() -> None:
    assert "20 sends at once, 10 more that failed: without gap or double" in run("numbers")
