"""The paths that name a place in a letter ("to[1].deadline"), as those of findings and changes do, and their labels."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping, Sequence
from typing import Any

PART = re.compile(r"(\w+)(?:\[(\d+)\])?")

# Labels of the parts of a path, the English ones. `{number}` is the row's; a row of its own has the key with "[]".
WORDS: dict[str, str] = {
    "title": "title",
    "subtitle": "lines under the title",
    "symbol": "symbol",
    "other_symbols": "other symbols",
    "reference": "reference",
    "date": "date",
    "language": "language",
    "original_language": "original language",
    "study_period": "study period",
    "action_required": "cover note",
    "from": "from",
    "from[]": "sender {number}",
    "to": "to",
    "to[]": "recipient {number}",
    "cc": "copies to",
    "cc[]": "copy {number}",
    "in_reply_to": "in reply to",
    "in_reply_to[]": "in reply to, {number}",
    "meeting": "meeting",
    "approval": "approval",
    "contacts": "contacts",
    "contacts[]": "contact {number}",
    "reply_to": "send reply to",
    "signatures": "signatures",
    "keywords": "keywords",
    "abstract": "abstract",
    "abstract[]": "abstract, paragraph {number}",
    "content": "text",
    "content[]": "text, paragraph {number}",
    "next_meetings": "next meetings",
    "next_meetings[]": "next meeting {number}",
    "annexes": "annexes",
    "annexes[]": "annex {number}",
    "attachments": "attachments",
    "attachments[]": "attachment {number}",
    "intro": "introduction",
    "intro[]": "introduction, paragraph {number}",
    "columns": "column headings",
    "entries": "rows",
    "entries[]": "row {number}",
    "number": "number",
    "text": "as printed",
    "body": "body",
    "questions": "Questions",
    "address": "address",
    "purpose": "for",
    "deadline": "reply by",
    "deadline_text": "deadline in words",
    "start": "first day",
    "end": "last day",
    "level": "level",
    "label": "heading",
    "honorific": "honorific",
    "name": "name",
    "role": "role",
    "affiliation": "country or organisation",
    "email": "e-mail",
    "phone": "telephone",
    "source": "source",
    "brief": "brief",
    "url": "web address",
    "sha256": "checksum",
    "place": "place in the list",
    ",": ", ",
}


def parts_of(path: str) -> list[tuple[str, int | None]]:
    """The names of a path, each with the number of its row, counted from 0; None where it names no row."""
    return [(match[1], int(match[2]) if match[2] else None) for match in PART.finditer(path)]


def label_of(path: str, words: Mapping[str, str] = WORDS) -> str:
    """A path in words: “Annex 1, row 3, title”. A name that is not known is given as it is."""
    told = []
    for name, number in parts_of(path):
        key = f"{name}[]" if number is not None else name
        word = str(words.get(key) or words.get(name) or name)
        told.append(word.format(number=number + 1) if number is not None else word)
    text = str(words.get(",", ", ")).join(told)
    return text[:1].upper() + text[1:]


def attribute(name: str) -> str:
    """Of a letter, by the name that it has in a path: "from" is a word of Python."""
    return "from_" if name == "from" else name


def value_of(part: Any, path: str) -> Any:
    """Raises IndexError for a row that is not there."""
    for name, place in parts_of(path):
        part = getattr(part, attribute(name))
        part = part if place is None else part[place]
    return part


def replaced(part: Any, parts: Sequence[tuple[str, int | None]], value: Any) -> Any:
    """A letter, or a part of one, with another value at a path; the path is given as `parts_of` tells it."""
    (name, place), *rest = parts
    now = getattr(part, attribute(name))
    if place is None:
        new = replaced(now, rest, value) if rest else value
    else:
        rows = list(now)
        rows[place] = replaced(rows[place], rest, value) if rest else value
        new = tuple(rows)
    return dataclasses.replace(part, **{attribute(name): new})
