"""How a letter ends: the closing words stay in the content, those who sign below them become signatures."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .read_labels import label_key
from .text_lines import MARKER, Line, flat

CLOSING = re.compile(
    r"(?:yours )?(?:very )?(?:sincerely|faithfully|truly)(?: yours)?|(?:with )?(?:best|kind|kindest|warm) regards|"
    r"regards|respectfully|cordially|cordialement|bien a vous|salutations distinguees|atentamente|saludos cordiales|"
    r"с уважением|مع التقدير|此致"
)
MOST = 12  # lines of all signatures
LONG = 100  # characters
END = re.compile(r"--+|_{3,}")


def split_ending(lines: Sequence[Line]) -> tuple[list[Line], tuple[str, ...]]:
    """The content without the lines that sign it, and the signatures: name and role in one, joined by ", "."""
    closing = next((at for at in reversed(range(len(lines))) if _closes(lines[at])), None)
    if closing is None:
        return list(lines), ()
    people: list[list[str]] = []
    at = closing + 1
    gap = True
    while at < len(lines) and sum(map(len, people)) < MOST:
        text = flat(lines[at].text)
        if not text:
            gap = True
        elif len(text) > LONG or text.endswith((".", ":", ";")) or MARKER.match(text) or END.match(text):
            break
        elif gap or not people:
            people.append([text])
            gap = False
        else:
            people[-1].append(text)
        at += 1
    signed = tuple(", ".join(line.strip(" ,") for line in person) for person in _joined(people))
    return [*lines[: closing + 1], *lines[at:]], signed


def _closes(line: Line) -> bool:
    return len(line.text) < 60 and bool(CLOSING.fullmatch(label_key(line.text).strip(" ,.!")))


def _joined(people: list[list[str]]) -> list[list[str]]:
    """In a document of paragraphs each line may stand apart: a line that names an office goes with the name before."""
    if any(len(person) > 1 for person in people):
        return people
    result: list[list[str]] = []
    for (line,) in people:
        if result and OFFICE.search(line):
            result[-1].append(line)
        else:
            result.append([line])
    return result


OFFICE = re.compile(
    r"\b(?:chair\w*|co-?chair\w*|rapporteur|secretary|president|director|head|manager|officer|editor|convenor|"
    r"liaison|working group|study group|committee|ieee|ietf|3gpp|itu|président\w*|rapporteur\w*)\b",
    re.I,
)
