"""The package of a Word document: opened only where it is safe and bounded, and no more of it than the text needs.

A .docx is a zip of XML parts. What is given to python-docx is a package made anew of the parts that hold text (the
document, its styles, lists, notes, comments, heads of pages): pictures, fonts and embedded files never leave the zip.
Before that the file is refused if it would unpack to more than a statement can be, holds macros or entities, is
encrypted, or reaches for something outside itself.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.sax.saxutils import quoteattr

import docx
from lxml import etree

from .refusal import BROKEN_ZIP, MEGABYTE, Refusal

MAX_ENTRIES = 3000
MAX_UNPACKED = 200 * MEGABYTE
MAX_PART = 30 * MEGABYTE
MAX_TAGS = 2_000_000  # "<" in a part
MAX_RATIO = 300  # of what a part unpacks to and what it takes in the file; Word's own XML reaches about 30
SMALL = MEGABYTE  # parts below it may have any ratio

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
CORE = "docProps/core.xml"
PARTS = ("styles", "numbering", "footnotes", "endnotes", "comments", "header", "footer")
STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main",
     b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", OFFICE.encode()),
    (b"http://purl.oclc.org/ooxml/drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing",
     b"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"),
    (b"http://purl.oclc.org/ooxml/officeDocument/math",
     b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
)  # fmt: skip
DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
OUTSIDE_FIELD = re.compile(
    rb">\s*(?:(?P<dde>DDE(?:AUTO)?)\s|(?P<include>INCLUDE(?:PICTURE|TEXT))\s[^<]*?(?:https?|ftp|\\\\))", re.I
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
STREAMS = (
    ("EncryptedPackage", "This Word document is protected with a password: save it without one, then try again."),
    ("WordDocument", "This is a document of the old Word format (.doc): open it in Word and save it as .docx."),
    ("Workbook", "This is an old spreadsheet (.xls), not a Word document."),
    ("PowerPoint Document", "This is an old presentation (.ppt), not a Word document."),
    ("__substg1.0_", "This is a saved mail (.msg), not a liaison statement: save the file attached to it."),
)
OTHER_KINDS = (
    ("xl/workbook", "a spreadsheet (Excel)"),
    ("ppt/presentation", "a presentation (PowerPoint)"),
    ("visio/document", "a drawing (Visio)"),
    ("META-INF/container.xml", "an electronic book"),
    ("META-INF/MANIFEST.MF", "a program"),
)
DAMAGED = "This Word document is damaged and cannot be read"


@dataclass
class Relation:
    kind: str
    target: str
    external: bool
    id: str


@dataclass
class Package:
    """`document` is python-docx's; `notes` are what the clerk should know about the package itself."""

    document: Any
    notes: list[str] = field(default_factory=list)


def open_package(data: bytes) -> Package:
    """Raises Refusal."""
    if not data.startswith(b"PK"):
        raise Refusal(_not_a_zip(data))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _Opener(archive).open()
    except BROKEN_ZIP as error:
        raise Refusal(f"{DAMAGED}: {error}.") from error


def _not_a_zip(data: bytes) -> str:
    if not data.strip():
        return "The file is empty."
    if data.startswith(OLE):
        for stream, message in STREAMS:
            if stream.encode("utf-16-le") in data:
                return message
        return "This is a file of an old Office format: open it in Word and save it as .docx."
    for magic, what in ((b"%PDF-", "a PDF"), (b"{\\rtf", "a rich text (RTF) file"), (b"<", "a page of HTML or XML")):
        if data.lstrip()[:8].startswith(magic):
            return f"This is {what} with the name of a Word document: open it in Word and save it as .docx."
    return f"{DAMAGED}: it does not begin like one. Open it in Word and save it again."


class _Opener:
    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.infos = {info.filename: info for info in archive.infolist()}
        self.notes: list[str] = []
        self.unpacked = 0

    def open(self) -> Package:
        self._check_sizes()
        self._check_kind()
        for name in self.infos:
            if name.endswith(".rels"):
                self._check_relations(name)
        clean = self._clean()
        try:
            document = docx.Document(io.BytesIO(clean))
        except (ValueError, KeyError, AttributeError, TypeError, etree.XMLSyntaxError) as error:
            raise Refusal(f"{DAMAGED}: {str(error).splitlines()[0] if str(error) else 'its XML is broken'}.") from error
        return Package(document, self.notes)

    def _check_sizes(self) -> None:
        infos = self.archive.infolist()
        if len(infos) > MAX_ENTRIES:
            raise Refusal(f"This file holds {len(infos)} parts; a Word document of a statement has a few dozen.")
        if any(info.flag_bits & 1 for info in infos):
            raise Refusal("This file is protected with a password: save it without one, then try again.")
        total = sum(info.file_size for info in infos)
        if total > MAX_UNPACKED:
            raise Refusal(
                f"This file would unpack to {total / MEGABYTE:.0f} MB, more than a statement holds: it was not opened."
            )

    def _check_kind(self) -> None:
        for part, what in OTHER_KINDS:
            if any(name.startswith(part) for name in self.infos):
                raise Refusal(f"This is {what} with the name of a Word document, not a liaison statement.")
        if "mimetype" in self.infos and b"opendocument" in self._read("mimetype"):
            raise Refusal("This is an OpenDocument file: open it and save it as .docx.")
        if "[Content_Types].xml" not in self.infos:
            raise Refusal("This is a zip file, not a Word document: give the files in it one by one.")
        types = self._read("[Content_Types].xml")
        if b"macroEnabled" in types or any("vbaproject" in name.lower() for name in self.infos):
            raise Refusal("This Word document holds macros (programs): save it as .docx without them.")

    def _read(self, name: str) -> bytes:
        """A part, whatever its entry says of its size; XML with a document type is refused, since it may be a bomb."""
        info = self.infos[name]
        with self.archive.open(info) as stream:
            data = stream.read(MAX_PART + 1)
        self.unpacked += len(data)
        bomb = len(data) > SMALL and len(data) > MAX_RATIO * max(info.compress_size, 1)
        if len(data) > MAX_PART or self.unpacked > MAX_UNPACKED or bomb:
            raise Refusal(f"The part {name} of this file unpacks to more than any statement holds; it was not read.")
        if data.count(b"<") > MAX_TAGS:
            raise Refusal(f"The part {name} of this file is longer than that of any statement; it was not read.")
        if any(doctype in data for doctype in DOCTYPES):
            raise Refusal(f"The part {name} of this file declares entities, which no Word document does.")
        return _transitional(data)

    def _check_relations(self, name: str) -> None:
        for relation in self._relations(name):
            if not relation.external or relation.kind in ("hyperlink", ""):
                continue
            if relation.kind == "attachedTemplate" and _is_of_the_writer(relation.target):
                self.notes.append(f"The document names a template on its writer's computer, {relation.target}.")
                continue
            what = {"attachedTemplate": "a template", "image": "a picture", "oleObject": "an object"}
            raise Refusal(
                f"This Word document loads {what.get(relation.kind, f'a part ({relation.kind})')} from elsewhere "
                f"({relation.target[:200]}): put it into the document, or take it out, and save it again."
            )

    def _relations(self, name: str) -> Iterator[Relation]:
        if name not in self.infos:
            return
        for element in self._parse(name, self._read(name)).iter(f"{{{RELATIONS}}}Relationship"):
            kind = (element.get("Type") or "").rpartition("/")[2]
            external = (element.get("TargetMode") or "").lower() == "external"
            yield Relation(kind, element.get("Target") or "", external, element.get("Id") or "")

    @staticmethod
    def _parse(name: str, data: bytes) -> Any:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            return etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise Refusal(f"{DAMAGED}: its part {name} is broken ({str(error).splitlines()[0]}).") from error

    def _main(self) -> str:
        found = [one for one in self._relations("_rels/.rels") if one.kind == "officeDocument"]
        target = found[0].target if found else "word/document.xml"
        name = _joined("", target)
        if name not in self.infos:
            raise Refusal(f"{DAMAGED}: it has no text.")
        return name

    def _clean(self) -> bytes:
        """The package made anew: the main part, those of its parts that hold text, links to web pages."""
        main = self._main()
        folder, _, file = main.rpartition("/")
        content = self._read(main)
        if field := OUTSIDE_FIELD.search(content):
            what = "a program (DDE)" if field["dde"] else "a picture or text from elsewhere"
            raise Refusal(f"This Word document calls {what} in a field: take the field out and save it again.")
        parts = {"/word/document.xml": (content, f"{WORD}.document.main+xml")}
        relations = [f'<Relationship Id="rId0" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>']
        if CORE in self.infos:
            parts[f"/{CORE}"] = (self._read(CORE), "application/vnd.openxmlformats-package.core-properties+xml")
            kind = f"{RELATIONS}/metadata/core-properties"
            relations.append(f'<Relationship Id="rId1" Type="{kind}" Target="{CORE}"/>')
        inner = []
        for relation in self._relations(f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels"):
            name = _joined(folder, relation.target)
            if relation.kind == "hyperlink" and relation.external:
                inner.append(_relationship(relation.id, "hyperlink", relation.target, ' TargetMode="External"'))
            elif relation.kind in PARTS and not relation.external and name in self.infos:
                path = f"{relation.kind}{len(parts)}.xml"
                parts[f"/word/{path}"] = (self._read(name), f"{WORD}.{relation.kind}+xml")
                inner.append(_relationship(relation.id, relation.kind, path))
        return _zipped(parts, relations, inner)


def _relationship(key: str, kind: str, target: str, mode: str = "") -> str:
    return f'<Relationship Id={quoteattr(key)} Type="{OFFICE}/{kind}" Target={quoteattr(target)}{mode}/>'


def _zipped(parts: dict[str, tuple[bytes, str]], outer: list[str], inner: list[str]) -> bytes:
    types = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, (_data, kind) in parts.items())
    defaults = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("[Content_Types].xml", f'<Types xmlns="{TYPES}">{defaults}{types}</Types>')
        archive.writestr("_rels/.rels", f'<Relationships xmlns="{RELATIONS}">{"".join(outer)}</Relationships>')
        archive.writestr(
            "word/_rels/document.xml.rels", f'<Relationships xmlns="{RELATIONS}">{"".join(inner)}</Relationships>'
        )
        for name, (data, _kind) in parts.items():
            archive.writestr(name.lstrip("/"), data)
    return buffer.getvalue()


def _transitional(data: bytes) -> bytes:
    """The names of the strict form of the standard, as those that Word writes by itself."""
    if b"purl.oclc.org/ooxml" in data:
        for strict, usual in STRICT:
            data = data.replace(strict, usual)
    return data


def _joined(folder: str, target: str) -> str:
    """The name of a part that another one in `folder` points at."""
    path = target.split("#")[0] if target.startswith("/") else f"{folder}/{target.split('#')[0]}"
    names: list[str] = []
    for name in path.split("/"):
        if name == "..":
            names = names[:-1]
        elif name not in ("", "."):
            names.append(name)
    return "/".join(names)


def _is_of_the_writer(target: str) -> bool:
    """Word notes the file that a document was begun from; one on a drive of that computer cannot be reached."""
    path = re.sub(r"^file:(?:///|/(?!/))", "", target, flags=re.I)
    return bool(re.fullmatch(r"[A-Za-z]:[\\/].*|[^\\/:]+\.dot[mx]?", path))
