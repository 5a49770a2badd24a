"""Tell the sources in a cell apart, and match each against the entities of the register.

Semicolons and line breaks part sources. Commas and “and” do so unless a name of the register holds them: the longest
name that fits is taken, so that “China, People's Republic of” is one and “Bosnia and Herzegovina” is. What fits no
name keeps its words. A country after an unknown name may be that one's place, so it is not taken for a source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from contacts.keys import match_key
from contacts.models import Entity

from .cells import clean, one_line
from .register import Register

LONGEST = 12  # parts of one name
_STRONG = re.compile(r"\s*[;；؛\n]\s*")
_WEAK = re.compile(
    r"\s*[,，、،]\s*(?:(?:and|et|y|и)\s+)?|\s+(?:and|et|y|e|и|و|&|\+)\s+|\s*/\s*|(?<=[\u4e00-\u9fff])[和及与](?=[\u4e00-\u9fff])",
    re.IGNORECASE,
)
_COMMA = re.compile(r"\s*[,，、،]\s*")
_MARKS = re.compile(r"^[\s*•·–—-]+|[\s*†‡]+$")  # of a list, of a footnote


@dataclass
class Sources:
    """`printed` is the text for the column of that name. `unclear` are names with the entities that have them."""

    printed: str
    count: int = 0  # of the names in the cell
    entities: list[Entity] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    places: list[tuple[str, str]] = field(default_factory=list)  # an unknown name, and a country after it
    near: list[tuple[str, Entity]] = field(default_factory=list)  # and who is called so without brackets
    unclear: list[tuple[str, list[Entity]]] = field(default_factory=list)
    settled: list[tuple[str, list[Entity]]] = field(default_factory=list)  # unclear ones that a clerk answered

    @property
    def all_known(self) -> bool:
        return not (self.unknown or self.unclear)


@dataclass
class _Piece:
    text: str
    found: set[int]
    after_comma: bool = False


def sources_of(text: str, register: Register) -> Sources:
    text = clean(text)
    sources = Sources(_printed(text))
    for part in _pieces(text, register):
        sources.count += len(part)
        _take(part, sources, register)
    return sources


def _printed(text: str) -> str:
    """On one line; a line break between sources becomes a semicolon."""
    lines = [line.rstrip(" ;") for line in text.split("\n")]
    return one_line("; ".join(filter(None, lines)).replace(",; ", ", "))


def _pieces(text: str, register: Register) -> Iterator[list[_Piece]]:
    """The sources of each part between semicolons or line breaks; a cell that is one name is one part."""
    whole = _MARKS.sub("", text)
    if found := _entities(whole, register):
        yield [_Piece(whole, found)]
        return
    for part in _STRONG.split(text):
        if part := _MARKS.sub("", part):
            yield _longest_names(part, register)


def _longest_names(part: str, register: Register) -> list[_Piece]:
    brackets = _brackets(part)
    cuts = [
        match.span()
        for match in _WEAK.finditer(part)
        if not any(start < match.start() < end for start, end in brackets)
    ]
    starts, ends = [0, *(end for _start, end in cuts)], [*(start for start, _end in cuts), len(part)]
    pieces: list[_Piece] = []
    place, unknown_since = 0, None
    while place < len(starts):
        last, text, found = place, "", set()
        for end in range(place, min(place + LONGEST, len(starts))):
            longer = _MARKS.sub("", part[starts[place] : ends[end]])
            known = _entities(longer, register)
            if known or register.is_answered(longer):
                last, text, found = end, longer, known
            elif end == place:
                text = longer
            if not register.may_begin(longer):
                break
        is_unknown = not (found or register.is_answered(text))
        if is_unknown and unknown_since is not None:  # “Unknown, Inc.” is told as one
            pieces[-1].text = part[unknown_since : ends[last]]
        elif text:
            comma = place > 0 and bool(_COMMA.fullmatch(part, *cuts[place - 1]))
            pieces.append(_Piece(text, found, comma))
            unknown_since = starts[place] if is_unknown else None
        place = last + 1
    return pieces


def _brackets(text: str) -> list[tuple[int, int]]:
    """First and last place of the outermost brackets that are opened and closed."""
    found, depth, start = [], 0, 0
    for place, sign in enumerate(text):
        if sign in "(（[":
            start = place if depth == 0 else start
            depth += 1
        elif sign in ")）]" and depth:
            depth -= 1
            if depth == 0:
                found.append((start, place))
    return found


def _entities(text: str, register: Register) -> set[int]:
    """Who is called so; without what stands in brackets, where that says the same of the same one."""
    if (found := register.entities_called(text)) or register.is_answered(text):
        return found
    bare, inside = _without_brackets(text)
    if not inside:
        return set()
    return {pk for pk in register.entities_called(bare) if all(_says_same(words, pk, register) for words in inside)}


def _says_same(words: str, pk: int, register: Register) -> bool:
    """Another name or code of the entity, or of its country: Intel (United States)."""
    entity = register.entities[pk]
    if match_key(words) == match_key(entity.country or "-"):
        return True
    meant = register.names.get(match_key(words), set()) | register.codes.get(match_key(words), set())
    return pk in meant or any(
        register.entities[other].is_member_state and register.entities[other].country == (entity.country or "-")
        for other in meant
    )


def _without_brackets(text: str) -> tuple[str, list[str]]:
    """What stands outside of brackets, and what within each."""
    bare, last, inside = "", 0, []
    for start, end in _brackets(text):
        bare += text[last:start] + " "
        inside.append(text[start + 1 : end].strip())
        last = end + 1
    return one_line(bare + text[last:]), [words for words in inside if words]


def _take(pieces: list[_Piece], sources: Sources, register: Register) -> None:
    after_unknown = ""
    for piece in pieces:
        entity = register.entities[next(iter(piece.found))] if len(piece.found) == 1 else None
        if entity and entity.is_member_state and piece.after_comma and after_unknown:
            sources.places.append((after_unknown, piece.text))
            after_unknown = ""
            continue
        after_unknown = ""
        if register.is_answered(piece.text):
            sources.settled.append((piece.text, _rows(register.candidates(piece.text), register)))
        if entity:
            if entity not in sources.entities:
                sources.entities.append(entity)
        elif piece.found:
            sources.unclear.append((piece.text, _rows(piece.found, register)))
        elif not register.is_answered(piece.text):
            after_unknown = _MARKS.sub("", piece.text)
            sources.unknown.append(after_unknown)
            _look_near(after_unknown, sources, register)


def _rows(keys: set[int], register: Register) -> list[Entity]:
    return sorted((register.entities[key] for key in keys), key=str)


def _look_near(text: str, sources: Sources, register: Register) -> None:
    bare, inside = _without_brackets(text)
    found = register.entities_called(bare) if inside else set()
    if len(found) == 1:
        sources.near.append((text, register.entities[found.pop()]))
