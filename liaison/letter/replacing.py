"""Words of a letter replaced wherever they stand: redacted on request, or e-mail addresses that are not shown.

A passage is found across runs of different marks and across line breaks, however its spaces are written, and also in
the addresses behind links. What is a code (a language, a body, a checksum) stays.
"""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import unquote

from .letter import Break, Contact, Inline, Letter, Run
from .rich_text import blocks_from_html, html_from_blocks

CODES = {"language", "original_language", "study_period", "level", "purpose", "body", "questions", "sha256", "style"}
LINKS = {"url", "href"}
SCRIPTS_WITH_SPACES = ("LATIN", "CYRILLIC", "GREEK", "DIGIT")
ADDRESS = re.compile(r"(?:[^\W\u2e80-\u9fff]|[.%+'’-])+@[\w-]+(?:\.[\w-]+)+")
HIDDEN = {
    "en": "[address not shown]",
    "fr": "[adresse non affichée]",
    "es": "[dirección no mostrada]",
    "ru": "[адрес не показан]",
    "ar": "[العنوان غير معروض]",
    "zh": "[地址不显示]",
}

T = TypeVar("T")


@dataclass(frozen=True)
class Passage:
    pattern: re.Pattern[str]
    replacement: str


def passage(words: str, replacement: str) -> Passage:
    """Of words to the letter. Where a script parts its words they are not found inside longer words; an e-mail
    address is found in capitals as well."""
    words = unicodedata.normalize("NFC", " ".join(words.split()))
    head = r"(?<!\w)" if words and _parts_words(words[0]) else ""
    tail = r"(?!\w)" if words and _parts_words(words[-1]) else ""
    pattern = head + r"\s+".join(map(re.escape, words.split())) + tail
    return Passage(re.compile(pattern, re.IGNORECASE if "@" in words else 0), replacement)


def _parts_words(character: str) -> bool:
    return unicodedata.name(character, "").startswith(SCRIPTS_WITH_SPACES)


def hiding(language: str) -> Replacer:
    """Puts words of the language in the place of e-mail addresses."""
    return Replacer([Passage(ADDRESS, HIDDEN.get(language.partition("-")[0], HIDDEN["en"]))], hides_addresses=True)


class Replacer:
    def __init__(self, passages: Iterable[Passage], *, hides_addresses: bool = False) -> None:
        self.passages = list(passages)
        self.hides_addresses = hides_addresses

    def occurs_in(self, value: Any) -> bool:
        """Whether one of the passages stands in a text, a letter or a part of one."""
        return bool(self.of(value) != value)

    def text(self, text: str) -> str:
        for one in self.passages:
            if one.pattern.search(composed := unicodedata.normalize("NFC", text)):
                text = one.pattern.sub(lambda _match, new=one.replacement: new, composed)  # type: ignore[misc]
        return text

    def link(self, address: str) -> str:
        """An address, or none where it holds a passage."""
        plain = unquote(address)
        return "" if any(one.pattern.search(plain) for one in self.passages) else address

    def html(self, text: str) -> str:
        """Stored rich text; the same to the letter where nothing of it is replaced."""
        blocks = blocks_from_html(text)
        replaced = self.of(blocks)
        return text if replaced == blocks else html_from_blocks(replaced)

    def of(self, value: T) -> T:
        """A letter, or any part of one."""
        return self._of(value)

    def letter(self, letter: Letter) -> Letter:
        return self.of(letter)

    def _of(self, value: Any, name: str = "") -> Any:
        if name in CODES:
            return value
        if isinstance(value, str):
            return self.link(value) if name in LINKS else self.text(value)
        if isinstance(value, tuple):
            return self._inlines(value) if name == "inlines" else tuple(self._of(one, name) for one in value)
        if not dataclasses.is_dataclass(value) or isinstance(value, type):
            return value
        parts = {field.name: self._of(getattr(value, field.name), field.name) for field in dataclasses.fields(value)}
        if isinstance(value, Contact) and self.hides_addresses and parts["email"] != value.email:
            parts["email"] = ""  # a machine reads no words there
        return type(value)(**parts)

    def _inlines(self, inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
        replaced = inlines
        for one in self.passages:
            replaced = _replaced(replaced, one)
        replaced = tuple(
            dataclasses.replace(run, href=self.link(run.href)) if isinstance(run, Run) and run.href else run
            for run in replaced
        )
        return replaced if replaced == inlines else _joined(replaced)


def _replaced(inlines: tuple[Inline, ...], one: Passage) -> tuple[Inline, ...]:
    texts = ["\n" if isinstance(inline, Break) else inline.text for inline in inlines]
    whole = "".join(texts)
    spans = [match.span() for match in one.pattern.finditer(whole)]
    if not spans and not whole.isascii():
        texts = [unicodedata.normalize("NFC", text) for text in texts]
        spans = [match.span() for match in one.pattern.finditer("".join(texts))]
    if not spans:
        return inlines
    found: list[Inline] = []
    start = 0
    for inline, text in zip(inlines, texts, strict=True):
        end = start + len(text)
        at = start
        for first, last in spans:
            if last <= at or first >= end:
                continue
            _keep(found, inline, text[at - start : max(first, at) - start])
            if first >= start:  # it begins here
                style = inline if isinstance(inline, Run) else Run("")
                found.append(Run(one.replacement, style.marks, "", style.lang))
            at = min(last, end)
        if at == start and isinstance(inline, Break):
            found.append(inline)
        else:
            _keep(found, inline, text[at - start :])
        start = end
    return tuple(found)


def _joined(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Neighbours of one style as one run, as they are when they are read back from rich text."""
    found: list[Inline] = []
    for inline in inlines:
        last = found[-1] if found else None
        if isinstance(inline, Run) and isinstance(last, Run) and dataclasses.replace(last, text=inline.text) == inline:
            found[-1] = dataclasses.replace(last, text=last.text + inline.text)
        else:
            found.append(inline)
    return tuple(found)


def _keep(found: list[Inline], inline: Inline, text: str) -> None:
    if text and isinstance(inline, Run):
        found.append(dataclasses.replace(inline, text=text))
