"""What differs between two letters, field by field, for a table that a person reads.

`differences(old, new)` follows the order of the letter. Rows (parties, contacts, annex rows, paragraphs) are found
again wherever they stand, so that one that was put in between does not make all after it differ. What is compared is
the letter, not how a copy prints it: `printed.lost_in_text` does that.
"""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from difflib import SequenceMatcher
from functools import cached_property
from typing import Any

from contacts.keys import match_key

from .labels import labels, language_name, printed_date
from .letter import (
    APPROVAL_LEVELS,
    PURPOSES,
    Annex,
    Block,
    Break,
    Contact,
    Entry,
    Heading,
    Inline,
    ItemList,
    Letter,
    Paragraph,
    Party,
    plain_text,
)
from .paths import WORDS, label_of

MOST_PAIRS = 1_000_000  # of rows or words that are looked at; beyond it the order alone pairs them
MOST_LIKENESSES = 400  # of pairs of changed rows whose likeness is measured
ALIKE = 0.5
SHORTEST_TEXT = 40  # letters and digits; two texts that are shorter may be the same by chance
CJK = "\u3040-\u30ff\u3400-\u9fff"
WORD = re.compile(rf"[{CJK}]\s*|[^\W{CJK}]+\s*|[^\w]\s*", re.DOTALL)
LINES = ("subtitle", "other_symbols", "signatures", "keywords")
BLOCKS = ("abstract", "intro", "content", "brief")


@dataclass(frozen=True)
class Word:
    """A stretch of words that both texts have ("same"), or the old ("gone") or the new one alone ("new")."""

    text: str
    kind: str


@dataclass(frozen=True)
class Change:
    """`field` is a path such as "to[1].deadline", counted in the new letter, or the old where it is gone from the new.

    Texts are as a person reads them; "" where there is nothing. A row that moved has its old and new place.
    """

    field: str
    label: str
    old: str
    new: str

    @property
    def is_addition(self) -> bool:
        return not self.old

    @property
    def is_removal(self) -> bool:
        return not self.new

    @cached_property
    def words(self) -> tuple[Word, ...]:
        return word_differences(self.old, self.new)


def differences(old: Letter, new: Letter, *, words: Mapping[str, str] = WORDS, language: str = "en") -> list[Change]:
    """The changes that make the new letter of the old one, in the order of the letter; none where they are equal.

    `words` are those of the labels (`paths.WORDS`), `language` is that of dates, purposes and the like.
    """
    return list(_Comparison(words, language).letters(old, new))


def text_key(letter: Letter) -> str:
    """The same for letters with the same title and text, whatever their spaces, marks and punctuation; "" for short.

    Annexes do not count: they are edited by themselves, and differ between versions of one statement.
    """
    key = match_key("".join([letter.title, plain_text(letter.abstract), plain_text(letter.content)]))
    return hashlib.sha256(key.encode()).hexdigest() if len(key) >= SHORTEST_TEXT else ""


class _Comparison:
    def __init__(self, words: Mapping[str, str], language: str) -> None:
        self.words = words
        self.language = language

    def letters(self, old: Letter, new: Letter) -> Iterator[Change]:
        for field in fields(Letter):
            path = field.name.rstrip("_")
            yield from self._values(path, getattr(old, field.name), getattr(new, field.name))

    def _values(self, path: str, old: Any, new: Any) -> Iterator[Change]:
        """Of one field, whatever it holds."""
        name = path.rpartition(".")[2]
        if old == new:
            return
        if name == "brief":
            yield self._texts(path, old, new)
        elif name in BLOCKS:
            yield from self._rows(path, old, new)
        elif not isinstance(old, tuple):
            yield from self._objects(path, old, new) if hasattr(old, "text") else [self._change(path, old, new)]
        elif name in LINES or not any(hasattr(one, "__dataclass_fields__") for one in (*old, *new)):
            yield self._change(path, "\n".join(old), "\n".join(new))
        else:
            yield from self._rows(path, old, new)

    def _objects(self, path: str, old: Any, new: Any) -> Iterator[Change]:
        for field in fields(new):
            yield from self._values(f"{path}.{field.name}", getattr(old, field.name), getattr(new, field.name))

    def _rows(self, path: str, old: Sequence[Any], new: Sequence[Any]) -> Iterator[Change]:
        for at, to, has_moved in _paired(old, new):
            place = f"{path}[{at if to is None else to}]"
            if at is None or to is None:
                before = row_text(old[at], self.language) if at is not None else ""
                after = row_text(new[to], self.language) if to is not None else ""
                if before or after:
                    yield Change(place, self._label(place), before, after)
                continue
            if isinstance(new[to], Block):
                if old[at] != new[to]:
                    yield self._texts(place, (old[at],), (new[to],))
                continue
            if has_moved:
                yield Change(f"{place}.place", self._label(f"{place}.place"), str(at + 1), str(to + 1))
            yield from self._objects(place, old[at], new[to])

    def _texts(self, path: str, old: Sequence[Block], new: Sequence[Block]) -> Change:
        """By their words; where these are the same, with their marks and links."""
        before, after = ("\n".join(map(block_text, blocks)) for blocks in (old, new))
        if before == after:
            before, after = ("\n".join(block_text(one, with_marks=True) for one in blocks) for blocks in (old, new))
        return Change(path, self._label(path), before, after)

    def _change(self, path: str, old: Any, new: Any) -> Change:
        return Change(path, self._label(path), self._shown(path, old), self._shown(path, new))

    def _label(self, path: str) -> str:
        return label_of(path, self.words)

    def _shown(self, path: str, value: Any) -> str:
        return _shown(path.rpartition(".")[2], value, self.language)


def _shown(name: str, value: Any, language: str) -> str:
    if isinstance(value, datetime.date):
        return printed_date(value, language)
    if name in ("language", "original_language") and value:
        return language_name(value, language)
    if (name == "purpose" and value in PURPOSES) or (name == "level" and value in APPROVAL_LEVELS):
        return labels(language)[value]
    return "" if value is None else str(value)


# ---- which row is which ----------------------------------------------------------------------------------------------


def row_key(row: Any) -> str:
    """By what a row is known when its other words change."""
    if isinstance(row, Entry):
        return match_key(row.symbol or row.title or plain_text(row.brief))
    if isinstance(row, Annex):
        return str(row.number)
    if isinstance(row, Contact):
        return match_key(row.name or row.email or row.role)
    if isinstance(row, Party):
        return f"{match_key(row.body or row.text)} {' '.join(row.questions)}"
    if isinstance(row, Block):
        return block_text(row)
    return match_key(getattr(row, "symbol", "") or getattr(row, "title", "") or getattr(row, "text", "") or str(row))


Pair = tuple[int | None, int | None, bool]  # the row in the old letter, that in the new, and whether it moved


def _paired(old: Sequence[Any], new: Sequence[Any]) -> list[Pair]:
    """Each row with its counterpart, in the order of the new ones; those that are gone stand where they stood."""
    if len(old) * len(new) > MOST_PAIRS:
        shared = range(min(len(old), len(new)))
        gone = [(at, None, False) for at in range(len(shared), len(old))]
        return [*((at, at, False) for at in shared), *gone, *((None, at, False) for at in range(len(shared), len(new)))]
    keys, others = [row_key(row) for row in old], [row_key(row) for row in new]
    pairs: list[Pair] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, keys, others, autojunk=False).get_opcodes():
        if tag == "equal":
            pairs += [(i, j, False) for i, j in zip(range(i1, i2), range(j1, j2), strict=True)]
        else:
            pairs += _replaced(old, new, range(i1, i2), range(j1, j2), keys, others)
    return pairs if old and isinstance(old[0], Block) else _with_moves(pairs, keys, others)


def _replaced(
    old: Sequence[Any], new: Sequence[Any], at: range, to: range, keys: list[str], others: list[str]
) -> list[Pair]:
    """Rows in place of others: the likeliest counterparts, in order. A row that is elsewhere is no counterpart."""
    found: list[tuple[int, int]] = []
    by_place = len(at) * len(to) > MOST_LIKENESSES or len(at) == len(to) == 1
    start = to.start
    for i in (i for i in at if keys[i] not in others):
        free = [j for j in range(start, to.stop) if others[j] not in keys]
        best = free[0] if free and by_place else max(free, key=lambda j: _likeness(old[i], new[j]), default=None)
        if best is not None and (by_place or _likeness(old[i], new[best]) >= ALIKE):
            found.append((i, best))
            start = best + 1
    known, taken = dict(found), {j for _i, j in found}
    rows: list[Pair] = []
    waiting = [j for j in to if j not in taken]
    for i in at:
        if i not in known:
            rows.append((i, None, False))
            continue
        rows += [(None, j, False) for j in waiting if j < known[i]]
        waiting = [j for j in waiting if j > known[i]]
        rows.append((i, known[i], False))
    return [*rows, *((None, j, False) for j in waiting)]


def _with_moves(pairs: list[Pair], keys: list[str], others: list[str]) -> list[Pair]:
    """A row that is gone here and new there has moved."""
    gone = {keys[i]: i for i, j, _moved in pairs if j is None and i is not None and keys[i]}
    came: dict[int, int] = {}
    for i, j, _moved in pairs:
        if i is None and j is not None and others[j] in gone:
            came[j] = gone.pop(others[j])
    left = set(came.values())
    return [
        (came[j], j, True) if i is None and j is not None and j in came else (i, j, moved)
        for i, j, moved in pairs
        if j is not None or i not in left
    ]


def _likeness(old: Any, new: Any) -> float:
    matcher = SequenceMatcher(None, row_text(old)[:2000].split(), row_text(new)[:2000].split(), autojunk=False)
    return matcher.ratio()


# ---- rows and blocks as text -----------------------------------------------------------------------------------------


def row_text(row: Any, language: str = "en") -> str:
    """A whole row in a line or several, for one that is added or gone."""
    if isinstance(row, Block):
        return block_text(row)
    parts: list[str] = []
    for field in fields(row):
        value = getattr(row, field.name)
        if field.name in BLOCKS:
            parts += map(block_text, value)
        elif field.name == "entries":
            parts += [row_text(one, language) for one in value]
        elif isinstance(value, tuple):
            parts.append(", ".join(map(str, value)))
        elif field.name not in ("label", "number", "body"):
            parts.append(_shown(field.name, value, language))
    joint = "\n" if isinstance(row, Annex) else ", "
    return joint.join(filter(None, parts))


def block_text(block: Block, *, with_marks: bool = False) -> str:
    """A line for each paragraph, item and row of a table."""
    return "\n".join(_block_lines(block, with_marks))


def _block_lines(block: Block, with_marks: bool) -> Iterator[str]:
    if isinstance(block, Paragraph | Heading):
        mark = "#" * block.level + " " if with_marks and isinstance(block, Heading) else ""
        yield mark + _inline_text(block.inlines, with_marks)
    elif isinstance(block, ItemList):
        for number, item in enumerate(block.items, start=block.start):
            sign = f"{number}." if block.ordered else "•"
            style = f"[{block.style}] " if with_marks and block.ordered else ""
            yield f"{style}{sign} " + "\n".join(block_text(one, with_marks=with_marks) for one in item)
    else:
        for row in block.rows:
            cells = [" / ".join(block_text(one, with_marks=with_marks) for one in cell.blocks) for cell in row]
            spans = [f" [{cell.colspan}×{cell.rowspan}]" if with_marks else "" for cell in row]
            yield " | ".join(text + span for text, span in zip(cells, spans, strict=True))


def _inline_text(inlines: Iterable[Inline], with_marks: bool) -> str:
    parts = []
    for inline in inlines:
        if isinstance(inline, Break):
            parts.append("\n")
            continue
        text = inline.text
        if with_marks:
            text = f"{text} ({inline.href})" if inline.href else text
            text = f"[{' '.join(filter(None, [*inline.marks, inline.lang]))}: {text}]" if inline.marks else text
        parts.append(text)
    return "".join(parts)


# ---- words -----------------------------------------------------------------------------------------------------------


def word_differences(old: str, new: str) -> tuple[Word, ...]:
    """The two texts as one, with what is gone and what is new marked word by word; in Chinese sign by sign.

    Texts of very many words are marked as a whole between the words in which they begin and end alike.
    """
    before, after = WORD.findall(old), WORD.findall(new)
    head = 0
    while head < min(len(before), len(after)) and before[head] == after[head]:
        head += 1
    tail = 0
    while tail < min(len(before), len(after)) - head and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    inner, other = before[head : len(before) - tail], after[head : len(after) - tail]
    found = [("same", before[:head])]
    if len(inner) * len(other) > MOST_PAIRS:
        found += [("gone", inner), ("new", other)]
    else:
        for tag, i1, i2, j1, j2 in SequenceMatcher(None, inner, other, autojunk=False).get_opcodes():
            same = tag == "equal"
            found += [("same" if same else "gone", inner[i1:i2]), ("new", [] if same else other[j1:j2])]
    found.append(("same", after[len(after) - tail :]))
    return tuple(Word("".join(part), kind) for kind, part in found if part)
