"""A zip file that is sent while it is written: nothing of it stays in memory, not even the list of its files."""

from __future__ import annotations

import datetime
import io
import json
import tempfile
import zipfile
from collections.abc import Iterator
from typing import IO, Any

PIECE = 2**16  # bytes
IN_MEMORY = 2**18  # bytes of the list; what is more waits in a file
FIRST_YEAR, LAST_YEAR = 1980, 2107  # that a zip file can tell
KEPT = ("CRC", "file_size", "compress_size", "header_offset", "flag_bits", "extract_version")


class ZipStream:
    """`add` and `add_file` give what is to be sent next, `end` what comes last; `close` in any case."""

    def __init__(self) -> None:
        self._sink, self._members = _Sink(), _Members()
        self._zip = zipfile.ZipFile(self._sink, "w", zipfile.ZIP_DEFLATED, compresslevel=6)
        self._zip.filelist = self._members  # type: ignore[assignment]
        self._zip.NameToInfo = _Forgetful()

    def add(self, name: str, content: bytes, at: datetime.datetime) -> bytes:
        self._zip.writestr(_described(name, _moment(at)), content)
        return self._sink.taken()

    def add_file(self, name: str, file: IO[bytes], at: datetime.datetime) -> Iterator[bytes]:
        """From its beginning, piece by piece."""
        file.seek(0)
        with self._zip.open(_described(name, _moment(at)), "w", force_zip64=True) as member:
            while piece := file.read(PIECE):
                member.write(piece)
                yield self._sink.taken()
        yield self._sink.taken()

    def end(self) -> Iterator[bytes]:
        with tempfile.SpooledTemporaryFile(IN_MEMORY) as ending:
            self._sink.file = ending
            self._zip.close()
            ending.seek(0)
            while piece := ending.read(PIECE):
                yield piece

    def close(self) -> None:
        self._zip.filelist = []
        self._sink.file = None
        self._zip.close()
        self._members.file.close()


class _Sink(io.RawIOBase):
    """A file that can be written to only; zipfile then puts sizes and checksums behind each file."""

    def __init__(self) -> None:
        self.file: IO[bytes] | None = None  # to write to, instead of keeping it to be taken
        self._pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, piece: Any) -> int:
        if self.file is not None:
            return self.file.write(piece)
        self._pieces.append(bytes(piece))
        return len(self._pieces[-1])

    def taken(self) -> bytes:
        pieces, self._pieces = self._pieces, []
        return b"".join(pieces)


class _Members:
    """What a ZipFile keeps of each file for the list at its end, here a line in a file."""

    def __init__(self) -> None:
        self.file = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 -- closed with the stream
        self._count = 0

    def append(self, info: zipfile.ZipInfo) -> None:
        kept = {name: getattr(info, name) for name in KEPT}
        self.file.write(json.dumps([info.filename, info.date_time, kept]).encode() + b"\n")
        self._count += 1

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[zipfile.ZipInfo]:
        self.file.seek(0)
        for line in self.file:
            name, moment, kept = json.loads(line)
            info = _described(name, moment)
            for field, value in kept.items():
                setattr(info, field, value)
            yield info


class _Forgetful(dict[str, zipfile.ZipInfo]):
    """In the place of the names by which a ZipFile knows that it holds a file already."""

    def __setitem__(self, name: str, info: zipfile.ZipInfo) -> None:
        """Nothing is kept."""


def _moment(at: datetime.datetime) -> tuple[int, int, int, int, int, int]:
    year = min(max(at.year, FIRST_YEAR), LAST_YEAR)
    return (year, at.month, at.day, at.hour, at.minute, at.second) if year == at.year else (year, 1, 1, 0, 0, 0)


def _described(name: str, moment: Any) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, tuple(moment))
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    return info
