"""What tells whether a copy may have changed, without making it: what it is made of, hashed."""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import importlib.metadata
import json
import re
from pathlib import Path

from .letter import Letter
from .sheet import Sheet
from .to_json import to_dict, to_json

HERE = Path(__file__).parent


@functools.cache
def edition(files: tuple[str, ...], packages: tuple[str, ...] = ()) -> bytes:
    """What every copy of this version depends on: files beside this one, and packages in their versions."""
    hashed = hashlib.sha256("\0".join(map(importlib.metadata.version, packages)).encode())
    for name in files:
        hashed.update((HERE / name).read_bytes())
    return hashed.digest()


def fingerprint_of(edition: bytes, letter: Letter, sheet: Sheet) -> str:
    """Of JSON without indentation, which the standard library writes several times as fast."""
    shown = json.dumps([to_dict(letter), dataclasses.asdict(sheet)], default=str)
    return hashlib.sha256(b"\0".join([edition, shown.encode()])).hexdigest()


def json_of(letter: Letter) -> bytes:
    """The letter's JSON, half characters replaced: no file can hold them."""
    try:
        return to_json(letter)
    except UnicodeEncodeError:
        text = json.dumps(to_dict(letter), ensure_ascii=False, indent=1)
        return re.sub(r"[\ud800-\udfff]", "\ufffd", text).encode()
