"""Which reader reads which file. A new form of file is one module and one line here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath

from .letter import Finding, Reading
from .read_docx import read_docx
from .read_json import LetterError, read_json
from .read_text import read_text

Reader = Callable[[bytes, str], Reading]


def _read_letter_json(data: bytes, name: str) -> Reading:
    try:
        return Reading(read_json(data))
    except LetterError as error:
        return Reading(None, (Finding("error", "", "", str(error)),))


READERS: dict[str, Reader] = {
    ".docx": read_docx,
    ".txt": read_text,
    ".json": _read_letter_json,
}


def read_file(name: str, data: bytes) -> Reading:
    """Read a file by its name's ending; an unknown one is refused with the endings that are known."""
    reader = READERS.get(PurePath(name).suffix.lower())
    if reader is None:
        known = ", ".join(sorted(READERS))
        return Reading(None, (Finding("error", "", "", f"Files of this kind cannot be read. These can: {known}."),))
    return reader(data, name)
