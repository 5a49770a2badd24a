"""A Letter as PDF: PDF/A-3a and PDF/UA-1 in one file, with the letter's JSON attached as its source.

Typst sets the page in this process. Nothing of a letter ever becomes Typst source: the template reads it as data.

Typst runs on a pool of threads that a forked process does not inherit, so a process that was forked after its parent
had set a page would wait for ever. Such a process, and any process for a large letter, starts a fresh Python
(`python -m liaison.letter.to_pdf`) that sets the page and ends; there a time limit can be kept, and its memory is
given back.
"""

from __future__ import annotations

import ctypes
import dataclasses
import json
import logging
import os
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar

from .apart import ApartError, keep_limits, run_apart
from .coverage import FONTS, unprintable_in
from .fingerprints import edition, fingerprint_of, json_of
from .letter import Letter
from .page import file_date
from .pdf_data import AS_THEY_ARE, NoSuchAnnexError, page_data
from .sheet import Sheet

__all__ = ["NoSuchAnnexError", "PdfError", "fingerprint", "to_pdf", "unprintable"]

HERE = Path(__file__).parent
TEMPLATES = {"main.typ": "single.typ", "letter.typ": "letter.typ"}
SOURCES = (  # and the fonts, by their hashes in coverage.json
    "addresses.py",
    "bidi.py",
    "columns.py",
    "coverage.json",
    "coverage.py",
    "fingerprints.py",
    "labels.py",
    "page.py",
    "pdf_blocks.py",
    "pdf_data.py",
    "to_json.py",
    "to_pdf.py",
    *TEMPLATES.values(),
)
STANDARDS = ["a-3a", "ua-1"]
LARGE = 200_000  # bytes of data, such as five hundred rows: what needs forty megabytes that glibc does not give back
SOME = 5  # PDFs, after which Typst lets go of what it keeps of them, in a third of the time that one takes
PATIENCE = 120  # seconds

logger = logging.getLogger(__name__)


class PdfError(RuntimeError):
    """The letter could not be set, not even without the standards of archiving and accessibility."""


@dataclasses.dataclass(frozen=True)
class _Job:
    data: bytes
    source: bytes
    timestamp: int


def to_pdf(letter: Letter, sheet: Sheet) -> bytes:
    """The same bytes for the same letter and sheet. Raises NoSuchAnnexError, PdfError."""
    data = json.dumps(page_data(letter, sheet), ensure_ascii=False).encode()
    job = _Job(data, json_of(letter), int(file_date(letter, sheet).timestamp()))
    if len(data) > LARGE or _Process.is_forked():
        return _set_elsewhere(job)
    return _set(job)


def fingerprint(letter: Letter, sheet: Sheet) -> str:
    """Changes whenever the bytes of `to_pdf(letter, sheet)` may; costs no rendering."""
    return fingerprint_of(edition(SOURCES, ("typst",)), letter, sheet)


def unprintable(letter: Letter) -> list[str]:
    """The characters that a PDF of the letter shows as a box, or without their accent, for lack of a font."""
    found: set[str] = set()
    for text in _texts(letter):
        found |= unprintable_in(text)
    return sorted(found)


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, tuple):
        return [text for item in value for text in _texts(item)]
    if dataclasses.is_dataclass(value):
        fields = (field.name for field in dataclasses.fields(value) if field.name not in AS_THEY_ARE)
        return [text for name in fields for text in _texts(getattr(value, name))]
    return []


class _Process:
    """What one process keeps of Typst: the fonts, and compilers, each for whoever sets a page at the moment.

    They outlive the threads of a server, which come and go.
    """

    pid: int | None = None  # of the process that first set a page
    fonts: Any = None
    lock = threading.Lock()
    free: ClassVar[list[Any]] = []
    since_released = 0  # PDFs

    @classmethod
    def is_forked(cls) -> bool:
        return cls.pid not in (None, os.getpid())

    @classmethod
    @contextmanager
    def compiler(cls) -> Iterator[Any]:
        import typst  # noqa: PLC0415 -- slow import

        with cls.lock:
            if cls.fonts is None:
                cls.fonts = typst.Fonts(
                    include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]
                )
            cls.pid = os.getpid()
            compiler = cls.free.pop() if cls.free else None
        compiler = compiler or typst.Compiler(root=str(FONTS), font_paths=cls.fonts, ignore_system_fonts=True)
        try:
            yield compiler
        finally:
            with cls.lock:
                cls.free.append(compiler)

    @classmethod
    def is_to_release(cls, size: int) -> bool:
        """After a PDF of so many bytes of data."""
        with cls.lock:
            cls.since_released += 1
            if size <= LARGE and cls.since_released < SOME:
                return False
            cls.since_released = 0
            return True


def _set(job: _Job) -> bytes:
    return compiled(TEMPLATES, {"data.json": job.data, "letter.json": job.source}, job.timestamp)


def compiled(templates: Mapping[str, str], files: Mapping[str, bytes], timestamp: int) -> bytes:
    """The PDF of templates (main.typ and what it imports, by the names of files beside this one) and their data.

    Without the standards where Typst refuses them. Raises PdfError.
    """
    import typst  # noqa: PLC0415 -- slow import

    every = {name: (HERE / file).read_bytes() for name, file in templates.items()} | dict(files)
    with _Process.compiler() as compiler:
        try:
            return compiler.compile(input=every, format="pdf", pdf_standards=STANDARDS, timestamp=timestamp)
        except typst.TypstError as error:
            logger.exception("A PDF is made without PDF/A and PDF/UA: %s", getattr(error, "diagnostic", error))
            return _set_plainly(compiler, every, timestamp)
        finally:
            if _Process.is_to_release(len(files["data.json"])):
                _release(compiler)


def _set_plainly(compiler: Any, files: dict[str, bytes], timestamp: int) -> bytes:
    import typst  # noqa: PLC0415 -- slow import

    try:
        return compiler.compile(input=files, format="pdf", pdf_standards=[], timestamp=timestamp)
    except typst.TypstError as error:
        raise PdfError(str(error)) from error


def _release(compiler: Any) -> None:
    """Typst keeps the layouts of its last ten compilations, glibc what it has freed: let go of both."""
    for _ in range(11):
        compiler.compile(input={"main.typ": b""}, format="pdf")
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim:
        trim(0)


def _set_elsewhere(job: _Job) -> bytes:
    request = json.dumps({"data": job.data.decode(), "source": job.source.decode(), "timestamp": job.timestamp})
    try:
        return run_apart(__name__, request.encode(), seconds=PATIENCE)
    except ApartError as error:
        raise PdfError(str(error)) from error


def main() -> None:
    """Reads a job as JSON from standard input and writes the PDF to standard output."""
    keep_limits(sys.argv)
    request = json.load(sys.stdin.buffer)
    job = _Job(request["data"].encode(), request["source"].encode(), request["timestamp"])
    sys.stdout.buffer.write(_set(job))


if __name__ == "__main__":
    main()
