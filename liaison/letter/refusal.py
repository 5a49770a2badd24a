"""A file that is not read, with what it is and why, in words for the clerk."""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib

from .letter import Finding, Reading

MEGABYTE = 1_000_000
MAX_FILE = 25 * MEGABYTE
# What opening a damaged zip file, or taking something out of one, may raise.
BROKEN_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    KeyError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)


class Refusal(Exception):
    """The message says what the file is, why it is not read and, where something helps, what to do."""


def refused(message: str, name: str = "") -> Reading:
    return Reading(None, (Finding("error", "", "", f"{name}: {message}" if name else message),))


def too_large(size: int) -> str:
    """The reason to refuse a file of so many bytes; "" where it may be read."""
    if size <= MAX_FILE:
        return ""
    return (
        f"This file has {size / MEGABYTE:.0f} MB. A statement has at most {MAX_FILE // MEGABYTE} MB: "
        "take out the pictures, or send what is attached to it apart."
    )
