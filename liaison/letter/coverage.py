"""The characters that the fonts of this package can draw.

A PDF/A file may not hold a character that no font draws, so each of those is replaced before the text is set. What
the fonts draw is kept in `coverage.json` together with the fonts' hashes; fonts/README.md says how to make it anew.
"""

from __future__ import annotations

import functools
import json
import re
import unicodedata
from pathlib import Path
from typing import Literal

FONTS = Path(__file__).parent / "fonts"
COVERAGE = Path(__file__).parent / "coverage.json"
BOX = "\u25a1"

# Shown by no glyph: zero-width space and joiners, marks of direction, word joiner.
INVISIBLE = frozenset({0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x61C, 0x2060})
# Compatibility forms that may stand for the plain character; a superscript or fraction may not (10⁹ is not 109).
FORMS = ("<compat>", "<font>", "<initial>", "<medial>", "<final>", "<isolated>", "<narrow>", "<wide>", "<square>")
WHITE = re.compile(r"[ \t\r\n\f\v\x85\u2028\u2029]+")
JOINED_BOXES = re.compile(rf"{BOX}(?:\u200d{BOX})+")


@functools.cache
def covered() -> frozenset[int]:
    ranges = json.loads(COVERAGE.read_bytes())["ranges"]
    return frozenset(code for first, last in ranges for code in range(first, last + 1))


def printable(text: str) -> str:
    """The text as it can be set: composed (NFC), white space single, nothing that no font draws."""
    text = WHITE.sub(" ", unicodedata.normalize("NFC", text)).translate(_REPLACED)
    return JOINED_BOXES.sub(BOX, text) if BOX in text else text


def unprintable_in(text: str) -> set[str]:
    """The characters of the text that are printed as a box, or without their accent."""
    text = WHITE.sub(" ", unicodedata.normalize("NFC", text))
    return {character for character in set(text) if not _is_faithful(character)}


def _is_faithful(character: str) -> bool:
    if _is_dropped(character):
        return True
    if unicodedata.category(character) in ("Co", "Cs", "Cn"):
        return False
    return all(ord(part) in covered() or ord(part) in INVISIBLE for part in _parts(character))


def _parts(character: str) -> str:
    """The character itself if a font draws it, else what it is composed of."""
    if ord(character) in covered() or ord(character) in INVISIBLE:
        return character
    kind = unicodedata.decomposition(character).partition(" ")[0]
    form: Literal["NFKD", "NFD"] = "NFKD" if kind in FORMS else "NFD"
    return unicodedata.normalize(form, character)


def _is_dropped(character: str) -> bool:
    """Controls, overrides of direction, soft hyphens, variation selectors and tags: nothing of their own in print."""
    code = ord(character)
    if code in INVISIBLE or character == " ":
        return False
    return unicodedata.category(character) in ("Cc", "Cf") or 0xFE00 <= code <= 0xFE0F or 0xE0000 <= code <= 0xE0FFF


class _Replaced(dict[int, str]):
    def __missing__(self, code: int) -> str:
        self[code] = _replacement(chr(code))
        return self[code]


def _replacement(character: str) -> str:
    if _is_dropped(character):
        return ""
    if unicodedata.category(character) in ("Co", "Cs", "Cn"):
        return BOX
    drawn = "".join(part for part in _parts(character) if ord(part) in covered() or ord(part) in INVISIBLE)
    return drawn or ("" if unicodedata.category(character).startswith("M") else BOX)


_REPLACED = _Replaced()
