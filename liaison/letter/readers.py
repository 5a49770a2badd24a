"""Which reader reads which file, by the ending of its name. A new form of file is one module and one line here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath

from .letter import Reading
from .read_docx import read_docx
from .read_eml import read_eml
from .read_json import LetterError, read_json
from .read_pdf import read_pdf
from .read_text import read_text
from .refusal import refused, too_large

__all__ = ["READERS", "read_file", "refuse_size"]

Reader = Callable[[bytes, str], Reading]


def _read_letter_json(data: bytes, name: str) -> Reading:
    try:
        return Reading(read_json(data))
    except LetterError as error:
        return refused(str(error))


def _read_mail(data: bytes, name: str) -> Reading:
    return read_eml(data, name, READERS)


READERS: dict[str, Reader] = {
    ".docx": read_docx,
    ".eml": _read_mail,
    ".json": _read_letter_json,
    ".pdf": read_pdf,
    ".txt": read_text,
}
# What is often tried, and what helps.
OTHERS = {
    ".doc": "This is a document of the old Word format (.doc): open it in Word and save it as .docx.",
    ".docm": "This Word document may hold macros (programs): save it as .docx without them.",
    ".dot": "This is a template of the old Word format: open it in Word and save it as .docx.",
    ".dotm": "This Word template may hold macros (programs): save it as .docx without them.",
    ".dotx": "This is a Word template: open it in Word and save it as .docx.",
    ".htm": "This is a web page: save its text as .txt.",
    ".html": "This is a web page: save its text as .txt.",
    ".msg": "This is a mail as Outlook keeps it: save it as .eml, or save the statement that is attached to it.",
    ".odt": "This is an OpenDocument file: open it and save it as .docx.",
    ".rtf": "This is a rich text file: open it in Word and save it as .docx.",
    ".xls": "This is a spreadsheet, not a liaison statement.",
    ".xlsx": "This is a spreadsheet, not a liaison statement.",
    ".zip": "This is a zip file: give the files in it one by one.",
}


def read_file(name: str, data: bytes) -> Reading:
    """Read a file by its name's ending; an unknown one is refused with the endings that are known."""
    ending = PurePath(name).suffix.lower()
    if too := refuse_size(name, len(data)):
        return too
    if reader := READERS.get(ending):
        return reader(data, name)
    known = ", ".join(sorted(READERS))
    return refused(OTHERS.get(ending, f"Files of this kind cannot be read. These can: {known}."))


def refuse_size(name: str, size: int) -> Reading | None:
    """The refusal of a file of so many bytes, so that it need not be taken into memory; None where it may be read."""
    reason = too_large(size)
    return refused(reason, name) if reason else None
