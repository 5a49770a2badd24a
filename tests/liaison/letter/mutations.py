"""Files changed at random, from a seed: what careless tools and bad lines make of statements."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable

from lxml import etree

from .look_alikes import DOCUMENTS, LINES, typed
from .readings import LETTERS, SEED_FILE
from .seed_document import SeedDocument, WithMergedCells, WithTrackedChanges
from .word_files import rebuilt, saved

ODD = ["\t", "\n", "\u200f", "\x0c", "\ud7ff", "To:", "Annex 1: ", "31/02/2024", "x" * 3000, "(" * 50, "\ufffd", "😀"]
MOST_CHANGES = 12
TAG = re.compile(rb"<[^<>]+>")


def corpus() -> list[tuple[str, bytes]]:
    """Names and contents of sound files."""
    texts = [SEED_FILE.read_bytes(), *(path.read_bytes() for path in sorted(LETTERS.glob("*.txt")))]
    texts += [text.encode() for text, _letter in LINES.values()]
    documents = [made().data for made in (SeedDocument, WithMergedCells, WithTrackedChanges)]
    documents += [saved(make()) for make, _letter in DOCUMENTS.values()]
    documents += [saved(typed(text)) for text, _letter in LINES.values()]
    documents = [rebuilt(document, lambda _name, part: part) for document in documents]
    return [("a.txt", text) for text in texts] + [("a.docx", document) for document in documents]


def mutated(number: int, files: list[tuple[str, bytes]]) -> tuple[str, bytes]:
    """The file of that number, the same at each call."""
    chance = random.Random(number)  # noqa: S311 -- a test wants the same numbers again
    name, data = chance.choice(files)
    change = chance.choice(TEXT_CHANGES if name.endswith(".txt") else WORD_CHANGES)
    return name, change(data, chance)


def _flip(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randint(1, MOST_CHANGES)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _cut(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    return data[:start] + data[start + chance.randrange(1, max(len(data) // 3, 2)) :]


def _lines(data: bytes, chance: random.Random) -> bytes:
    """Lines taken out, doubled, moved, broken, or with something odd in them."""
    lines = data.decode("utf-8").split("\n")
    for _ in range(chance.randint(1, MOST_CHANGES)):
        at = chance.randrange(len(lines))
        line = lines.pop(at) if len(lines) > 1 else lines[0]
        kind = chance.randrange(5)
        if kind == 1:
            lines[at:at] = [line, line]
        elif kind == 2:
            lines.insert(chance.randrange(len(lines) + 1), line)
        elif kind == 3:
            place = chance.randrange(len(line) + 1)
            lines[at:at] = [line[:place], line[place:]]
        elif kind == 4:
            place = chance.randrange(len(line) + 1)
            lines.insert(at, line[:place] + chance.choice(ODD) + line[place:])
    return "\n".join(lines).encode("utf-8")


def _untabbed(data: bytes, chance: random.Random) -> bytes:
    return data.replace(b"\t", chance.choice([b"", b" ", b"    ", b"\n", b"\t\t"]))


def _parts(data: bytes, change: Callable[[bytes], bytes], chance: random.Random) -> bytes:
    """The change made to one XML part, the document's own more often than not."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [name for name in archive.namelist() if name.endswith((".xml", ".rels"))]
    chosen = "word/document.xml" if chance.random() < 0.7 else chance.choice(names)
    return rebuilt(data, lambda name, old: change(old) if name == chosen else old)


def _xml_bytes(data: bytes, chance: random.Random) -> bytes:
    return _parts(data, lambda part: chance.choice([_flip, _cut])(part, chance), chance)


def _tags(data: bytes, chance: random.Random) -> bytes:
    """Tags and their attributes taken out, doubled or changed, so that the XML may no longer be sound."""

    def change(part: bytes) -> bytes:
        tags = list(TAG.finditer(part))
        for match in sorted(chance.sample(tags, min(len(tags), MOST_CHANGES)), key=lambda m: -m.start()):
            new = chance.choice([b"", match[0] * 2, re.sub(rb'"[^"]*"', b'"99999999999"', match[0])])
            part = part[: match.start()] + new + part[match.end() :]
        return part

    return _parts(data, change, chance)


def _elements(data: bytes, chance: random.Random) -> bytes:
    """Elements taken out, doubled, moved into each other, or with odd text: the XML stays sound."""

    def change(part: bytes) -> bytes:
        root = etree.fromstring(part)
        for _ in range(chance.randint(1, MOST_CHANGES)):
            elements = [one for one in root.iter() if one.getparent() is not None]
            if not elements:
                break
            one = chance.choice(elements)
            kind = chance.randrange(5)
            if kind == 0:
                one.getparent().remove(one)
            elif kind == 1:
                one.addnext(etree.fromstring(etree.tostring(one)))
            elif kind == 2:
                other = chance.choice(elements)
                if other is not one and one not in other.iterancestors() and other not in one.iterancestors():
                    other.append(one)
            elif kind == 3 and one.text:
                one.text = chance.choice([odd for odd in ODD if odd.isprintable() or odd in "\t\n"]) + one.text
            elif one.attrib:
                one.set(chance.choice(list(one.attrib)), chance.choice(["", "-1", "99999999999", "x", "restart"]))
        return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

    return _parts(data, change, chance)


def _tables(data: bytes, chance: random.Random) -> bytes:
    """Tables, rows and cells taken out."""

    def change(part: bytes) -> bytes:
        root = etree.fromstring(part)
        for tag in chance.sample(["tbl", "tr", "tc", "p"], 2):
            found = [one for one in root.iter(f"{{*}}{tag}") if one.getparent() is not None]
            for one in chance.sample(found, min(len(found), chance.randint(1, MOST_CHANGES))):
                if one.getparent() is not None:
                    one.getparent().remove(one)
        return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

    return rebuilt(data, lambda name, old: change(old) if name == "word/document.xml" else old)


def _without_a_part(data: bytes, chance: random.Random) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        gone = chance.choice(archive.namelist())
    return rebuilt(data, lambda name, old: None if name == gone else old)


TEXT_CHANGES = [_flip, _cut, _lines, _lines, _lines, _untabbed]
WORD_CHANGES = [_flip, _cut, _xml_bytes, _tags, _elements, _elements, _elements, _tables, _without_a_part]
