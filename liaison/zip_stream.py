"""A zip file that is sent while it is written: nothing of it is kept but the list of its files."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Iterator
from typing import IO, Any

PIECE = 2**16  # bytes
FIRST_YEAR, LAST_YEAR = 1980, 2107  # that a zip file can tell


class ZipStream:
    """Each method gives what is to be sent next; `end` comes last."""

    def __init__(self) -> None:
        self._sink = _Sink()
        self._zip = zipfile.ZipFile(self._sink, "w", zipfile.ZIP_DEFLATED, compresslevel=6)

    def add(self, name: str, content: bytes, at: datetime.datetime) -> bytes:
        self._zip.writestr(_described(name, at), content)
        return self._sink.taken()

    def add_file(self, name: str, file: IO[bytes], at: datetime.datetime) -> Iterator[bytes]:
        """From its beginning, piece by piece."""
        file.seek(0)
        with self._zip.open(_described(name, at), "w", force_zip64=True) as member:
            while piece := file.read(PIECE):
                member.write(piece)
                yield self._sink.taken()
        yield self._sink.taken()

    def end(self) -> bytes:
        self._zip.close()
        return self._sink.taken()


class _Sink(io.RawIOBase):
    """A file that can be written to only; zipfile then puts sizes and checksums behind each file."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, piece: Any) -> int:
        self._pieces.append(bytes(piece))
        return len(self._pieces[-1])

    def taken(self) -> bytes:
        pieces, self._pieces = self._pieces, []
        return b"".join(pieces)


def _described(name: str, at: datetime.datetime) -> zipfile.ZipInfo:
    year = min(max(at.year, FIRST_YEAR), LAST_YEAR)
    moment = (year, at.month, at.day, at.hour, at.minute, at.second) if year == at.year else (year, 1, 1, 0, 0, 0)
    info = zipfile.ZipInfo(name, moment)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    return info
