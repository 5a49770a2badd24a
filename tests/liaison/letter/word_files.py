"""Word documents for tests, made with python-docx from parts, and what can be done to them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm

from liaison.letter.letter import Finding, Letter
from liaison.letter.readers import read_file

LONG_AGO = (1980, 1, 1, 0, 0, 0)  # so that the same parts make the same file
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def saved(document: Any) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def read(document: Any) -> Letter:
    data = document if isinstance(document, bytes) else saved(document)
    reading = read_file("a.docx", data)
    assert reading.letter is not None, reading.findings
    return reading.letter


def findings(document: Any) -> tuple[Finding, ...]:
    return read_file("a.docx", document if isinstance(document, bytes) else saved(document)).findings


def messages(document: Any) -> list[str]:
    return [finding.message for finding in findings(document)]


def table(document: Any, *rows: Iterable[str]) -> Any:
    """A table; a newline in a cell is a new paragraph, as a typist makes it."""
    rows = [tuple(row) for row in rows]
    made = document.add_table(len(rows), max(map(len, rows)))
    for row, texts in zip(made.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=False):
            fill(cell, text)
    return made


def fill(cell: Any, text: str) -> None:
    first, *more = text.split("\n")
    cell.paragraphs[0].add_run(first)
    for line in more:
        cell.add_paragraph(line)


def lines(document: Any, text: str, style: str | None = None) -> None:
    """A paragraph for each line; tabs stay tabs."""
    for line in text.split("\n"):
        document.add_paragraph(line, style)


def centred(document: Any, text: str) -> Any:
    paragraph = document.add_paragraph(text)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return paragraph


def link(paragraph: Any, text: str, address: str) -> None:
    """A run of text that is a link."""
    key = paragraph.part.relate_to(address, f"{RELATION}/hyperlink", is_external=True)
    element = OxmlElement("w:hyperlink")
    element.set(qn("r:id"), key)
    run = paragraph.add_run(text)._r
    element.append(run)
    paragraph._p.append(element)


def change(paragraph: Any, kind: str, text: str) -> None:
    """A tracked insertion (w:ins) or deletion (w:del) at the paragraph's end."""
    element = OxmlElement(f"w:{kind}")
    element.set(qn("w:author"), "A. Example")
    run = paragraph.add_run(text)._r
    if kind in ("del", "moveFrom"):
        run.find(qn("w:t")).tag = qn("w:delText")
    element.append(run)
    paragraph._p.append(element)


def mark(element: Any, path: str) -> None:
    """Make the properties named in the path, each inside the one before: mark(p, "w:pPr/w:rPr/w:del")."""
    for name in path.split("/"):
        child = element.find(qn(name))
        if child is None:
            child = OxmlElement(name)
            element.insert(0, child)
        element = child


def picture(paragraph: Any, description: str) -> None:
    """A drawing without its file: what a reader sees of a picture is its description."""
    drawing = OxmlElement("w:drawing")
    properties = OxmlElement("wp:docPr")
    properties.set("descr", description)
    drawing.append(properties)
    paragraph.add_run()._r.append(drawing)


def rebuilt(data: bytes, change: Callable[[str, bytes], bytes | None], more: dict[str, bytes] | None = None) -> bytes:
    """The package with each part put through `change` (None takes it out) and more parts added."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = change(name, old.read(name))
            if content is not None:
                new.writestr(zipfile.ZipInfo(name, LONG_AGO), content, zipfile.ZIP_DEFLATED)
        for name, content in (more or {}).items():
            new.writestr(zipfile.ZipInfo(name, LONG_AGO), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def with_part(data: bytes, name: str, content: str, kind: str, key: str = "rIdNew") -> bytes:
    """The package with one more part below word/, which the document refers to."""
    relation = f'<Relationship Id="{key}" Type="{RELATION}/{kind}" Target="{name}"/></Relationships>'
    override = (
        f'<Override PartName="/word/{name}" '
        f'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"/></Types>'
    )

    def changed(part: str, old: bytes) -> bytes:
        if part == "word/_rels/document.xml.rels":
            return old.replace(b"</Relationships>", relation.encode())
        return old.replace(b"</Types>", override.encode()) if part == "[Content_Types].xml" else old

    return rebuilt(data, changed, {f"word/{name}": content.encode()})


def with_relation(data: bytes, kind: str, target: str, part: str = "document") -> bytes:
    """The package with a relation to something outside of it."""
    relation = f'<Relationship Id="rIdOut" Type="{RELATION}/{kind}" Target="{target}" TargetMode="External"/>'
    name = f"word/_rels/{part}.xml.rels"
    seen = []

    def changed(found: str, old: bytes) -> bytes:
        if found == name:
            seen.append(name)
            return old.replace(b"</Relationships>", f"{relation}</Relationships>".encode())
        return old

    data = rebuilt(data, changed)
    if seen:
        return data
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    return rebuilt(
        data,
        lambda _name, old: old,
        {name: f'<Relationships xmlns="{package}">{relation}</Relationships>'.encode()},
    )


def narrow(table: Any, widths: Iterable[float]) -> None:
    for column, width in enumerate(widths):
        for cell in table.columns[column].cells:
            cell.width = Cm(width)
