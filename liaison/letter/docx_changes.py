"""Tracked changes of a Word document, resolved as accepted before anything of it is read.

Read as it stands, a tracked document gives deleted and inserted words in one: "25 NovemberDecember". So what was
deleted or moved away goes, what was inserted or moved in stays, a deleted paragraph mark joins two paragraphs, and
deleted rows and cells go.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from docx.oxml.ns import qn

GONE = (qn("w:del"), qn("w:moveFrom"))
KEPT = (qn("w:ins"), qn("w:moveTo"))
FORMATTING = tuple(
    qn(f"w:{name}Change") for name in ("rPr", "pPr", "tblPr", "trPr", "tcPr", "sectPr", "tblGrid", "tblPrEx")
)
NAMES = {
    qn("w:del"): "deletions",
    qn("w:moveFrom"): "moves",
    qn("w:ins"): "insertions",
    **dict.fromkeys(FORMATTING, "changes of format"),
    qn("w:cellDel"): "deletions",
    qn("w:cellIns"): "insertions",
}
ORDER = ("insertions", "deletions", "moves", "changes of format")


def accept_changes(root: Any) -> str:
    """Accept all tracked changes below an element, in place; says in words how many there were, "" for none."""
    counts: Counter[str] = Counter()
    for element in list(root.iter(*NAMES)):
        counts[NAMES[element.tag]] += 1
    if not counts:
        return ""
    for row in list(root.iter(qn("w:tr"))):
        if _marked(row.find(qn("w:trPr"))):
            row.getparent().remove(row)
    for cell in [one.getparent().getparent() for one in list(root.iter(qn("w:cellDel")))]:
        if cell is not None and cell.tag == qn("w:tc") and cell.getparent() is not None:
            cell.getparent().remove(cell)
    _join_paragraphs(root)
    for element in list(root.iter(*GONE)):
        if element.getparent() is not None:
            element.getparent().remove(element)
    for element in list(root.iter(*KEPT)):
        _unwrap(element)
    for element in list(root.iter(*FORMATTING)):
        element.getparent().remove(element)
    told = [f"{counts[name]} {name if counts[name] > 1 else _one(name)}" for name in ORDER if counts[name]]
    return f"The document holds tracked changes ({', '.join(told)}); it was read as if all of them were accepted."


def _one(name: str) -> str:
    return name.replace("changes", "change") if name.startswith("changes") else name[:-1]


def _marked(properties: Any) -> bool:
    """Whether a row or a paragraph mark, by its properties, was deleted or moved away."""
    return properties is not None and any(properties.find(tag) is not None for tag in GONE)


def _mark(paragraph: Any) -> Any:
    properties = paragraph.find(qn("w:pPr"))
    return properties.find(qn("w:rPr")) if properties is not None else None


def _join_paragraphs(root: Any) -> None:
    """A paragraph whose mark was deleted goes on in the next, which gives the look of both."""
    for paragraph in list(root.iter(qn("w:p"))):
        if not _marked(_mark(paragraph)):
            continue
        following = paragraph.getnext()
        while following is not None and following.tag not in (qn("w:p"), qn("w:tbl")):
            following = following.getnext()
        content = [child for child in paragraph if child.tag != qn("w:pPr")]
        if following is None or following.tag != qn("w:p"):
            _drop_if_empty(paragraph, content)
            continue
        at = 1 if following.find(qn("w:pPr")) is not None else 0
        for child in reversed(content):
            following.insert(at, child)
        paragraph.getparent().remove(paragraph)


def _drop_if_empty(paragraph: Any, content: list[Any]) -> None:
    """The last paragraph before a table or the end stays, unless nothing in it was kept; a cell keeps one at least."""
    left = [child for child in content if child.tag not in GONE and any(True for _text in child.iter(qn("w:t")))]
    siblings = [one for one in paragraph.getparent().iterchildren(qn("w:p"), qn("w:tbl")) if one is not paragraph]
    if not left and siblings:
        paragraph.getparent().remove(paragraph)


def _unwrap(element: Any) -> None:
    parent = element.getparent()
    if parent is None:
        return
    if parent.tag in (qn("w:rPr"), qn("w:trPr")):
        parent.remove(element)
        return
    for child in list(element):
        element.addprevious(child)
    parent.remove(element)
