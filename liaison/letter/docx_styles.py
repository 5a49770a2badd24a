"""What a Word document says of its styles and lists: headings, list levels, numbers, marks, alignment."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from docx.oxml.ns import qn

from .numerals import roman
from .rich_source import OUR_STYLES

MAX_CHAIN = 20  # styles based on styles
HEADING = re.compile(r"heading (\d)")
FORMATS = {
    "decimal": "decimal", "decimalZero": "decimal", "lowerLetter": "lower-alpha", "upperLetter": "upper-alpha",
    "lowerRoman": "lower-roman", "upperRoman": "upper-roman",
}  # fmt: skip
MAX_NUMBER = 9999


@dataclass(frozen=True)
class Level:
    """A level of a list: `format` is a list style of the Letter, "bullet", or "" where it prints no number."""

    format: str
    text: str
    start: int
    indent: int = 0


@dataclass(frozen=True)
class Numbered:
    """What the numbering of Word prints before one paragraph."""

    list: str
    level: int
    format: str
    number: int
    printed: str
    indent: int


def value(properties: Any, tag: str, attribute: str = "w:val") -> str | None:
    """An attribute of a child of an element that may be None."""
    child = properties.find(qn(tag)) if properties is not None else None
    return child.get(qn(attribute)) if child is not None else None


def is_on(properties: Any, tag: str) -> bool | None:
    """A switch such as w:b; None where it is not set."""
    child = properties.find(qn(tag)) if properties is not None else None
    if child is None:
        return None
    return child.get(qn("w:val"), "1").lower() not in ("0", "false", "off")


def whole(text: str | None, otherwise: int = 0) -> int:
    return int(text) if text and re.fullmatch(r"-?\d{1,6}", text) else otherwise


class Styles:
    def __init__(self, element: Any) -> None:
        self.elements: dict[str, Any] = {}
        self.default = ""
        for style in element.iter(qn("w:style")) if element is not None else ():
            key = style.get(qn("w:styleId")) or ""
            self.elements.setdefault(key, style)
            if style.get(qn("w:default")) in ("1", "true") and style.get(qn("w:type")) == "paragraph":
                self.default = key
        language = element.find(".//" + qn("w:docDefaults") + "//" + qn("w:lang")) if element is not None else None
        self.language = (language.get(qn("w:val")) or "") if language is not None else ""

    @cached_property
    def are_ours(self) -> bool:
        return any(self.name(key).startswith(OUR_STYLES) for key in self.elements)

    def chain(self, key: str | None) -> list[Any]:
        """A style and those that it is based on."""
        found: list[Any] = []
        while key and key in self.elements and len(found) < MAX_CHAIN:
            found.append(self.elements[key])
            key = value(found[-1], "w:basedOn")
        return found

    def name(self, key: str | None) -> str:
        """The name of a style in small letters: "heading 1", "list bullet"; the key where it has none."""
        found = self.chain(key)[:1]
        return ((value(found[0], "w:name") if found else key) or key or "").casefold()

    def property(self, key: str | None, group: str, tag: str, attribute: str = "w:val") -> str | None:
        for style in self.chain(key or self.default):
            if (found := value(style.find(qn(group)), tag, attribute)) is not None:
                return found
        return None

    def heading(self, key: str | None, outline: str | None) -> int | None:
        """The level of a heading from 1, by its style's name or outline; None for what is no heading."""
        for style in self.chain(key):
            if match := HEADING.fullmatch((value(style, "w:name") or "").casefold()):
                return int(match[1])
        level = outline if outline is not None else self.property(key, "w:pPr", "w:outlineLvl")
        return whole(level) + 1 if level is not None and 0 <= whole(level, 9) < 9 else None

    def switch(self, key: str | None, tag: str) -> bool | None:
        for style in self.chain(key):
            if (found := is_on(style.find(qn("w:rPr")), tag)) is not None:
                return found
        return None


class Numbering:
    """The lists of a document; `count` is called for its paragraphs in their order and keeps the numbers going."""

    def __init__(self, element: Any) -> None:
        self.levels: dict[str, dict[int, Level]] = {}
        self.counters: dict[str, dict[int, int]] = {}
        self.shared: dict[str, str] = {}  # the abstract list behind each list
        if element is None:
            return
        abstract = {one.get(qn("w:abstractNumId")): one for one in element.iter(qn("w:abstractNum"))}
        for one in element.iter(qn("w:num")):
            key = one.get(qn("w:numId")) or ""
            base = value(one, "w:abstractNumId") or ""
            self.shared[key] = base
            self.levels[key] = _levels(abstract.get(base))
            for override in one.iter(qn("w:lvlOverride")):
                self._override(key, override)

    def _override(self, key: str, override: Any) -> None:
        at = whole(override.get(qn("w:ilvl")))
        known = self.levels[key].get(at, Level("decimal", f"%{at + 1}.", 1))
        if (level := override.find(qn("w:lvl"))) is not None:
            known = _level(level)
        if start := value(override, "w:startOverride"):
            known = replace(known, start=whole(start, 1))
            self.shared[key] = f"{key} alone"
        self.levels[key] = {**self.levels[key], at: known}

    def count(self, key: str | None, level: int) -> Numbered | None:
        if not key or key == "0" or key not in self.levels:
            return None
        level = min(max(level, 0), 8)
        levels = self.levels[key]
        kind = levels.get(level, Level("bullet", "•", 1))
        counters = self.counters.setdefault(self.shared[key], {})
        for deeper in [at for at in counters if at > level]:
            del counters[deeper]
        counters[level] = min(counters.get(level, kind.start - 1) + 1, MAX_NUMBER)
        printed = self._printed(levels, counters, level)
        return Numbered(key, level, kind.format, counters[level], printed, kind.indent)

    @staticmethod
    def _printed(levels: dict[int, Level], counters: dict[int, int], level: int) -> str:
        """The number as Word prints it: "%1.%2" of a level gives "2.1"."""
        kind = levels.get(level)
        if kind is None or kind.format in ("bullet", ""):
            return ""
        text = kind.text
        for at in range(level + 1):
            known = levels.get(at, Level("decimal", "", 1))
            text = text.replace(f"%{at + 1}", figure(counters.get(at, known.start), known.format))
        return text.strip()


def _levels(element: Any) -> dict[int, Level]:
    if element is None:
        return {}
    return {whole(one.get(qn("w:ilvl"))): _level(one) for one in element.iterchildren(qn("w:lvl"))}


def _level(element: Any) -> Level:
    printed = value(element, "w:numFmt") or "decimal"
    text = value(element, "w:lvlText") or ""
    start = max(whole(value(element, "w:start"), 1), 0)
    format_ = "bullet" if printed == "bullet" else FORMATS.get(printed, "decimal")
    if printed == "none" or not text:
        format_ = ""
    return Level(format_, text, 1 if format_ == "bullet" else start, indent_of(element.find(qn("w:pPr"))) or 0)


def indent_of(properties: Any) -> int | None:
    """The indent at the start of a paragraph's lines, in twentieths of a point."""
    for side in ("w:start", "w:left"):
        if (found := value(properties, "w:ind", side)) is not None:
            return whole(found)
    return None


def figure(number: int, style: str) -> str:
    """A number as a list of the style prints it: 3 is "3", "c" or "iii"."""
    if style.endswith("roman") and number > 0:
        text = roman(number)
    elif style.endswith("alpha") and number > 0:
        text = chr(97 + (number - 1) % 26) * ((number - 1) // 26 + 1)
    else:
        return str(number)
    return text.upper() if style.startswith("upper") else text
