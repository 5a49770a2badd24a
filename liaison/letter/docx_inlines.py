"""The runs of a Word paragraph as inlines: marks, links, breaks, fields; pictures, notes and the like as findings."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from docx.oxml.ns import qn

from .docx_styles import Styles, is_on, value
from .letter import Break, Inline, Run
from .text_lines import CONTROLS, Findings

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
SCHEMES = ("http:", "https:", "mailto:")
WRAPPERS = frozenset(
    [MC + "Choice", *map(qn, "w:smartTag w:customXml w:dir w:bdo w:ins w:moveTo w:sdtContent".split())]
)
PICTURES = frozenset(qn(f"w:{name}") for name in ("drawing", "pict", "object"))
LINK = re.compile(r"^\s*HYPERLINK\s+(?P<flag>\\l\s+)?\"?(?P<target>[^\"\s]+)\"?", re.I)
SYMBOLS = {
    "F0B7": "•", "F0A7": "▪", "F0D8": "➢", "F076": "❖", "F0FC": "✓", "F0FE": "☒", "F0A8": "☐", "F06F": "☐", "F0E0": "→",
    "F0DF": "←", "F0E8": "→", "F0F0": "⇨", "F0B0": "°", "F0B1": "±", "F0A3": "≤", "F0B3": "≥", "F0B4": "×", "F0AE": "→",
    "F0AC": "←", "F06D": "µ", "F057": "Ω", "F044": "Δ", "F061": "α", "F062": "β", "F070": "π", "F0C5": "⊕", "F02D": "−",
    "F04A": "☺", "F028": "☎", "F02A": "✉",
}  # fmt: skip
NAMED = {"emphasis": "w:i", "strong": "w:b"}  # styles that say so by their name, whatever their look
NOTES = {"footnote": "A footnote", "endnote": "An endnote", "comment": "A comment"}
MAX_TEXT = 500  # characters of a note's or picture's text in a finding's sentence about pictures


@dataclass
class _Field:
    instruction: str = ""
    shown: bool = False
    href: str = ""


@dataclass
class _Style:
    marks: tuple[str, ...] = ()
    href: str = ""
    lang: str = ""


@dataclass
class InlineReader:
    """`links` maps relationship ids to addresses; `notes` maps the kind and number of a note to its text."""

    styles: Styles
    links: Mapping[str, str]
    notes: Mapping[tuple[str, str], str]
    findings: Findings
    place: str = ""
    boxes: list[Any] = field(default_factory=list)
    fields: list[_Field] = field(default_factory=list)
    hidden: str = ""
    told: set[tuple[str, str]] = field(default_factory=set)
    keeps_languages: bool = False  # of runs; most documents name languages at random
    marks_of_style: dict[tuple[str, str], Any] = field(default_factory=dict)

    def read(self, paragraph: Any, place: str) -> tuple[Inline, ...]:
        """`boxes` then holds the text boxes anchored in the paragraph."""
        self.place, self.boxes, self.hidden = place, [], ""
        result: list[Inline] = []
        self._children(paragraph, "", result)
        if self.hidden.strip():
            self.findings.note("", place, f"Hidden text was left out: “{self.hidden.strip()}”")
        return tuple(result)

    def _children(self, element: Any, href: str, result: list[Inline]) -> None:
        for child in element:
            tag = child.tag
            if tag == qn("w:r"):
                self._run(child, href, result)
            elif tag == qn("w:hyperlink"):
                self._children(child, self._link(child) or href, result)
            elif tag == qn("w:fldSimple"):
                self._children(child, self._field_link(child.get(qn("w:instr")) or "") or href, result)
            elif tag == qn("w:sdt"):
                self._control(child, href, result)
            elif tag in WRAPPERS:
                self._children(child, href, result)
            elif tag == MC + "AlternateContent":
                self._alternative(child, href, result)
            elif tag in (MATH + "oMath", MATH + "oMathPara"):
                self._formula(child, href, result)

    def _alternative(self, element: Any, href: str, result: list[Inline]) -> None:
        choice = element.find(MC + "Choice")
        for part in [choice if choice is not None else element.find(MC + "Fallback")]:
            if part is None:
                continue
            if any(child.tag in PICTURES for child in part):
                for child in part:
                    self._picture(child)
            else:
                self._children(part, href, result)

    def _control(self, element: Any, href: str, result: list[Inline]) -> None:
        """A content control; the words that ask for a value ("Click here to enter text") are none."""
        properties, content = element.find(qn("w:sdtPr")), element.find(qn("w:sdtContent"))
        if content is None:
            return
        if is_on(properties, "w:showingPlcHdr") and not _is_ticked(properties):
            words = "".join(text.text or "" for text in content.iter(qn("w:t"))).strip()
            if words and properties.find(W14 + "checkbox") is None:
                self.findings.warning("", self.place, f"“{words}” is a blank of the form, not filled in.")
                return
        self._children(content, href, result)

    def _formula(self, element: Any, href: str, result: list[Inline]) -> None:
        text = "".join(one.text or "" for one in element.iter(MATH + "t"))
        if text.strip():
            self.findings.warning("", self.place, f"A formula was read as plain text: “{text}”")
            result.append(Run(text, (), href))

    def _run(self, run: Any, href: str, result: list[Inline]) -> None:
        properties = run.find(qn("w:rPr"))
        lang = (value(properties, "w:lang") or "") if self.keeps_languages else ""
        style = _Style(self._marks(properties), href, lang)
        is_hidden = bool(is_on(properties, "w:vanish"))
        for child in run:
            self._run_child(child, style, is_hidden, result)

    def _run_child(self, child: Any, style: _Style, is_hidden: bool, result: list[Inline]) -> None:
        tag = child.tag
        if tag == qn("w:fldChar"):
            self._field_mark(child, style, result)
        elif tag == qn("w:instrText"):
            if self.fields and not self.fields[-1].shown:
                self.fields[-1].instruction += child.text or ""
        elif self.fields and not all(one.shown for one in self.fields):
            self.hidden += self._text(child)
        elif tag in (qn("w:br"), qn("w:cr")):
            result.append(Break())
        elif tag in (qn("w:footnoteReference"), qn("w:endnoteReference"), qn("w:commentReference")):
            self._note(tag.rpartition("}")[2].removesuffix("Reference"), child.get(qn("w:id")) or "")
        elif tag in PICTURES:
            self._picture(child)
        elif tag == MC + "AlternateContent":
            self._alternative(child, style.href, result)
        elif tag == qn("w:ruby"):
            for base in child.iterchildren(qn("w:rubyBase")):
                self._children(base, style.href, result)
        elif text := self._text(child):
            if is_hidden:
                self.hidden += text
            else:
                href = next((one.href for one in reversed(self.fields) if one.href), "") or style.href
                result.append(Run(CONTROLS.sub("", text) if text != "\t" else text, style.marks, href, style.lang))

    def _text(self, element: Any) -> str:
        tag = element.tag
        if tag == qn("w:t"):
            return element.text or ""
        if tag in (qn("w:tab"), qn("w:ptab")):
            return "\t"
        if tag == qn("w:noBreakHyphen"):
            return "\u2011"
        if tag == qn("w:sym"):
            code = (element.get(qn("w:char")) or "").upper()
            if code not in SYMBOLS:
                font = element.get(qn("w:font")) or "?"
                self.findings.note("", self.place, f"A sign of the font {font} ({code}) was read as \ufffd.")
            return SYMBOLS.get(code, "\ufffd")
        return ""

    def _marks(self, properties: Any) -> tuple[str, ...]:
        style = value(properties, "w:rStyle") or ""
        marks = []
        for mark, tag in (("em", "w:i"), ("strong", "w:b")):
            own = is_on(properties, tag)
            if self._of_style(style, tag) if own is None else own:
                marks.append(mark)
        position = value(properties, "w:vertAlign") or (self._of_style(style, "w:vertAlign") if style else "")
        marks += {"subscript": ["sub"], "superscript": ["sup"]}.get(position or "", [])
        return tuple(sorted(marks))

    def _of_style(self, style: str, tag: str) -> Any:
        if not style:
            return None
        key = (style, tag)
        if key not in self.marks_of_style and tag == NAMED.get(self.styles.name(style)):
            self.marks_of_style[key] = True
        if key not in self.marks_of_style:
            switch = tag != "w:vertAlign"
            self.marks_of_style[key] = (
                self.styles.switch(style, tag) if switch else self.styles.property(style, "w:rPr", tag)
            )
        return self.marks_of_style[key]

    def _field_mark(self, element: Any, style: _Style, result: list[Inline]) -> None:
        kind = element.get(qn("w:fldCharType"))
        if kind == "begin":
            self.fields.append(_Field())
            if (box := element.find(".//" + qn("w:checkBox"))) is not None:
                ticked = is_on(box, "w:checked")
                result.append(Run("☒" if (is_on(box, "w:default") if ticked is None else ticked) else "☐", style.marks))
        elif kind == "separate" and self.fields:
            self.fields[-1].shown = True
            self.fields[-1].href = self._field_link(self.fields[-1].instruction)
        elif kind == "end" and self.fields:
            self.fields.pop()

    def _field_link(self, instruction: str) -> str:
        match = LINK.match(instruction)
        return self._address(match["target"]) if match and not match["flag"] else ""

    def _link(self, element: Any) -> str:
        target = self.links.get(element.get(qn("r:id")) or "", "")
        anchor = element.get(qn("w:anchor"))
        if not target:
            return ""
        return self._address(f"{target}#{anchor}" if anchor and "#" not in target else target)

    def _address(self, target: str) -> str:
        target = target.strip()
        if target.casefold().startswith(SCHEMES):
            return target
        self.findings.note("", self.place, f"The link to “{target[:MAX_TEXT]}” was left out; its words were kept.")
        return ""

    def _note(self, kind: str, number: str) -> None:
        if text := self.notes.get((kind, number), "").strip():
            self.told.add((kind, number))
            self.findings.warning("", self.place, f"{NOTES[kind]} was left out of the text: “{text}”")

    def _picture(self, element: Any) -> None:
        """A picture or an embedded object; a text box in it is read where it stands."""
        boxes = [box for box in element.iter(qn("w:txbxContent")) if not _inside_fallback(box)]
        self.boxes += boxes
        described = next(
            (
                text
                for one in element.iter(DRAWING + "docPr", "{urn:schemas-microsoft-com:vml}shape")
                for text in (one.get("descr"), one.get("alt"), one.get("title"))
                if text
            ),
            "",
        )
        if not boxes:
            what = "An embedded object" if element.tag == qn("w:object") else "A picture"
            words = f", described as “{described[:MAX_TEXT]}”," if described else ""
            self.findings.note("", self.place, f"{what}{words} was left out.")


def _is_ticked(properties: Any) -> bool:
    box = properties.find(W14 + "checkbox") if properties is not None else None
    ticked = box.find(W14 + "checked") if box is not None else None
    return ticked is not None and ticked.get(W14 + "val") in ("1", "true")


def _inside_fallback(element: Any) -> bool:
    return any(one.tag == MC + "Fallback" for one in element.iterancestors())


def note_texts(kind: str, part: Any) -> dict[tuple[str, str], str]:
    """The text of each footnote, endnote or comment of a part's XML, by kind and number."""
    texts = {}
    for element in part.iter(qn(f"w:{kind}")):
        if element.get(qn("w:type")) in ("separator", "continuationSeparator", "continuationNotice"):
            continue
        lines = ["".join(t.text or "" for t in p.iter(qn("w:t"), qn("w:tab"))) for p in element.iter(qn("w:p"))]
        texts[kind, element.get(qn("w:id")) or ""] = " ".join(line.strip() for line in lines if line.strip())
    return texts
