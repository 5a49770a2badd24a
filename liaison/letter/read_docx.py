"""A Word document (.docx) to a Letter.

The document's paragraphs and tables become lines that remember where they come from (`rich_lines`), so that one logic
of labels reads text and Word alike; what no label takes becomes blocks with their marks, links, lists and tables.
Tracked changes are accepted before anything is read. Comments, notes, pictures, hidden text and the running heads of
pages are findings, never text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from lxml import etree

from .docx_body import BodyReader
from .docx_changes import accept_changes
from .docx_inlines import NOTES, InlineReader, note_texts
from .docx_margins import Margins
from .docx_package import DAMAGED, open_package
from .docx_styles import Numbering, Styles
from .letter import Reading
from .read_letter import read_lines
from .read_own import is_own, read_own
from .refusal import Refusal, refused, too_large
from .rich_lines import lines_of
from .rich_source import Element
from .text_lines import Findings, Line, single_spaced

NOTE_PARTS = {"footnote": RT.FOOTNOTES, "endnote": RT.ENDNOTES, "comment": RT.COMMENTS}


def read_docx(data: bytes, name: str = "") -> Reading:
    """Never raises: what is no Word document, or no single statement, is a Reading that says what it is."""
    try:
        if too := too_large(len(data)):
            raise Refusal(too)
        return _read(data, name)
    except Refusal as refusal:
        return refused(str(refusal), name)
    except RecursionError:
        return refused("This Word document nests its parts too deeply to be read.", name)


def docx_lines(data: bytes) -> list[Line]:
    """The lines that a Word document is read as, with their places. Raises Refusal."""
    return lines_of(_opened(data, Findings()).elements)


def _read(data: bytes, name: str) -> Reading:
    findings = Findings()
    opened = _opened(data, findings)
    if opened.is_own:
        return Reading(read_own(opened.elements, opened.language, findings), tuple(findings.all))
    lines = single_spaced(lines_of(opened.elements))
    return read_lines(lines, findings, name=name, language=opened.language[:2].lower())


@dataclass(frozen=True)
class _Opened:
    elements: list[Element]
    language: str
    is_own: bool


def _opened(data: bytes, findings: Findings) -> _Opened:
    package = open_package(data)
    document = package.document
    for note in package.notes:
        findings.note("", "", note)
    body = document.element.find(qn("w:body"))
    if body is None:
        raise Refusal(f"{DAMAGED}: it has no text.")
    if told := accept_changes(body):
        findings.warning("", "", told)
    notes = _notes(document.part)
    styles = Styles(_root(document.part, RT.STYLES))
    links = {key: rel.target_ref for key, rel in document.part.rels.items() if rel.is_external}
    inlines = InlineReader(styles, links, notes, findings, keeps_languages=styles.are_ours)
    numbering = Numbering(_root(document.part, RT.NUMBERING))
    elements = BodyReader(styles, numbering, inlines).read(body)
    for (kind, number), text in notes.items():
        if kind == "comment" and text and (kind, number) not in inlines.told:
            findings.warning("", "", f"{NOTES[kind]} was left out of the text: “{text}”")
    language = (document.core_properties.language or "").strip()
    if is_own(elements):
        return _Opened(elements, language, is_own=True)
    margins = Margins(document.part, body, lambda part: BodyReader(styles, numbering, inlines).read(part, "page head"))
    return _Opened([*margins.marks(findings, elements), *elements], language or styles.language, is_own=False)


def _root(part: Any, kind: str) -> Any:
    """The XML of a part of the document; None where it has none or is broken."""
    for relation in part.rels.values():
        if relation.reltype == kind and not relation.is_external:
            try:
                return parse_xml(relation.target_part.blob)
            except (etree.XMLSyntaxError, ValueError) as error:
                raise Refusal(f"{DAMAGED}: {str(error).splitlines()[0]}.") from error
    return None


def _notes(part: Any) -> dict[tuple[str, str], str]:
    notes: dict[tuple[str, str], str] = {}
    for kind, relation in NOTE_PARTS.items():
        root = _root(part, relation)
        if root is not None:
            accept_changes(root)
            notes |= note_texts(kind, root)
    return notes
