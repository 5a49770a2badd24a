"""A PDF of ours to the Letter it was made of: its JSON is attached to it.

Of other PDFs nothing is read: a page says where its letters stand, not what they are, so what came out of it would be
guessed. Only a file that names our attachment is opened at all.
"""

from __future__ import annotations

import io
from typing import Any

from .letter import Finding, Reading
from .read_json import LetterError, read_json
from .refusal import MAX_FILE, Refusal, refused, too_large

ATTACHMENT = "letter.json"
MAX_NODES = 100  # of the tree of names: ours has one
PROTECTED = "This PDF is protected with a password: save it without one, then try again."
OTHER = (
    "This PDF was not made by Liaison, so it holds pages and no data. Give the Word file that it was made from; "
    "where there is none, save its text as a .txt file."
)


def read_pdf(data: bytes, name: str = "") -> Reading:
    """Never raises."""
    try:
        if too := too_large(len(data)):
            raise Refusal(too)
        letter = read_json(_attachment(data))
    except (Refusal, LetterError) as error:
        return refused(str(error), name)
    note = "The statement was read from the data attached to the PDF; its pages were not compared with them."
    return Reading(letter, (Finding("note", "", "", note),))


def _attachment(data: bytes) -> bytes:
    from pypdf import PdfReader  # noqa: PLC0415 -- slow import
    from pypdf.errors import DependencyError, PyPdfError  # noqa: PLC0415 -- slow import

    if not data.strip():
        raise Refusal("The file is empty.")
    if not data.lstrip()[:5] == b"%PDF-":
        raise Refusal("This is not a PDF, whatever its name says.")
    if ATTACHMENT.encode() not in data:
        raise Refusal(OTHER)
    try:
        reader = PdfReader(io.BytesIO(data), strict=True)
        if reader.is_encrypted:
            raise Refusal(PROTECTED)
        content = _find(reader.root_object)
    except DependencyError as error:  # of what decrypts
        raise Refusal(PROTECTED) from error
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OSError) as error:
        raise Refusal(f"This PDF is damaged: {error}.") from error
    if content is None:
        raise Refusal(OTHER)
    if len(content) > MAX_FILE:
        raise Refusal("The data attached to this PDF are more than any statement holds.")
    return content


def _find(root: Any) -> bytes | None:
    """The content of our attachment, by the tree of the names of attached files."""
    nodes = [root["/Names"]["/EmbeddedFiles"]] if "/EmbeddedFiles" in root.get("/Names", {}) else []
    for _ in range(MAX_NODES):
        if not nodes:
            return None
        node = nodes.pop().get_object()
        nodes += list(node.get("/Kids", []))[:MAX_NODES]
        names = node.get("/Names", [])
        for key, value in zip(names[0::2], names[1::2], strict=False):
            if key == ATTACHMENT:
                return bytes(value.get_object()["/EF"]["/F"].get_object().get_data())
    return None
