"""Whether a file holds what its name says, by its first bytes: a program called letter.docx is no letter."""

from __future__ import annotations

import re
import zipfile
from pathlib import PurePath
from typing import IO

BEGINNINGS = {
    ".pdf": rb".{0,1023}?%PDF-",
    ".png": rb"\x89PNG\r\n\x1a\n",
    ".jpg": rb"\xff\xd8\xff",
    ".jpeg": rb"\xff\xd8\xff",
    ".msg": rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    ".zip": rb"PK(\x03\x04|\x05\x06)",
}
PROGRAM = re.compile(rb"MZ[\0-\x1f\x80-\xff]|\x7fELF|\xcf\xfa\xed\xfe|\xca\xfe\xba\xbe|#!\s*/")
PARTS = {".docx": "word/", ".xlsx": "xl/"}  # what an archive of this kind has in it
TEXTS = {".txt", ".eml", ".json", ".csv"}
WIDE = (b"\xff\xfe", b"\xfe\xff")  # text of two bytes a character says so at its beginning


def ending(name: str) -> str:
    return PurePath(name).suffix.lower()


def is_program(data: bytes) -> bool:
    """For Windows, Linux or macOS, or a script that says by what it is run."""
    return PROGRAM.match(data) is not None


def holds_what_its_name_says(name: str, file: IO[bytes]) -> bool:
    """False too for an ending that is not known here. The file is left at its beginning."""
    kind = ending(name)
    file.seek(0)
    head = file.read(4096)
    try:
        if kind in PARTS:
            return _has_part(file, PARTS[kind])
    finally:
        file.seek(0)
    if kind in TEXTS:
        return (head.startswith(WIDE) or b"\0" not in head) and not is_program(head)
    return kind in BEGINNINGS and re.match(BEGINNINGS[kind], head, re.DOTALL) is not None


def _has_part(file: IO[bytes], part: str) -> bool:
    try:
        with zipfile.ZipFile(file) as archive:
            return any(name.startswith(part) for name in archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return False
