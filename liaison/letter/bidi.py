"""Which way the words of a paragraph run.

Word lays out runs: each says whether it runs from right to left. Other programs, and plain text, go by characters, and
there a symbol such as 2/71 (Rev.1) falls apart in Arabic unless marks of its direction (U+200E) stand at its ends, and
two symbols one after the other change places unless a mark of the text's direction (U+200F) stands between them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

LTR_MARK, RTL_MARK = "\u200e", "\u200f"
MARKS = re.compile("[\u200e\u200f\u061c]")

_RTL = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_LTR = "A-Za-z\u00aa\u00b5\u00ba\u00c0-\u058f\u0900-\u1fff\u2c00-\ud7ff\uf900-\ufaff"
RTL, LTR = re.compile(f"[{_RTL}]"), re.compile(f"[{_LTR}]")
ISLAND_RTL = re.compile(f"[{_RTL}](?:[^{_LTR}]*[{_RTL}])?")
# Where a search could begin again at each character, lengths have a bound, or an endless word would take for ever.
_MARKED = f"{LTR_MARK}[^{LTR_MARK}]*{LTR_MARK}"
_REVISION = r"\((?:Rev|Add|Corr)\. ?[0-9]+\)"
_REVISED = rf"[A-Za-z0-9/.-]{{0,40}}[0-9] ?{_REVISION}"
_PHONE = r"\+[0-9][0-9 ().-]{4,}[0-9]"
_NUMBERS = r"(?<![0-9])[0-9]{1,20}(?:[/.:–-][0-9]{1,20})+"  # 3/2, 2022-2025
_OTHER = rf"[^\s{_RTL}{_LTR}()\[\]«»“”{LTR_MARK}]"
_WORD = rf"{_OTHER}{{0,40}}[{_LTR}][^\s{_RTL}()\[\]«»“”{LTR_MARK}]*"
_DIGITS = rf"[0-9][^\s{_RTL}()\[\]{LTR_MARK}]*"
_WORDS = rf"{_WORD}(?:[ \u00a0](?:{_WORD}|{_DIGITS}|{_REVISION}))*(?<![.,;:!?])"
WHOLE_NUMBER = re.compile(r"[0-9]+(?:[/.:][0-9]+)*")
ISLAND_LTR = re.compile(rf"{_MARKED}|{_REVISED}|{_PHONE}|[(\[]{_WORDS}[)\]]|{_WORDS}|{_NUMBERS}")


def marked(text: str) -> str:
    """A symbol or number with the marks that keep it whole in a text from right to left."""
    return f"{LTR_MARK}{text}{LTR_MARK}" if text else ""


def runs_leftward(texts: Iterable[str], leftward: bool) -> bool:
    """The direction of a paragraph on a page of a direction: another only where all of its words run that way."""
    characters = set(MARKS.sub("", re.sub(_MARKED, "", "".join(texts))))
    found = set(map(unicodedata.bidirectional, characters))
    has_rtl, has_ltr = bool(found & {"R", "AL"}), "L" in found
    return has_rtl if has_rtl != has_ltr else leftward


def own_direction(text: str, *, right_to_left: bool) -> str:
    """“ltr” or “rtl” for text written in the other direction only, such as Arabic on an English page; else ""."""
    leftward = runs_leftward([text], right_to_left)
    return "" if leftward == right_to_left else "rtl" if leftward else "ltr"


def directed(text: str, leftward: bool) -> Iterator[tuple[str, bool]]:
    """The parts of a text, each with whether it runs from right to left, in a paragraph of a direction."""
    at, before = 0, ""
    for match in (ISLAND_LTR if leftward else ISLAND_RTL).finditer(text):
        if between := text[at : match.start()]:
            yield _between(before, between, match.group()) if leftward else (between, False)
        yield _with_marks(match.group()) if leftward else match.group(), not leftward
        at, before = match.end(), match.group()
    if at < len(text):
        yield text[at:], leftward


def _between(before: str, between: str, after: str) -> tuple[str, bool]:
    """What stands between two words of the other direction, with its own.

    "Example Forum, City" is one phrase, and so it goes on; a number, a bracket or an Arabic comma belongs to the text
    around it.
    """
    if not before or any(map(str.isalpha, between)):
        return between, True
    if RTL.search(between) or not (LTR.match(before[-1]) and LTR.match(after)):
        return between + RTL_MARK, True
    return between, False


def _with_marks(text: str) -> str:
    """Marks where the text begins or ends with a digit, a bracket or the like, but for a number that needs none."""
    if WHOLE_NUMBER.fullmatch(text):
        return text
    before = "" if LTR.match(text) or text[0] == LTR_MARK else LTR_MARK
    after = "" if LTR.match(text[-1]) or text[-1] == LTR_MARK else LTR_MARK
    return before + text + after
