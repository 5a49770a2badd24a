"""Read a file in a process of its own, which ends in time and takes no more memory than it may.

The readers are bounded by themselves; this is for what nobody thought of. The process gets the bytes of the file and
nothing else: no database, no settings, no environment, and it may write no file.

    python -m liaison.letter.read_apart NAME < FILE
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .letter import Finding, Reading
from .read_json import UNSTORABLE, from_dict
from .refusal import MEGABYTE, refused
from .source_lines import SourceLine, source_lines
from .to_json import to_dict

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = 1
SECONDS = 30  # of work; as many again of waiting for it
MEMORY = 1500 * MEGABYTE
TOO_LONG = f"This file could not be read within {SECONDS} seconds; no statement takes as long as that."
BROKEN = "This file could not be read: the reader was stopped by it. Save it anew as .docx or .txt, then try again."


@dataclass(frozen=True)
class ApartReading:
    """A reading, and the file's own lines where it was read."""

    reading: Reading
    lines: tuple[SourceLine, ...] = ()


def read_apart(name: str, data: bytes) -> ApartReading:
    """Never raises; a file that breaks its reader is refused."""
    command = [sys.executable, "-m", "liaison.letter.read_apart", name]
    try:
        done = subprocess.run(  # noqa: S603 -- our own module; the name is an argument, never part of a command line
            command, input=data, capture_output=True, cwd=ROOT, env={"PYTHONUTF8": "1"}, timeout=2 * SECONDS, check=True
        )
        return apart_from_dict(json.loads(done.stdout))
    except subprocess.TimeoutExpired:
        return ApartReading(refused(TOO_LONG))
    except (subprocess.CalledProcessError, ValueError):
        return ApartReading(refused(BROKEN))


def apart_to_dict(apart: ApartReading) -> dict[str, Any]:
    """For JSON: that of the letter, with the findings and the lines beside it."""
    reading = apart.reading
    findings = [[one.level, one.field, one.where, one.message] for one in reading.findings]
    return {
        "schema": SCHEMA,
        "letter": to_dict(reading.letter) if reading.letter else None,
        "findings": [list(map(_storable, finding)) for finding in findings],
        "lines": [[line.where, _storable(line.text)] for line in apart.lines],
    }


def _storable(text: str) -> str:
    """Without what no database takes; the letter itself has none of it."""
    return UNSTORABLE.sub("\ufffd", text)


def apart_from_dict(value: dict[str, Any]) -> ApartReading:
    """Raises LetterError, a ValueError, for what is no letter."""
    letter = from_dict(value["letter"]) if value["letter"] else None
    findings = tuple(Finding(*one) for one in value["findings"])
    return ApartReading(Reading(letter, findings), tuple(SourceLine(*line) for line in value["lines"]))


def main(name: str) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    from .readers import read_file  # noqa: PLC0415 -- slow import, and bounded like the reading itself

    data = sys.stdin.buffer.read()
    reading = read_file(name, data)
    lines = source_lines(name, data, reading) if reading.letter else ()
    sys.stdout.buffer.write(json.dumps(apart_to_dict(ApartReading(reading, lines))).encode())


if __name__ == "__main__":
    main(sys.argv[1])
