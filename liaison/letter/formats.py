"""The formats that a Letter can be written in. A new one is a module beside this, a line here and a test file."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from .letter import Letter
from .sheet import Sheet
from .to_docx import fingerprint as docx_fingerprint
from .to_docx import to_docx
from .to_html import to_html
from .to_json import to_json
from .to_pdf import NoSuchAnnexError, PdfError, to_pdf
from .to_pdf import fingerprint as pdf_fingerprint
from .to_text import to_text

__all__ = ["PUBLIC_WRITERS", "WRITERS", "NoSuchAnnexError", "PdfError", "Writer"]

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _json(letter: Letter, _sheet: Sheet) -> bytes:
    return to_json(letter)


def _hash(write: Callable[[Letter, Sheet], bytes]) -> Callable[[Letter, Sheet], str]:
    return lambda letter, sheet: hashlib.sha256(write(letter, sheet)).hexdigest()


@dataclass(frozen=True)
class Writer:
    """`fingerprint` changes whenever what `write` gives may; `is_public` puts it among a page's exports."""

    extension: str
    label: str
    media_type: str
    write: Callable[[Letter, Sheet], bytes]
    fingerprint: Callable[[Letter, Sheet], str]
    is_public: bool = True


WRITERS = {
    writer.extension: writer
    for writer in [
        Writer("pdf", "PDF", "application/pdf", to_pdf, pdf_fingerprint),
        Writer("docx", "Word", WORD, to_docx, docx_fingerprint),
        Writer("txt", "TXT", "text/plain; charset=utf-8", to_text, _hash(to_text)),
        Writer("json", "JSON", "application/json", _json, _hash(_json)),
        Writer("html", "HTML", "text/html; charset=utf-8", to_html, _hash(to_html), is_public=False),
    ]
}
PUBLIC_WRITERS = [writer for writer in WRITERS.values() if writer.is_public]
