"""What a text is, where it is not one liaison statement: a mail, a blank form, a page of many, or nothing at all."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .letter import Letter
from .read_contacts import EMAIL, ROLE
from .read_dates import find_dates
from .read_labels import CORE, is_nobody, label_key, read_label
from .read_marks import is_letterhead, study_period_of
from .read_parts import Parts, is_form_name
from .read_symbols import find_symbols
from .text_lines import MARKER, Line, continues

MAIL_LABEL = re.compile(
    r"(?P<label>from|to|cc|subject|sent|date|reply-to|message-id|de|à|objet|envoyé|para|asunto|enviado|от|кому|тема)\s?:\s*(?P<value>.*)",
    re.I | re.DOTALL,
)
SUBJECTS = frozenset("subject objet asunto тема".split())
MAIL_TIME = re.compile(
    r"\d{1,2}:\d{2}(?::\d{2})?\s*(?:[+-]\d{4}|[AP]M|GMT|UTC)?$|^(?:mon|tue|wed|thu|fri|sat|sun)\w*, ", re.I
)
OPENING = re.compile(
    r"(?:dear|cher|chere|estimad[oa]|уважаем\w+|introduction|overview|background|abstract|summary|general|we|it|this|"
    r"the following|overall description|hello|hi)\b"
)
MAIL_HEAD = 60  # lines with text among which the head of a mail must stand
FORM_FIELDS = frozenset({"approval", "for", "purpose", "question", "deadline"})
SPEAKS = re.compile(
    r"\bliaison\b|\bLS\b|declaración de coordinación|заявлени[ея] о взаимодействии|بيان اتصال|联络声明", re.I
)
PLACEHOLDER = re.compile(
    r"\[[^\]]{3,}\]|<[^>@]{2,60}>|\.{3,}|…+|_{3,}|x{2,}|\+x+|a@b\.com|name|organi[sz]ation|country|tel\.?:?|e-?mail:?|"
    r"tbd|tbc|\(?(?:your )?text (?:starts )?here\)?|your (?:text|name|title)|"
    r"\(?(?:insert|enter|type) (?:an? |the |your )?(?:text|title|name|date|abstract|content|body).{0,40}\)?|"
    r"click (?:here|or tap).{0,50}|(?:first|given|last|family) name.{0,30}|dd[ ./-]?m+[ ./-]?y+|"
    r"place(?: and |, ?| & )dates?|title of (?:the )?(?:liaison|document|statement).{0,30}",
    re.I,
)
INSTRUCTION = re.compile(
    r"please do(?: not|n[’']t) change the structure of this table|attention:.*not a publication", re.I
)
PRINTED = frozenset({"original", "study_period"})  # fields that a blank form may have a value for
GREETING = re.compile(r"(?:hi|hello|hey|all|folks|dear (?:all|colleagues|friends|list members))\b.{0,40}[,:!.-]?", re.I)
LISTED = 3  # lines that each speak of a statement with a number or date


def is_placeholder(text: str) -> bool:
    return bool(PLACEHOLDER.fullmatch(text.strip()))


def what_else(lines: Sequence[Line], parts: Parts) -> str:
    """A sentence that says what the text is; "" where it may be a statement."""
    if not any(line.text for line in lines):
        return "The file is empty."
    if _is_mail(lines, parts):
        return "This is an e-mail, not a liaison statement: read the statement that it sends or speaks of."
    if count := _statements(lines):
        return f"This is a page of {count} liaison statements: give each as a file of its own."
    if _is_blank(parts):
        return "This is a blank form of a liaison statement: nothing in it is filled in."
    if not parts.of(*CORE):
        return _what_without_labels([line.text for line in lines if line.text])
    return ""


def _what_without_labels(texts: Sequence[str]) -> str:
    if not any(map(SPEAKS.search, texts)):
        return "Nothing says that this is a liaison statement: it has none of the labels and never calls itself one."
    if GREETING.fullmatch(texts[0]):
        return "This is a message, not a liaison statement: read the statement that it sends or speaks of."
    listed = [text for text in texts if SPEAKS.search(text) and (find_symbols(text) or find_dates(text))]
    if len(listed) >= LISTED and 3 * len(listed) >= len(texts):
        return f"This is a list of {len(listed)} liaison statements: give each as a file of its own."
    return ""


def _is_mail(lines: Sequence[Line], parts: Parts) -> bool:
    """A subject together with an address or a time, among labels that a mail has, and no field of the form.

    A letter has addresses too, beside the offices of those whom it is for.
    """
    subject = addressed = timed = official = False
    for line in [line for line in lines if line.text][:MAIL_HEAD]:
        match = MAIL_LABEL.match("\n".join(line.cells))
        if not match:
            continue
        label, value = match["label"].casefold(), match["value"].strip()
        subject = subject or label in SUBJECTS
        addressed = addressed or (label not in SUBJECTS and bool(EMAIL.search(value) or MAIL_TIME.search(value)))
        timed = timed or label in ("sent", "message-id", "envoyé", "enviado") or bool(MAIL_TIME.search(value))
        official = official or (label not in SUBJECTS and bool(ROLE.search(EMAIL.sub(" ", value))))
    by_head = subject and (timed or (addressed and not official))
    return (by_head or (timed and addressed)) and not parts.of(*FORM_FIELDS)


def _statements(lines: Sequence[Line]) -> int:
    """How many statements a text holds, if several: each has its own recipient, sender and date or title."""
    counts: dict[str, int] = {}
    for line in lines:
        label = read_label(line)
        if label and label.marked:
            counts[label.field] = counts.get(label.field, 0) + 1
    heads = [counts.get("to", 0) + counts.get("purpose", 0), counts.get("from", 0)]
    third = max(counts.get("date", 0), counts.get("title", 0), counts.get("approval", 0), _form_names(lines))
    several = min(*heads, third)
    return several if several > 1 else 0


def _form_names(lines: Sequence[Line]) -> int:
    return sum(1 for line in lines if line.text and is_form_name(line.text))


def _is_blank(parts: Parts) -> bool:
    """Three labels or more, none of which has a value but for what the form itself prints."""
    if len(parts.blocks) < 3:
        return False
    for block in [block for block in parts.blocks if block.label.field not in PRINTED]:
        for line in block.filled:
            for cell in line.cells:
                value = cell.rpartition(":")[2] if block.label.field == "contact" else cell
                if value.strip() and not is_placeholder(value) and not is_nobody(value):
                    return False
    lines = [*parts.top, *parts.content]
    return all(_says_nothing(line.text) for line in lines)


def _says_nothing(text: str) -> bool:
    label = text.endswith(":") and len(text.split()) <= 4
    printed = is_letterhead(text) or study_period_of(text) or INSTRUCTION.match(text)
    return bool(printed) or label or is_form_name(text) or is_placeholder(text) or not re.search(r"\w", text)


def is_empty(letter: Letter) -> bool:
    """Whether nothing at all was read."""
    return letter.replace(language="en", original_language="en") == Letter()


def is_title_above(line: Line, after: Line | None, width: int) -> bool:
    """Whether a line without a label, below the header, is a title: short, no sentence, with prose under it."""
    text = line.text
    words = len(text.split())
    if not 2 <= words <= 25 or len(text) > 160 or text.endswith((".", ":", ";", ",", "!")) or not text[0].isupper():
        return False
    if OPENING.match(label_key(text)) or re.match(r"\d", text) or after is None or line.tabbed or MARKER.match(text):
        return False
    broken = after.number == line.number + 1 and continues(text, after.text, width)
    return len(after.text) > len(text) and len(after.text) > 60 and not broken


def looks_like_title(text: str) -> bool:
    """A line that calls itself a liaison statement and is no sentence."""
    key = label_key(text)
    named = key.startswith(
        (
            "liaison statement ",
            "reply liaison statement ",
            "ls ",
            "reply ls ",
            "reply to the liaison statement",
            "note de liaison ",
            "declaracion de coordinacion ",
        )
    )
    return named and len(text) <= 200 and not text.endswith(".")
