"""Text broken into lines so that it can be put together again: a space at the end of a line says that it goes on.

This is the way of mail (RFC 3676, format=flowed): whoever reads sees lines of an easy length, and a program knows which
ends of lines are the writer's own. Between ideographs, where no space is written, none belongs to the text.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from itertools import pairwise

WIDTH = 76  # columns of a line
SIGNATURE = "-- "  # the line after which a mail's signature follows
OPENING = frozenset("（［｛「『《〈【〔")
CLOSING = frozenset("）］｝」』》〉】〕，。、；：！？％")


def columns(text: str) -> int:
    """How many columns a text takes where all letters have one width; an ideograph takes two, a tab goes to the next
    of eight."""
    text = text.expandtabs(8)
    return len(text) if text.isascii() else sum(map(_columns, text))


def _columns(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if _is_wide(character) else 1


def _is_wide(character: str) -> bool:
    return character >= "\u1100" and unicodedata.east_asian_width(character) in "WF"


def wrapped(text: str, first: str = "", rest: str = "") -> list[str]:
    """The lines of a text; `first` stands before the first of them, `rest` before the others. A word is never torn."""
    lines: list[str] = []
    line, used = first, columns(first)
    for number, (space, part) in enumerate(_parts(text)):
        more = len(space) + columns(part)
        if number and used + more > WIDTH:
            lines.append(f"{line} ")
            line, used = rest + part, columns(rest) + columns(part)
        else:
            line += space + part
            used += more
    return [*lines, line]


def _parts(text: str) -> list[tuple[str, str]]:
    """What stays together on a line, each part with the space before it."""
    parts: list[tuple[str, str]] = []
    for word in text.split(" "):
        space = " " if parts else ""
        for part in _cut(word):
            if space and part and _is_wide(parts[-1][1][-1:] or " ") and _is_wide(part[0]):
                # A line that ended here would be put together without the space.
                before, last = parts.pop()
                parts.append((before, f"{last} {part}"))
            else:
                parts.append((space, part))
            space = ""
    return parts


def _cut(word: str) -> Iterator[str]:
    """A word in pieces between its ideographs, but not before a closing mark nor after an opening one."""
    at = 0
    for end, (one, other) in enumerate(pairwise(word), 1):
        if _is_wide(one) and _is_wide(other) and one not in OPENING and other not in CLOSING:
            yield word[at:end]
            at = end
    yield word[at:]


def put_together(lines: Iterable[tuple[int, str]]) -> list[tuple[int, str]]:
    """The lines, each with its number, of a text that was broken by `wrapped`; all other text as it is.

    It is told by this: no line that ends with a space had room for what the next one begins with.
    """
    given = list(lines)
    if not all(_had_no_room(one[1], other[1]) for one, other in pairwise([*given, (0, "")]) if _is_soft(one[1])):
        return given
    numbers: list[int] = []
    pieces: list[list[str]] = []
    goes_on = False
    for number, text in given:
        if goes_on:
            last = pieces[-1][-1].rstrip(" ")
            pieces[-1][-1:] = [last, _between(last, text.lstrip(" ")), text.lstrip(" ")]
        else:
            numbers.append(number)
            pieces.append([text])
        goes_on = _is_soft(text)
    return [(number, "".join(parts)) for number, parts in zip(numbers, pieces, strict=True)]


def _is_soft(line: str) -> bool:
    return line.endswith(" ") and bool(line.strip()) and line != SIGNATURE


def _had_no_room(line: str, following: str) -> bool:
    line, following = line.rstrip(" "), following.strip(" ")
    if not following or following[0] == "\t" or (columns(line) > WIDTH and len(_parts(line.strip())) > 1):
        return False
    part = _parts(following)[0][1]
    return columns(line + _between(line, part) + part) > WIDTH


def _between(before: str, after: str) -> str:
    return "" if _is_wide(before[-1]) and _is_wide(after[0]) else " "
