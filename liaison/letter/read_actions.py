"""Purposes that a form states in its text: the section "Actions" of 3GPP and others names whom it asks to act."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from .letter import Block, Heading, ItemList, Paragraph, Recipient, inline_text, plain_lines
from .read_labels import is_nobody, label_key
from .text_lines import Findings, flat

HEADING = re.compile(
    r"(?:\d{1,2}(?:\.\d)*\.?\s*)?(?:requested |required )?actions?(?: requested| required)?\s*:?", re.I
)
NEXT = re.compile(r"\d{1,2}\.?\s+[A-Z].{0,80}|(?:\d{1,2}\.?\s*)?dates? of (?:the )?(?:next|upcoming).*", re.I)
ASKS = re.compile(r"\b(?:asks?|requests?|invites?|urges?|to|action)\b", re.I)


def purposes_of_actions(
    recipients: tuple[Recipient, ...], content: Sequence[Block], findings: Findings
) -> tuple[Recipient, ...]:
    """The recipients without a purpose are for action where the section asks them, or asks when they are alone."""
    if not any(one.purpose is None for one in recipients):
        return recipients
    title, texts = _section(content)
    texts = [text for text in texts if not is_nobody(text.rstrip(".")) and label_key(text) != "no action"]
    if not texts:
        return recipients
    said = label_key(". ".join(texts))
    result = list(recipients)
    for number, one in enumerate(recipients):
        if one.purpose is None and (_is_asked(one.text, said) or len(recipients) == 1):
            message = f"“{one.text}” was taken to be asked for action, since the section “{title}” asks it."
            findings.note(f"to[{number}].purpose", "", message)
            result[number] = replace(one, purpose="action")
    return tuple(result)


def _section(content: Sequence[Block]) -> tuple[str, list[str]]:
    title = ""
    texts: list[str] = []
    for text, is_heading in _texts(content):
        if not title:
            if len(text) < 60 and HEADING.fullmatch(text):
                title = text
        elif is_heading or NEXT.fullmatch(text):
            break
        else:
            texts.append(text)
    return title, texts


def _texts(content: Sequence[Block]) -> Iterator[tuple[str, bool]]:
    for block in content:
        if isinstance(block, Paragraph | Heading):
            yield flat(inline_text(block.inlines)), isinstance(block, Heading)
        elif isinstance(block, ItemList) and len(block.items) == 1:
            yield flat(" ".join(plain_lines([block]))), False
        else:
            for text in plain_lines([block]):
                yield flat(text), False


def _is_asked(name: str, said: str) -> bool:
    """Whether the section names the recipient after a word of asking."""
    key = label_key(name)
    if re.search(rf"(?:^|\s)to {re.escape(key)}(?: group)?\s?:\s?(?:none|no action|-|n/a)(?:\.|$)", said):
        return False
    places = [match.start() for match in re.finditer(rf"(?<![\w/-]){re.escape(key)}(?![\w/-])", said)]
    return any(ASKS.search(said[:place]) or said[place:].startswith(f"{key}:") for place in places)
