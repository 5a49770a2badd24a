"""The last look of a reader: words of the file that are neither in the letter nor in a finding."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from .labels import LABELS
from .letter import Letter
from .read_contacts import PART
from .read_dates import find_dates
from .read_labels import is_nobody, purposes_in, read_label
from .read_marks import study_period_of
from .read_parts import one_cell
from .text_lines import MARKER, Findings, Line
from .to_json import to_dict

WORD = re.compile(r"\w+")
ANNEX = re.compile(
    "|".join(re.escape(words["annex"]).replace(r"\{number\}", r"\w{0,4}") for words in LABELS.values()), re.I
)
# words that a reader turns into something else: the labels of addresses and names of annexes
FORM_WORDS = frozenset(
    "mail e tel telephone phone mobile number no document doc annex email address name at dot for and "
    "to all other others rest by before until".split()
).union(word for words in LABELS.values() for word in WORD.findall(words["annex"].replace("{number}", "").casefold()))


def note_unread(letter: Letter, lines: Sequence[Line], findings: Findings) -> None:
    """One note for each line of which a word is nowhere to be found."""
    known = {*FORM_WORDS, *_words(to_dict(letter))}
    for finding in findings.all:
        known.update(WORD.findall(finding.message.casefold()))
    for line in lines:
        words = set(WORD.findall(line.text.casefold()))
        if words <= known:
            continue
        words -= _understood(line, known)
        if missing := words - known:
            findings.warning("", line, f"Not all of this line was read ({', '.join(sorted(missing))}): “{line.text}”")


def _understood(line: Line, known: set[str]) -> set[str]:
    """The words of a line that are in the letter in another form: a label, a list's number, "n/a", a date."""
    text = line.text
    words: set[str] = set()
    for piece in [line, *(one_cell(line, cell) for cell in line.cells if cell)]:
        label = read_label(piece)
        words.update(WORD.findall(label.printed.casefold()) if label else ())
        stated = label is not None and (is_nobody(label.rest) or label.field == "original")
        if stated or is_nobody(piece.text):
            words.update(WORD.findall(piece.text.casefold()))
    words.update(*(WORD.findall(cell.casefold()) for cell in line.cells if study_period_of(cell)))
    if annex := ANNEX.match(text):
        words.update(WORD.findall(annex[0].casefold()))
    if marker := MARKER.match(text):
        words.update(WORD.findall(marker[0].casefold()))
    for part in PART.finditer(text):
        words.update(WORD.findall(part[0].casefold()))
    if set(purposes_in(text)) <= known:
        words.update(word for word in WORD.findall(text.casefold()) if purposes_in(word))
    for found in find_dates(text):
        if found.start and found.end and {*WORD.findall(f"{found.start} {found.end}")} <= known:
            words.update(WORD.findall(found.text.casefold()))
    return words


def _words(value: Any) -> Iterator[str]:
    if isinstance(value, dict) and "inlines" in value:
        text = "".join(" " if "break" in inline else inline["text"] for inline in value["inlines"])
        links = " ".join(inline.get("href", "") for inline in value["inlines"])
        yield from WORD.findall(f"{text} {links}".casefold())
    elif isinstance(value, str | int):
        yield from WORD.findall(str(value).casefold())
    elif isinstance(value, dict):
        for item in value.values():
            yield from _words(item)
    elif isinstance(value, list):
        for item in value:
            yield from _words(item)
