"""Single facts of a header from their labels' blocks: symbols, languages, approval, what is answered, attachments."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from .labels import LANGUAGE_NAMES
from .letter import Approval, Attachment, InReplyTo
from .read_dates import find_dates, read_date
from .read_labels import is_nobody, label_key
from .read_levels import read_levels
from .read_parts import Block, Parts
from .read_symbols import ADDRESS, find_symbols
from .read_titles import Top
from .text_lines import HYPHENS, Findings, Line, flat, split_outside

LANGUAGES = {
    "en": "english anglais ingles английскии e", "fr": "french francais frances французскии f",
    "es": "spanish espagnol espanol испанскии s", "ru": "russian russe ruso русскии r",
    "ar": "arabic arabe арабскии العربية a",
    "zh": "chinese chinois chino китаискии 中文 c",
}  # fmt: skip
LIST = re.compile(r"\s?[,;]\s(?:and\s)?|\sand\s")
LANGUAGE_BY_NAME = {label_key(name): code for code, names in LANGUAGES.items() for name in names.split()} | {
    label_key(name): code for names in LANGUAGE_NAMES.values() for code, name in names.items()
}


def read_symbols(parts: Parts, top: Top, findings: Findings) -> list[str]:
    """The statement's own symbol, then others: of stacked headers the last is its own."""
    result = [*top.symbols[-1:], *top.symbols[:-1]]
    for block in [*parts.of("symbol"), *parts.of("other_symbols")]:
        for line in block.filled:
            text = flat(line.text)
            symbols = find_symbols(text) or ([text] if " " not in text and re.search(r"\d", text) else [])
            if not symbols and not is_nobody(text):
                findings.warning("symbol", line, f"“{text}” is no document symbol that is known.")
            elif rest := _without(text, symbols):
                findings.note("symbol", line, f"“{rest}” beside the symbol was left out.")
            result += symbols
    return list(dict.fromkeys(result))


def read_languages(parts: Parts, hint: str, findings: Findings) -> tuple[str, str]:
    """The language by the labels, where they are of one; English otherwise. The original's where it is stated.

    `hint` decides where the labels are of several languages.
    """
    sets = [languages for languages in parts.languages if languages]
    shared = frozenset.intersection(*sets) if sets else frozenset({"en"})
    language = next(iter(shared)) if len(shared) == 1 else "en" if "en" in shared or not shared else min(shared)
    if sets and hint in shared:
        language = hint
    for block in parts.of("original"):
        code = LANGUAGE_BY_NAME.get(label_key(block.text))
        if code:
            return language, code
        findings.warning("original_language", block.line, f"“{block.text}” is no language that is known.")
    return language, language


def read_replies(blocks: Sequence[Block], findings: Findings) -> tuple[InReplyTo, ...]:
    replies: list[InReplyTo] = []
    for block in blocks:
        for line in block.filled:
            for text in _replies(flat(line.text)):
                if not is_nobody(text):
                    replies.append(reply_of(text, line, len(replies), findings))
    return tuple(replies)


def _replies(text: str) -> list[str]:
    """The statements answered, each with a symbol of its own where a line names several."""
    parts = [part for part in re.split(r"\s*;\s*", text) if part]
    for pattern in (r",?\s+(?:and|et|y|и|&)\s+", r"\s*,\s*"):
        pieces = [piece for part in parts for piece in re.split(pattern, part)]
        if len(pieces) > len(parts) and all(_only_symbols(piece) for piece in pieces):
            parts = pieces
    return parts


def _only_symbols(text: str) -> bool:
    return bool(find_symbols(text)) and not re.search(r"[^\W\d_]", _without(text, find_symbols(text)))


def reply_of(text: str, line: Line | str, number: int, findings: Findings) -> InReplyTo:
    """Two symbols with a stroke between them are two numbers of one document; the first is kept apart."""
    symbols = [symbol for symbol in find_symbols(text) if not ADDRESS.search(symbol)]
    one = len(symbols) == 1 or (len(symbols) == 2 and re.fullmatch(r"\S+\s?/\s?\S+", text) is not None)
    days = find_dates(text)
    if len(symbols) > 1 and not one:
        message = f"“{text}” names {len(symbols)} documents; which one is answered was not settled."
        findings.warning(f"in_reply_to[{number}].symbol", line, message)
    day = days[0].start if len(days) == 1 and days[0].is_day else None
    if len(days) == 1 and days[0].problem:
        findings.warning(f"in_reply_to[{number}].date", line, f"The date cannot be read: {days[0].problem}.")
    return InReplyTo(text, symbols[0] if one else None, day)


def read_approval(blocks: Sequence[Block], text: str, findings: Findings) -> Approval:
    text = flat(text)
    if not text:
        return Approval()
    line = next(block.line for block in blocks if block.text and not is_nobody(block.text))
    return approval_of(text, line, findings)


def approval_of(text: str, line: Line | str, findings: Findings) -> Approval:
    day, problem = read_date(text)
    if problem:
        findings.warning("approval.date", line, f"The date of approval was not settled: {problem}.")
    levels = read_levels(text)
    if len(levels) != 1:
        why = f"it names {' and '.join(levels).replace('_', ' ')}" if levels else "its words name none for certain"
        findings.warning("approval.level", line, f"The level of approval was not settled: {why}.")
    return Approval(text, levels[0] if len(levels) == 1 else None, day)


def read_attachments(blocks: Sequence[Block]) -> tuple[Attachment, ...]:
    """The files; an address below a title is where that file is."""
    result: list[Attachment] = []
    for block in blocks:
        for text, href in _files(block):
            address = ADDRESS.search(text)
            url = address[0] if address else href
            title = flat(text.replace(url, "")).strip(" <>()") if address else text
            symbols = find_symbols(title)
            if is_nobody(text):
                continue
            if not title and result and not result[-1].url:
                result[-1] = replace(result[-1], url=url)
            else:
                result.append(Attachment(title or text, symbols[0] if len(symbols) == 1 else None, url))
    return tuple(result)


def _files(block: Block) -> list[tuple[str, str]]:
    """Each file's words, and its link in a rich document."""
    return [(text, line.href) for line in block.filled for text in _several([line.text])]


def _several(texts: Sequence[str]) -> list[str]:
    """One text for each file: those of a list in which each part has a symbol stand alone."""
    result: list[str] = []
    for text in map(flat, texts):
        parts = split_outside(LIST, text)
        result += parts if all(map(find_symbols, parts)) else [text]
    return result


def _without(text: str, symbols: Sequence[str]) -> str:
    text = text.translate(HYPHENS)
    for symbol in symbols:
        text = text.replace(symbol, "", 1)
    text = re.sub(r"\b(?:documents?|doc|and|et|y)\b", " ", text, flags=re.I)
    return flat(text).strip(" ,;/()&.")
