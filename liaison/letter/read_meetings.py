"""The next meetings that a statement announces, as data beside the words, which stay where they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from .letter import Block, Meeting, Paragraph, Table, inline_text, plain_lines
from .read_dates import Found, find_dates
from .read_labels import is_nobody
from .read_parts import Block as LabelBlock
from .text_lines import Findings, flat

NEXT = re.compile(
    r"\b(?:next|upcoming|forthcoming|prochaines?|próximas?|следующ\w+)\s(?:[\w/-]+\s){0,6}?(?P<noun>meetings?|réunions?|reunión|reuniones|собрани[ея])\b"
    r"|(?P<after>\b(?:meetings?|réunions?|reunión|reuniones)\s(?:prochaines?|próximas?))",
    re.I,
)
HEADING = re.compile(
    r"^[\d.\s]*(?:dates? of\s)?(?:the\s)?(?:next|upcoming|future|forthcoming|prochaines?|próximas?|следующ\w+)\b"
    r"[^.]{0,80}$",
    re.I,
)
SUBJECT = re.compile(r"^(?:the|our|la|notre)?\s?(?:next|prochaine|próxima)\b", re.I)
PLANNED = re.compile(
    r"\b(?:planned|scheduled|will be held|will take place|is to be held|will meet|prévue|aura lieu|prevista|"
    r"tendrá lugar)\b|состоится",
    re.I,
)
SENTENCES = re.compile(r"(?<=[.!?])\s+(?=[“\"(]?[^\W\d_])(?<!\b[A-Z][a-z]\.\s)(?<!\bNo\.\s)(?<!\bDoc\.\s)")


def read_next_meetings(
    content: Sequence[Block], labelled: Sequence[LabelBlock], day: date | None, findings: Findings
) -> tuple[Meeting, ...]:
    """`day` is the statement's date: a single next meeting cannot lie before it."""
    meetings: list[Meeting] = []
    for block in labelled:
        for line in block.filled:
            if not is_nobody(line.text):
                meetings += _listed(flat(line.text), findings, line.where) or [Meeting(flat(line.text))]
    under_heading = False
    for text in _texts(content):
        if HEADING.match(text) and not find_dates(text):
            under_heading = bool(re.search(r"meeting|réunion|reuni|собран|date", text, re.I))
        elif under_heading and find_dates(text):
            meetings += _listed(text, findings, "")
        else:
            under_heading = under_heading and len(text) < 60
            for sentence in SENTENCES.split(text):
                meetings += _announced(sentence.strip(), day, findings)
    return tuple(dict.fromkeys(meetings))


def _texts(content: Sequence[Block]) -> Iterator[str]:
    """The text of each paragraph and of each row of a table; a list's items one by one."""
    for block in content:
        if isinstance(block, Table):
            for row in block.rows:
                yield " ".join(filter(None, plain_lines([inner for cell in row for inner in cell.blocks])))
        elif isinstance(block, Paragraph):
            yield inline_text(block.inlines).replace("\n", " ")
        else:
            yield from plain_lines([block])


def _listed(text: str, findings: Findings, where: str) -> list[Meeting]:
    """A line of a list of meetings."""
    return [_meeting(text, found, findings, where) for found in find_dates(text)]


def _meeting(text: str, found: Found, findings: Findings, where: str) -> Meeting:
    if found.problem:
        findings.warning("next_meetings", where, f"The dates of “{text}” cannot be read: {found.problem}.")
    return Meeting(text, found.start, found.end)


def _announced(sentence: str, day: date | None, findings: Findings) -> list[Meeting]:
    match = NEXT.search(sentence)
    if not match:
        return []
    found = [one for one in find_dates(sentence) if not (day and one.end and one.end <= day)]
    if not found:
        if SUBJECT.match(sentence) and PLANNED.search(sentence):
            findings.note(
                "next_meetings", "", f"A next meeting is announced without dates that can be read: “{sentence}”"
            )
            return [Meeting(sentence)]
        return []
    several = (match["noun"] or match["after"] or "").casefold().endswith("s")
    if len(found) > 1 and not several:
        findings.warning(
            "next_meetings", "", f"Which dates are those of the next meeting was not settled: “{sentence}”"
        )
        return [Meeting(sentence)]
    return [_meeting(sentence, one, findings, "") for one in found]
