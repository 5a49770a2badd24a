"""The files of a zip, taken out one by one within bounds. Knows no Django.

A zip may say anything of itself: how many files it has, how large they are, how they are called. Nothing of that is
believed, and nothing is written anywhere.
"""

from __future__ import annotations

import io
import re
import struct
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from liaison.letter.refusal import BROKEN_ZIP, MAX_FILE, MEGABYTE, Refusal

MOST_FILES = 200
MOST_UNPACKED = 200 * MEGABYTE
MOST_DIRECTORY = MEGABYTE  # bytes of the zip's own list of what is in it
MOST_RATIO = 300  # of what a file unpacks to and what it takes in the zip
SMALL = MEGABYTE  # files below it may have any ratio
END = b"PK\x05\x06"
END_OF_LARGE = b"PK\x06\x07"
TAIL = 66_000  # bytes at the end of a zip, in which its end must stand
LITTER = re.compile(r"(?:^|/)(?:__MACOSX/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|~\$|\._)", re.I)
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(frozen=True)
class Entry:
    """A file of a zip: its content, or why it was not taken out. `folder` is where in the zip it lies."""

    name: str
    folder: str
    data: bytes = b""
    refusal: str = ""


def unzip(data: bytes) -> Iterator[Entry]:
    """Raises Refusal, before the first file, for what is no zip or holds more than is taken in at once."""
    _check_directory(data)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except BROKEN_ZIP as error:
        raise Refusal("This zip file is damaged and cannot be opened.") from error
    infos = [info for info in archive.infolist() if not info.is_dir() and not LITTER.search(info.filename)]
    if not infos:
        raise Refusal("There is no file in this zip.")
    if len(infos) > MOST_FILES:
        raise Refusal(f"This zip holds {len(infos)} files; up to {MOST_FILES} are taken in at once.")
    return _entries(archive, infos)


def clean_name(text: str) -> str:
    """A file's name without folders, and without characters that do not show or turn a line around."""
    name = CONTROL.sub("", unicodedata.normalize("NFC", text)).replace("\\", "/").rpartition("/")[2].strip()
    if len(name) > 200:
        path = PurePosixPath(name)
        name = path.stem[: 200 - len(path.suffix[:20])] + path.suffix[:20]
    return name if name.strip(". ") else "file"


def _check_directory(data: bytes) -> None:
    """Its list of files is read at once: refuse a long one before."""
    at = data.rfind(END, max(0, len(data) - TAIL))
    if at < 0 or len(data) < at + 22:
        raise Refusal("This is not a zip file, whatever its name says.")
    if data.find(END_OF_LARGE, max(0, at - 20), at) >= 0:
        raise Refusal("This zip is of the form for very large ones: make a smaller one.")
    (size,) = struct.unpack("<L", data[at + 12 : at + 16])
    if size > MOST_DIRECTORY:
        raise Refusal(f"This zip holds thousands of files; up to {MOST_FILES} are taken in at once.")


def _entries(archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo]) -> Iterator[Entry]:
    left = MOST_UNPACKED
    with archive:
        for info in infos:
            path = _path(info).replace("\\", "/")
            folder = CONTROL.sub("", path.rpartition("/")[0])[:200]
            content, refusal = _content(archive, info, left)
            left -= len(content)
            yield Entry(clean_name(path), folder, content, refusal)


def _content(archive: zipfile.ZipFile, info: zipfile.ZipInfo, left: int) -> tuple[bytes, str]:
    if info.flag_bits & 1:
        return b"", "This file is protected with a password in the zip: take the password off, then try again."
    most = min(MAX_FILE, left)
    try:
        with archive.open(info) as stream:
            content = stream.read(most + 1)
    except BROKEN_ZIP:
        return b"", "This file is damaged in the zip."
    if len(content) > SMALL and len(content) > MOST_RATIO * max(info.compress_size, 1):
        return b"", "This file unpacks to far more than it takes in the zip, as no statement does."
    if len(content) > MAX_FILE:
        return b"", f"This file has more than {MAX_FILE // MEGABYTE} MB, which no statement has."
    if len(content) > left:
        return b"", f"The files of this zip have more than {MOST_UNPACKED // MEGABYTE} MB together: make smaller zips."
    if info.filename.lower().endswith(".zip"):
        return b"", "A zip within a zip is not opened: give it by itself."
    return content, ""


def _path(info: zipfile.ZipInfo) -> str:
    """As it was meant: old zips hold names in UTF-8 without saying so."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return info.filename
