"""The heads and feet of a Word document's pages: symbol, date and language on the first page, findings otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import qn
from lxml import etree

from .docx_package import DAMAGED
from .letter import Run, inline_text
from .read_labels import read_label
from .read_marks import is_letterhead, is_mark
from .read_running_heads import PAGE
from .refusal import Refusal
from .rich_source import Element, Para, paragraphs_in, split_breaks
from .text_lines import Findings, Line, flat

KINDS = ("header", "footer")
MARKED = ("symbol", "other_symbols", "original", "date", "study_period")


class Margins:
    """`read` makes elements of the XML of a head or foot."""

    def __init__(self, part: Any, body: Any, read: Callable[[Any], list[Element]]) -> None:
        self.part = part
        self.read = read
        section = next(body.iter(qn("w:sectPr")), None)
        title = section is not None and section.find(qn("w:titlePg")) is not None
        self.first = "first" if title else "default"
        self.references = [] if section is None else [one for one in section if one.tag.endswith("Reference")]

    def marks(self, findings: Findings, elements: Sequence[Element]) -> list[Element]:
        """The lines on the head of the first page that say what the statement is; all else is told."""
        known = {flat(para.text) for para in paragraphs_in(elements)}
        marks: list[Element] = []
        for reference in self.references:
            kind = reference.tag.rpartition("}")[2].removesuffix("Reference")
            on_first = kind == "header" and reference.get(qn("w:type"), "default") == self.first
            for para in self._lines(reference.get(qn("r:id")) or ""):
                text = flat(para.text)
                if not text or text in known or PAGE.fullmatch(text):
                    continue
                known.add(text)
                if on_first and _is_mark(text):
                    marks.append(para)
                else:
                    where = "page head" if kind == "header" else "page foot"
                    findings.note("", where, f"“{text}” stands at the {where[5:]} of the pages; it was left out.")
        return marks

    def _lines(self, key: str) -> Iterable[Para]:
        relation = self.part.rels.get(key)
        if relation is None or relation.is_external or not relation.reltype.endswith(KINDS):
            return
        try:
            root = parse_xml(relation.target_part.blob)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise Refusal(f"{DAMAGED}: {str(error).splitlines()[0]}.") from error
        for para in paragraphs_in(self.read(root)):
            for piece in split_breaks(para.inlines):
                for cell in inline_text(piece).split("\t"):
                    yield Para("page head", (Run(cell),))


def _is_mark(text: str) -> bool:
    label = read_label(Line(0, False, (text,)))
    return (is_mark(text) and not is_letterhead(text)) or (label is not None and label.marked and label.field in MARKED)
