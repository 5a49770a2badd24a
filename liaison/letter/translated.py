"""A letter in another language beside its original: words are translated, facts are those of the original.

Facts are symbols, dates, names, addresses, Questions, purposes and levels. Where a translated file gives others, the
original's are kept and a finding says so; where its running text names other symbols, dates or addresses than the
original's, a finding says so too.
"""

from __future__ import annotations

import dataclasses
import datetime
import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any

from contacts.keys import match_key

from .addresses import ADDRESS
from .compare import row_key
from .letter import (
    Annex,
    Approval,
    Attachment,
    Block,
    Contact,
    Entry,
    Finding,
    InReplyTo,
    ItemList,
    Letter,
    Meeting,
    Party,
    Recipient,
    Run,
    Table,
    plain_text,
)
from .read_dates import find_dates
from .read_symbols import find_symbols
from .text_lines import HYPHENS

# What is translated, by the part that holds it; all else is a fact.
WORDS: dict[type, tuple[str, ...]] = {
    Letter: ("title", "subtitle", "action_required", "keywords", "abstract", "content"),
    Party: ("text",),
    Recipient: ("text", "deadline_text"),
    InReplyTo: ("text",),
    Meeting: ("text",),
    Approval: ("text",),
    Contact: ("label", "honorific", "role", "affiliation"),
    Annex: ("title", "intro", "columns", "content"),
    Entry: ("source", "title", "brief"),
    Attachment: ("title",),
}
ROWS = ("from_", "to", "cc", "in_reply_to", "contacts", "next_meetings", "annexes", "entries", "attachments")
# Facts of which a file says nothing by itself, or which say what the file itself is.
UNSAID = ("language", "original_language", "study_period", "body", "number", "sha256", "questions", "url")
LINES = ("subtitle", "keywords", "columns")
OTHER_SCRIPT = re.compile(r"(?<=[^\x00-\x7f])(?=[A-Z0-9])|(?<=[A-Z0-9)])(?=[^\x00-\x7f])")  # set without a space
MARKS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def in_translation(original: Letter, words: Letter, language: str) -> tuple[Letter, tuple[Finding, ...]]:
    """The original in another language: its facts with the words of a translation, and where these gave others.

    Where the translation has no words the original's stay.
    """
    findings: list[Finding] = []
    letter = _merged(original, words, "", findings)
    return letter.replace(language=language), tuple(findings)


def _merged(original: Any, words: Any, path: str, findings: list[Finding]) -> Any:
    changes: dict[str, Any] = {}
    for field in dataclasses.fields(original):
        now, new = getattr(original, field.name), getattr(words, field.name)
        place = f"{path}{field.name.rstrip('_')}"
        if dataclasses.is_dataclass(now):
            changes[field.name] = _merged(now, new, f"{place}.", findings)
        elif field.name in ROWS:
            changes[field.name] = tuple(_rows(now, new, place, findings))
        elif field.name in WORDS[type(original)]:
            changes[field.name] = new or now
        elif field.name not in UNSAID:
            _compare(now, new, place, findings)
    return dataclasses.replace(original, **changes)


def _rows(original: Sequence[Any], words: Sequence[Any], path: str, findings: list[Finding]) -> Iterator[Any]:
    """Each row with its translation: that of the same symbol or address, else the one in its place."""
    partners = _partners(original, words)
    for place, row in enumerate(original):
        if place in partners:
            yield _merged(row, words[partners[place]], f"{path}[{place}].", findings)
            continue
        text = "This is not in the translation; the original’s words stay."
        findings.append(Finding("warning", f"{path}[{place}]", "", text))
        yield row
    for extra in sorted(set(range(len(words))) - set(partners.values())):
        text = ", ".join(filter(None, _strings(words[extra])))
        findings.append(Finding("warning", path, "", f"“{text}” is in the translation alone; it was left out."))


def _partners(original: Sequence[Any], words: Sequence[Any]) -> dict[int, int]:
    keys, others = [_key(row) for row in original], [_key(row) for row in words]
    found = {place: others.index(key) for place, key in enumerate(keys) if key and others.count(key) == 1}
    free = [place for place in range(len(words)) if place not in found.values()]
    return found | dict(zip([place for place in range(len(original)) if place not in found], free, strict=False))


def _key(row: Any) -> str:
    """Of what no language changes."""
    if isinstance(row, Contact):
        return row.email.casefold()
    if isinstance(row, Party):
        return ""
    symbol = getattr(row, "symbol", None)
    return row_key(row) if isinstance(row, Annex) else match_key(symbol or "")


def _compare(original: Any, new: Any, path: str, findings: list[Finding]) -> None:
    if _plain(original) == _plain(new):
        return
    if not new:
        findings.append(Finding("note", path, "", f"The translation does not give “{_shown(original)}”; it is kept."))
    elif original:
        text = f"The translation gives “{_shown(new)}” for “{_shown(original)}”; the original’s is kept."
        findings.append(Finding("warning", path, "", text))
    else:
        text = f"The translation gives “{_shown(new)}”, the original nothing; it was left out."
        findings.append(Finding("warning", path, "", text))


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return _digits(value).translate(HYPHENS).casefold().strip() if isinstance(value, str) else value


def _shown(value: Any) -> str:
    if isinstance(value, datetime.date):
        return value.isoformat()
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _strings(row: Any) -> Iterator[str]:
    for field in dataclasses.fields(row):
        value = getattr(row, field.name)
        if isinstance(value, str) and field.name != "label":
            yield value


def _digits(text: str) -> str:
    """With digits of every script as 0 to 9, and without marks of direction."""
    return "".join(str(unicodedata.digit(sign)) if sign.isdigit() else sign for sign in MARKS.sub("", text))


# ---- running text ----------------------------------------------------------------------------------------------------


def text_differences(original: Letter, letter: Letter) -> tuple[Finding, ...]:
    """Where running text names other symbols, dates or addresses than the original's; rows are in one order."""
    return tuple(_texts(original, letter, ""))


def _texts(original: Any, letter: Any, path: str) -> Iterator[Finding]:
    for field in dataclasses.fields(original):
        now, new = getattr(original, field.name), getattr(letter, field.name)
        place = f"{path}{field.name.rstrip('_')}"
        if dataclasses.is_dataclass(now):
            yield from _texts(now, new, f"{place}.")
        elif field.name in ROWS:
            for number, (row, other) in enumerate(zip(now, new, strict=False)):
                yield from _texts(row, other, f"{place}[{number}].")
        elif field.name in WORDS[type(original)]:
            yield from _facts(now, new, place)


def _facts(original: Any, new: Any, path: str) -> Iterator[Finding]:
    is_blocks = bool(original) and isinstance(original, tuple) and path.rpartition(".")[2] not in LINES
    if is_blocks and len(original) == len(new):
        for place, (block, other) in enumerate(zip(original, new, strict=True)):
            yield from _facts_of((block,), (other,), path, place + 1 if len(original) > 1 else 0)
    else:
        yield from _facts_of(original, new, path, 0)


def _facts_of(original: Any, new: Any, path: str, paragraph: int) -> Iterator[Finding]:
    where = f"paragraph {paragraph}" if paragraph else ""
    for kind, had in facts_in(original).items():
        has = facts_in(new)[kind]
        missing, extra = sorted(had - has), sorted(has - had)
        parts = [f"not here: {', '.join(missing)}"] * bool(missing) + [f"only here: {', '.join(extra)}"] * bool(extra)
        if parts:
            text = "; ".join(parts)
            yield Finding("warning", path, where, f"{kind} differ from the original’s: {text}.")


def facts_in(text: Any) -> dict[str, set[str]]:
    """Symbols, dates and addresses in a text, in lines or in blocks, each as it is compared."""
    if isinstance(text, tuple):
        blocks = [one for one in text if isinstance(one, Block)]
        plain = "\n".join([plain_text(blocks), *(one for one in text if isinstance(one, str))])
        links = set(_links(blocks))
    else:
        plain, links = text, set()
    plain = _digits(plain)
    found = [match[0] for match in ADDRESS.finditer(plain)] + list(links)
    rest = ADDRESS.sub(" ", plain)
    dates = {f"{one.start}" if one.is_day else f"{one.start} to {one.end}" for one in find_dates(rest) if one.start}
    without_dates = re.sub("|".join(re.escape(one.text) for one in find_dates(rest)) or "(?!)", " ", rest)
    return {
        "Symbols": set(find_symbols(OTHER_SCRIPT.sub(" ", without_dates))),
        "Dates": dates,
        "Addresses": {one.removeprefix("mailto:").rstrip("/").casefold() for one in found},
    }


def _links(blocks: Sequence[Any]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, ItemList):
            for item in block.items:
                yield from _links(item)
        elif isinstance(block, Table):
            for row in block.rows:
                for cell in row:
                    yield from _links(cell.blocks)
        else:
            yield from (run.href for run in block.inlines if isinstance(run, Run) and run.href)


# ---- words by path ---------------------------------------------------------------------------------------------------


def word_paths(letter: Letter) -> list[str]:
    """The paths of all words that the original has, in its order; each text of blocks is one."""
    return list(_paths(letter, ""))


def _paths(part: Any, path: str) -> Iterator[str]:
    for field in dataclasses.fields(part):
        value, place = getattr(part, field.name), f"{path}{field.name.rstrip('_')}"
        if dataclasses.is_dataclass(value):
            yield from _paths(value, f"{place}.")
        elif field.name in ROWS:
            for number, row in enumerate(value):
                yield from _paths(row, f"{place}[{number}].")
        elif field.name in WORDS[type(part)] and value:
            yield place


def is_blocks(value: Any) -> bool:
    return isinstance(value, tuple) and bool(value) and isinstance(value[0], Block)
