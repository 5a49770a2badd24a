"""A Word file as its parts, for tests that look into it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from itertools import pairwise

from lxml import etree

from liaison.letter.bidi import MARKS
from liaison.letter.letter import Letter
from liaison.letter.sheet import Sheet
from liaison.letter.to_docx import to_docx
from liaison.letter.word_package import R, W

from .letters import SHEET

Element = etree._Element

# The children of each element in the order in which the schema of WordprocessingML wants them.
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid "
    "vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em "
    "lang eastAsianLayout specVanish oMath",
    "numPr": "ilvl numId",
    "pBdr": "top left bottom right between bar",
    "tbl": "bookmarkStart bookmarkEnd tblPr tblGrid tr",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing "
    "tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tblBorders": "top left bottom right insideH insideV",
    "tblCellMar": "top left bottom right",
    "tr": "tblPrEx trPr tc",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType "
    "pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked "
    "personal rsid pPr rPr tblPr trPr tcPr tblStylePr",
    "lvl": "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId lvlJc pPr rPr",
    "abstractNum": "nsid multiLevelType tmpl name styleLink numStyleLink lvl",
    "num": "abstractNumId lvlOverride",
    "numbering": "numPicBullet abstractNum num numIdMacAtCleanup",
    "styles": "docDefaults latentStyles style",
    "settings": "zoom defaultTabStop characterSpacingControl compat themeFontLang decimalSymbol listSeparator",
}


class WordFile:
    def __init__(self, letter: Letter, sheet: Sheet = SHEET) -> None:
        self.data = to_docx(letter, sheet)
        with zipfile.ZipFile(io.BytesIO(self.data)) as archive:
            self.infos = archive.infolist()
            self.parts = {name: etree.fromstring(archive.read(name)) for name in archive.namelist()}
        self.body = self.parts["word/document.xml"][0]

    def all(self, path: str, part: str = "word/document.xml") -> list[Element]:
        return self.parts[part].findall(path, {"w": W, "r": R})

    def tables(self, style: str) -> list[Element]:
        return [table for table in self.all(".//w:tbl") if value(table, "w:tblPr/w:tblStyle") == style]

    def styled(self, style: str) -> list[str]:
        """The texts of the paragraphs of a style."""
        return [text_of(p) for p in self.all(".//w:p") if value(p, "w:pPr/w:pStyle") == style]

    @property
    def links(self) -> list[tuple[str, str]]:
        """The words of each link, and its address."""
        rows = self.parts["word/_rels/document.xml.rels"]
        targets = {row.get("Id"): row.get("Target") for row in rows if row.get("TargetMode") == "External"}
        return [(text_of(link), targets[link.get(f"{{{R}}}id")]) for link in self.all(".//w:hyperlink")]

    def margins(self, kind: str, place: str) -> str:
        """The text of the header or footer ("header", "footer") of the first page or of all others ("default")."""
        rows = {row.get("Id"): row.get("Target") for row in self.parts["word/_rels/document.xml.rels"]}
        (found,) = (
            reference.get(f"{{{R}}}id")
            for reference in self.all(f".//w:{kind}Reference")
            if reference.get(f"{{{W}}}type") == place
        )
        return text_of(self.parts[f"word/{rows[found]}"])


def find(element: Element, path: str) -> Element | None:
    return element.find(path, {"w": W})


def value(element: Element, path: str) -> str | None:
    """The `w:val` of what stands at a path; None where nothing does."""
    found = find(element, path)
    return None if found is None else found.get(f"{{{W}}}val", "")


def text_of(element: Element) -> str:
    """The words of an element, a newline for each break, marks of direction left out."""
    parts = []
    for part in element.iter(f"{{{W}}}t", f"{{{W}}}br", f"{{{W}}}tab"):
        name = etree.QName(part).localname
        parts.append(part.text or "" if name == "t" else "\n" if name == "br" else "\t")
    return MARKS.sub("", "".join(parts))


def cells_of(row: Element) -> list[str]:
    """The text of each cell of a row, its paragraphs on lines."""
    return ["\n".join(map(text_of, cell.findall("w:p", {"w": W}))) for cell in row.findall("w:tc", {"w": W})]


def disorder(root: Element) -> Iterator[str]:
    """The elements whose children the schema wants in another order, or that break a rule of tables."""
    for element in root.iter():
        name = etree.QName(element).localname
        children = [etree.QName(child).localname for child in element]
        if name in ORDER:
            places = [ORDER[name].split().index(child) for child in children]
            if places != sorted(places):
                yield f"{name}: {children}"
        if name == "tc" and children[-1] != "p":
            yield "a cell that ends without a paragraph"
        if name in ("body", "tc") and any(one == other == "tbl" for one, other in pairwise(children)):
            yield "two tables that would be one"
